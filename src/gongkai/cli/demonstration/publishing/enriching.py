"""What a draft has beside its text: files, a picture in it, links, findings let pass by name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gongkai.cli.demonstration.publishing.files import made
from gongkai.cli.demonstration.publishing.office import CLERK, Clock, Desk
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.checking import accept_finding
from gongkai.publications.operations.drafting import ItemContent, save_item
from gongkai.publications.operations.linking import link_items
from gongkai.publications.queries.prechecking import precheck


def add_file(
    item: Any, content: ItemContent, told: Mapping[str, Any], desk: Desk, clock: Clock
) -> None:
    """Add a file to a draft; a picture is shown at the end of the text."""
    assert content.formed_on is not None
    is_picture = "alt_text" in told
    file = attach_file(
        **_draft(item, desk, clock),
        use="IMAGE" if is_picture else "ATTACHMENT",
        name=told["name"],
        content=made(told, desk.agency.name, content.formed_on),
        alt_text=told.get("alt_text", ""),
    )
    if is_picture:
        shown = f'<p><img src="file:{file.pk}" alt="{file.alt_text}"></p>'
        save_item(
            **_draft(item, desk, clock),
            content=replace(content, body=content.body + shown),
            note="插入图片",
        )


def link(item: Any, told: Mapping[str, Any], desk: Desk, clock: Clock) -> None:
    """Link a draft to an item written before; one that is not there is left out."""
    target = desk.written.get(told["to"])
    if target is not None:
        link_items(**_draft(item, desk, clock), target=target, kind=told["kind"])


def accept(item: Any, desk: Desk, clock: Clock) -> None:
    """Confirm what the check asks about, so that the draft may go on its way."""
    for finding in precheck(item, clock.on).open:
        accept_finding(
            **_draft(item, desk, clock),
            rule=finding.rule,
            digest=finding.digest,
            reason=desk.prose["accepted_reason"],
        )


def _draft(item: Any, desk: Desk, clock: Clock) -> dict[str, Any]:
    item.refresh_from_db()
    return {
        "item": item,
        "version": item.version,
        "officer": desk.people[CLERK],
        **clock.now,
    }
