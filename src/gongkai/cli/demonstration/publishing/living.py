"""Items at every step of their way to the public, as of the day of loading."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from html import escape
from typing import Any

from django.utils import timezone

from gongkai.cli.demonstration.publishing.channels import deliver
from gongkai.cli.demonstration.publishing.enriching import accept
from gongkai.cli.demonstration.publishing.office import CLERK, Clock, Desk
from gongkai.cli.demonstration.requests.days import Days
from gongkai.publications.operations.drafting import ItemContent, draft_item
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.operations.signing import sign_item
from gongkai.publications.queries import columns_of
from gongkai.publications.queries.contents import content_hash

Told = Mapping[str, Any]
_GOES_OUT = time(9)


def bring_item(told: Told, desk: Desk, days: Days) -> None:
    """Write an item and take it as far as told; without a word, to the public.

    Where the office has given up the column, there is no such item.
    """
    columns = columns_of(desk.agency).select_related("agency")
    column = columns.filter(name=told["column"], is_closed=False).first()
    if column is None:
        return
    clock = Clock(days.working(told["formed"]), desk.at)
    content = _content(told, column, desk, clock, days)
    item = draft_item(agency=desk.agency, content=content, officer=desk.people[CLERK], **clock.now)
    ends = told.get("ends", "")
    if ends == "DRAFT":
        return
    accept(item, desk, clock)
    item = desk.submit(item, clock)
    if ends in ("STAGE_2", "RETURNED"):
        item = desk.sign(item, 0, clock, "DEPARTMENT_HEAD")
        if ends == "RETURNED":
            _return(item, told, desk, clock)
        return
    # What is to go out later has passed today.
    passed_on = days.working(told.get("published", 0))
    desk.pass_stages(item, clock, then_on=passed_on)
    if ends == "SCHEDULED":
        desk.read(item, clock)
        return
    item = desk.publish(item, clock)
    if "deliver" in told:
        deliver(item, told["deliver"], desk, clock)
    if "taken_down" in told:
        clock.move_to(days.working(told["taken_down"]))
        reason = told["taken_down_reason"]
        take_down(item=item, reason=reason, officer=desk.people["REVIEWER"], **clock.now)


def _content(told: Told, column: Any, desk: Desk, clock: Clock, days: Days) -> ItemContent:
    publish_at = None
    if told.get("ends") == "SCHEDULED":
        tomorrow = days.on + timedelta(days=1)
        publish_at = timezone.make_aware(datetime.combine(tomorrow, _GOES_OUT))
    return ItemContent(
        column=column,
        title=told["title"],
        body="".join(f"<p>{escape(text, quote=False)}</p>" for text in told["body"]),
        summary=told["summary"],
        topic=desk.prose["topic"],
        issuer=desk.agency.name,
        formed_on=clock.on,
        source=desk.prose["source"],
        publish_at=publish_at,
    )


def _return(item: Any, told: Told, desk: Desk, clock: Clock) -> None:
    sign_item(
        item=item,
        verdict="RETURN",
        opinion=told["opinion"],
        content_hash=content_hash(item),
        marks=[{"quoted": told["quoted"], "wanted": told["wanted"]}],
        officer=desk.people["REVIEWER"],
        **clock.now,
    )
