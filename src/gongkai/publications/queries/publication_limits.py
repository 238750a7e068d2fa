"""The 20 working days to publish: what still has to be, and what was late (条例第二十六条)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from gongkai.agencies.models import Agency, Officer
from gongkai.publications.models import (
    DocumentState,
    Item,
    ItemState,
    OfficialDocument,
    Publication,
    Reassessment,
)
from gongkai.rules.attributes import DisclosureAttribute, publish_by
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import Due
from gongkai.rules.statutes import StatuteNotInForce
from gongkai.rules.urgency import Urgency, urgency

_IN_WORK = (ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.APPROVED)
_PROACTIVE = DisclosureAttribute.PROACTIVE.value
_FORMED = (DocumentState.SIGNED, DocumentState.ISSUED)
# Twenty working days are never fewer days of the calendar than this.
_SHORTEST = timedelta(days=26)


@dataclass(frozen=True)
class ToPublish:
    """Something formed or changed that is not public yet; an item, a document, or both of one.

    `is_change` tells that an earlier version is public.
    """

    title: str
    formed_on: date
    due: Due
    urgency: Urgency
    officer: Officer
    state: str
    item_pk: int | None = None
    document_pk: int | None = None
    is_change: bool = False

    @property
    def about(self) -> str:
        """Return what reminders call it: the document, where there is one."""
        return f"document:{self.document_pk}" if self.document_pk else f"item:{self.item_pk}"


@dataclass(frozen=True)
class PublishedLate:
    """Something that became public after its last day; `working_days` late, None uncounted."""

    title: str
    formed_on: date
    due_on: date
    published_on: date
    working_days: int | None
    item_pk: int | None


def to_publish(agency: Agency, on: date, calendar: WorkingCalendar) -> list[ToPublish]:
    """Return what an organ still has to publish, the most pressing first: 条例第二十六条.

    Documents decided 主动公开 count from 成文日期, or from the day a later look opened them; items
    from 成文日期; a public item that is worked on counts when its new version bears a later day.
    """
    items = list(
        Item.objects.filter(agency=agency, state__in=_IN_WORK, formed_on__isnull=False)
        .annotate(public_formed_on=KeyTextTransform("formed_on", "public_revision__content"))
        .select_related("drafter", "document")
        .defer("body")
    )
    of_document = {item.document_id: item for item in items if item.document_id}
    published = Item.objects.filter(document__isnull=False, published_at__isnull=False)
    documents = (
        OfficialDocument.objects.filter(
            agency=agency,
            attribute=_PROACTIVE,
            state__in=_FORMED,
            formed_on__isnull=False,
        )
        .exclude(pk__in=published.values("document"))
        .annotate(opened_on=Max("reassessments__on", filter=Q(reassessments__after=_PROACTIVE)))
        .select_related("drafter")
        .defer("body")
    )
    lines = [_of_document(each, of_document.get(each.pk), on, calendar) for each in documents]
    seen = {line.item_pk for line in lines}
    lines += [
        _of_item(item, on, calendar)
        for item in items
        if item.pk not in seen and _is_to_publish(item)
    ]
    return sorted(lines, key=_pressing)


def published_late(agency: Agency, year: int, calendar: WorkingCalendar) -> list[PublishedLate]:
    """Return what an organ published in a year after its last day: 条例第二十六条.

    Counted from the register, so that what came in by ledger is judged too.
    """
    texts = Item.objects.filter(publication=OuterRef("pk"))
    rows = (
        Publication.objects.filter(
            agency=agency, published_on__year=year, published_on__gt=F("formed_on") + _SHORTEST
        )
        .annotate(item_pk=Subquery(texts.values("pk")[:1]), opened_on=_opened_on())
        .order_by("-published_on", "-pk")
    )
    last_day = cache(lambda formed_on: _due(formed_on, calendar).on)
    return [
        PublishedLate(
            row.title,
            began_on,
            due_on,
            row.published_on,
            _working_days(due_on, row.published_on, calendar),
            row.item_pk,
        )
        for row in rows
        if (began_on := row.opened_on or row.formed_on)
        and (due_on := last_day(began_on))
        and row.published_on > due_on
    ]


def _opened_on() -> Subquery:
    """Return, for a register line, the day a later look found that its document can be public."""
    documents = Item.objects.filter(publication=OuterRef(OuterRef("pk"))).values("document")
    opened = Reassessment.objects.filter(after=_PROACTIVE, document__in=documents)
    return Subquery(opened.order_by("-on").values("on")[:1])


def late_or_soon(lines: Iterable[ToPublish]) -> tuple[int, int]:
    """Return how many are overdue, and how many are due today or within days (urgency.toml)."""
    levels = [line.urgency.level.value for line in lines]
    return levels.count("OVERDUE"), sum(level in ("TODAY", "SOON", "NEAR") for level in levels)


def _is_to_publish(item: Item) -> bool:
    """Tell whether an item, or its next version, is not public yet."""
    if item.public_revision_id is None:
        return item.published_at is None
    before = item.public_formed_on
    return bool(before) and item.formed_on > date.fromisoformat(before)


def _of_item(item: Item, on: date, calendar: WorkingCalendar) -> ToPublish:
    due = _due(item.formed_on, calendar)
    return ToPublish(
        title=item.title,
        formed_on=item.formed_on,
        due=due,
        urgency=urgency(due.on, on, calendar, reason=due.reason),
        officer=item.drafter,
        state=item.get_state_display(),
        item_pk=item.pk,
        is_change=item.public_revision_id is not None,
    )


def _of_document(
    document: OfficialDocument, item: Item | None, on: date, calendar: WorkingCalendar
) -> ToPublish:
    assert document.formed_on is not None
    # What was held back is due from the day it was found that it can be public (第十八条).
    began_on = document.opened_on or document.formed_on
    due = _due(began_on, calendar)
    return ToPublish(
        title=document.title,
        formed_on=began_on,
        due=due,
        urgency=urgency(due.on, on, calendar, reason=due.reason),
        officer=item.drafter if item else document.drafter,
        state=item.get_state_display() if item else f"{document.get_state_display()}，未起草信息",
        item_pk=item.pk if item else None,
        document_pk=document.pk,
    )


def _due(formed_on: date, calendar: WorkingCalendar) -> Due:
    try:
        return publish_by(formed_on, calendar)
    except (CalendarNotPublished, StatuteNotInForce) as uncounted:
        return Due(None, str(uncounted), ())


def _working_days(after: date, until: date, calendar: WorkingCalendar) -> int | None:
    try:
        return calendar.working_days_between(after, until)
    except CalendarNotPublished:
        return None


def _pressing(line: ToPublish) -> tuple[bool, date, date, str]:
    return line.due.on is None, line.due.on or line.formed_on, line.formed_on, line.about
