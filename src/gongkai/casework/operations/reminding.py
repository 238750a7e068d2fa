"""Reminders of due days: each given once, however many nights nobody asked, by however many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.casework.models import DisclosureRequest, Reminder
from gongkai.messages.operations import News, notify_of_all
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.reminders import DueReminder, ReminderKind, reminders_due
from gongkai.rules.urgency import urgency

_BATCH = 200
# No reminder comes sooner: five working days and the longest holiday lie in so many days.
_LONGEST = timedelta(days=21)


def remind(*, on: date, at: datetime) -> int:
    """Give every reminder of an open case's due day that is due and not given yet; return how many.

    Each is on record with the day on which it was to be given; of several that come at once only
    the last puts a notice on anybody's screen.

    Each case is a transaction of its own batch: broken off anywhere, the next call gives the rest.
    Two at once give none twice, for each holds the cases it reminds of.
    """
    calendar = working_calendar()
    given = 0
    for keys in _batches(_due_keys(on, calendar)):
        given += _remind_of(keys, on, at, calendar)
    return given


def _due_keys(on: date, calendar: WorkingCalendar) -> Iterator[int]:
    """Yield the open cases that lack a reminder."""
    horizon = on + _LONGEST
    rows = DisclosureRequest.objects.filter(closed_on=None, due_on__lte=horizon)
    cases = list(rows.order_by("pk").values_list("pk", "due_on"))
    for start in range(0, len(cases), _BATCH):
        part = cases[start : start + _BATCH]
        known = _given(key for key, _due_on in part)
        for key, due_on in part:
            if _missing(known.get(key, set()), due_on, on, calendar):
                yield key


@transaction.atomic
def _remind_of(keys: Sequence[int], on: date, at: datetime, calendar: WorkingCalendar) -> int:
    cases = list(
        DisclosureRequest.objects.filter(pk__in=keys, closed_on=None)
        .exclude(due_on=None)
        .select_related("agency", "handler")
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    known = _given(case.pk for case in cases)
    staff = {agency: _Staff(agency, on) for agency in {case.agency for case in cases}}
    reminders: list[Reminder] = []
    news: list[News] = []
    for case in cases:
        assert case.due_on is not None
        missing = _missing(known.get(case.pk, set()), case.due_on, on, calendar)
        reminders += [
            Reminder(request=case, kind=kind, due_on=case.due_on, for_on=for_on, sent_at=at)
            for kind, for_on in missing
        ]
        if missing:
            # After a downtime the last says all that the ones before it would have said.
            kind, for_on = missing[-1]
            people = staff[case.agency].told(case, kind)
            text = _text(case, kind, for_on, on, calendar)
            told = {
                "kind": "信息公开申请",
                "number": case.register_no,
                "due": case.due_on.isoformat(),
            }
            news.append(News(people, text, f"申请 {case.register_no}", "work.due", told))
    notify_of_all(news=news, at=at)
    Reminder.objects.bulk_create(reminders)
    return len(reminders)


class _Staff:
    """Who is told of a case's day in one organ."""

    def __init__(self, agency: Agency, on: date) -> None:
        self.clerks = officers_with_role(agency, "CLERK", on)
        self.heads = officers_with_role(agency, "OFFICE_HEAD", on)
        reviewers = officers_with_role(agency, "REVIEWER", on)
        self.workers = {officer.pk for officer in [*self.clerks, *reviewers, *self.heads]}

    def told(self, case: DisclosureRequest, kind: ReminderKind) -> Iterable[Officer]:
        """Return the handler, or all clerks where nobody handles the case any more; once it is
        overdue the heads of the office too."""
        handler = case.handler if case.handler_id in self.workers else None
        people = [handler] if handler else (self.clerks or self.heads)
        if kind is ReminderKind.OVERDUE:
            people = [*people, *self.heads]
        return {officer.pk: officer for officer in people if officer}.values()


def _given(keys: Iterable[int]) -> Mapping[int, set[tuple[str, date]]]:
    known: dict[int, set[tuple[str, date]]] = defaultdict(set)
    rows = Reminder.objects.filter(request__in=list(keys))
    for key, kind, due_on in rows.values_list("request_id", "kind", "due_on"):
        known[key].add((kind, due_on))
    return known


def _missing(
    known: set[tuple[str, date]], due_on: date, on: date, calendar: WorkingCalendar
) -> list[DueReminder]:
    due = reminders_due(due_on, on, calendar)
    return [each for each in due if (each.kind.value, due_on) not in known]


def _text(
    case: DisclosureRequest, kind: ReminderKind, for_on: date, on: date, calendar: WorkingCalendar
) -> str:
    told = f"申请 {case.register_no} 答复期限 {case.due_on}，"
    if for_on >= on:
        return f"{told}{kind.label}。"
    # Days have passed since it was to be given: what is left now counts.
    late = kind is ReminderKind.OVERDUE
    words = kind.label if late else urgency(case.due_on, on, calendar).words
    return f"{told}{words}（应于{for_on}提醒）。"


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for key in keys:
        batch.append(key)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
