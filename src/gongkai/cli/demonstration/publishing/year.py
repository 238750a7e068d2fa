"""The register's items given their texts, each on its days through all three stages."""

from collections.abc import Iterator
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.cli.demonstration.publishing.enriching import accept, add_file, link
from gongkai.cli.demonstration.publishing.office import CLERK, Clock, Desk
from gongkai.cli.demonstration.publishing.writing import written
from gongkai.cli.demonstration.stored import texts
from gongkai.publications.operations.drafting import complete_publication
from gongkai.publications.queries.missing_texts import entries_without_text

_REGISTER = "XW-"
_SIGNED_BY_THE_LEADER = ("通知公告", "信息公开", "政务公开重点工作")


def without_text(agency: Agency) -> list[Any]:
    """Return the demonstration's own entries of the register that have no text, by their days.

    What links to another comes after it. In a column that the office has closed nothing is written.
    """
    titles = set(entry_titles())
    rows = entries_without_text(agency).filter(register_no__startswith=_REGISTER)
    linking = {told["title"] for told in texts("publishing_prose")["links"]}
    return sorted(
        (row for row in rows if row.title in titles),
        key=lambda row: (row.published_on, row.title in linking, row.register_no),
    )


def entry_titles() -> list[str]:
    """Return the titles of all the demonstration's entries of the register."""
    return [
        title
        for column in texts("items")["columns"]
        for listed in column["titles"].values()
        for title in listed
    ]


def write_items(publications: list[Any], desk: Desk) -> Iterator[None]:
    """Write, examine and publish the text of each entry, a step each."""
    for publication in publications:
        _write(publication, desk)
        yield


def _write(publication: Any, desk: Desk) -> None:
    content = written(publication, desk.prose)
    assert content.formed_on is not None
    clock = Clock(content.formed_on, desk.at)
    item = complete_publication(
        publication=publication, content=content, officer=desk.people[CLERK], **clock.now
    )
    for told in desk.told_of("files", item.title):
        add_file(item, content, told, desk, clock)
    for told in desk.told_of("links", item.title):
        link(item, told, desk, clock)
    accept(item, desk, clock)
    item = desk.submit(item, clock)
    by_leader = publication.column.name in _SIGNED_BY_THE_LEADER
    desk.pass_stages(item, clock, then_on=publication.published_on, by_leader=by_leader)
    desk.written[item.title] = desk.publish(item, clock)
