"""What every act on an item or its guide shares: whose it is, what was seen, what is on record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import GuideState, GuideVersion, ServiceItem
from gongkai.outbox.operations import announce
from gongkai.publications.queries.short_texts import faults_of_short_texts
from gongkai.rules.service_guides import GuideElements, GuideProblem, parts_of

LONGEST_REASON = 300
CHANGED = "guide.changed"
"""The kind of change that tells that what the public reads of an item has changed."""


class GuideRefused(ValueError):
    """The item or its guide does not let this be done; the text says why and what to do.

    `problems` are of single rows of what was typed, where it is about these.
    """

    def __init__(self, message: str, problems: Sequence[GuideProblem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class GuideChanged(GuideRefused):
    """Somebody did something to the guide since it was looked at."""


def locked_item(item: ServiceItem) -> ServiceItem:
    """Return an item held for this transaction, with its organ."""
    rows = ServiceItem.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=item.pk)


def open_version(item: ServiceItem) -> GuideVersion | None:
    """Return the version of an item's guide that is being written or waits for review."""
    states = (GuideState.DRAFT, GuideState.IN_REVIEW)
    rows = GuideVersion.objects.filter(item=item, state__in=states)
    return rows.select_related("written_by").first()


def seen_version(item: ServiceItem, seen: int) -> GuideVersion | None:
    """Return what is being written of an item's guide, as the page that was acted on showed it.

    :param seen: how often it had been saved; 0 where nothing was being written
    :raises GuideChanged: if it has been written on, let out or begun since
    """
    written = open_version(item)
    if seen != (written.saved if written else 0):
        raise GuideChanged(
            "您打开页面后，这份办事指南有新的变化，本次操作未保存；请核对最新内容后再提交一次。"
        )
    return written


def subject_of(item: ServiceItem) -> str:
    """Return by what notices and the trail name an item's guide."""
    return f"办事指南 {item.pk}"


def put_on_record(
    item: ServiceItem, act: str, officer: Officer, at: datetime, **detail: Any
) -> None:
    """Put an act on record."""
    record(
        action=f"guide.{act}",
        subject=subject_of(item),
        at=at,
        agency=item.agency,
        officer=officer,
        detail={"item": item.name, **detail},
    )


def announce_guide(item: ServiceItem, at: datetime) -> None:
    """Tell followers that what the public reads of an item has changed."""
    announce(
        kind=CHANGED,
        subject=str(item.pk),
        at=at,
        agency=item.agency,
        detail={"touches": [f"guides:{item.agency_id}", f"guide:{item.pk}"]},
    )


def required(text: str, label: str, hint: str) -> str:
    """Return what was given as a reason.

    :raises GuideRefused: if it is empty or too long
    """
    plain = " ".join(text.split())
    if not plain:
        raise GuideRefused(f"{label}：未填写，{hint}")
    if len(plain) > LONGEST_REASON:
        raise GuideRefused(f"{label}：共{len(plain)}个字，最多{LONGEST_REASON}个字，请缩短。")
    return plain


def require_nobody_named(item: ServiceItem, guide: GuideElements, on: date) -> None:
    """Insist that a guide tells no person's data and no barred word.

    :raises GuideRefused: naming each part and what it holds
    """
    # Phones of counters are meant for the public.
    texts = {
        part.label: "\n".join(part.lines)
        for part in parts_of(guide)
        if part.lines and "联系电话" not in part.label
    }
    faults = faults_of_short_texts(item.agency, texts, {}, on)
    if faults:
        raise GuideRefused(f"{'；'.join(faults)}。请改正后重新保存。")
