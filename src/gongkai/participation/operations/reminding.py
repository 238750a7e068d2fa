"""Reminders of results not published and faults not handled: each given once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.messages.operations import notify
from gongkai.participation.models import (
    FaultState,
    ParticipationReminder,
    ParticipationReminderKind,
    PublicConsultation,
    SiteFault,
    Survey,
)
from gongkai.participation.operations.rating import forget_voters
from gongkai.participation.queries.faults import limit_of, unhandled
from gongkai.participation.queries.results_wanted import results_wanted
from gongkai.rules.calendars import WorkingCalendar


class _Due(NamedTuple):
    """A reminder to be given: of what, of which kind and day, its words and notices' subject."""

    about: str
    kind: Any
    due_on: date
    text: str
    subject: str


def remind(*, on: date, at: datetime) -> int:
    """Give every organ's reminders that are due and not given yet; return how many.

    Of a consultation or survey without a result once, on the day after its last; of a fault on the
    days it is to be turned and handled, and after them. What tells who rated pages on an earlier
    day is deleted besides. Each organ is a transaction of its own; two at once give none twice.
    """
    forget_voters(on=on)
    calendar = working_calendar()
    concerned = {
        *SiteFault.objects.exclude(state=FaultState.HANDLED).values_list("agency", flat=True),
        *PublicConsultation.objects.values_list("agency", flat=True),
        *Survey.objects.values_list("agency", flat=True),
    }
    return sum(_remind(key, on, at, calendar) for key in sorted(concerned))


@transaction.atomic
def _remind(key: int, on: date, at: datetime, calendar: WorkingCalendar) -> int:
    # Held, so that who comes second sees what the first has given.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=key)
    due = [*_results(agency, on), *_faults(agency, on, calendar)]
    known = set(
        ParticipationReminder.objects.filter(
            agency=agency, about__in={each.about for each in due}
        ).values_list("about", "kind", "due_on")
    )
    missing = [each for each in due if (each.about, each.kind, each.due_on) not in known]
    ParticipationReminder.objects.bulk_create(
        ParticipationReminder(
            agency=agency, about=each.about, kind=each.kind, due_on=each.due_on, sent_at=at
        )
        for each in missing
    )
    if missing:
        clerks = officers_with_role(agency, "CLERK", on)
        heads = officers_with_role(agency, "OFFICE_HEAD", on)
        people = {officer.pk: officer for officer in [*clerks, *heads]}.values()
        for last in {each.about: each for each in missing}.values():
            notify(officers=people, text=last.text[:300], subject=last.subject, at=at)
    return len(missing)


def _results(agency: Agency, on: date) -> Iterator[_Due]:
    for wanted in results_wanted(agency, on):
        text = (
            f"{wanted.label}《{wanted.piece.title[:60]}》已于{wanted.piece.until_on}截止，"
            "请整理并公布结果。"
        )
        yield _Due(
            f"{wanted.stem}:{wanted.piece.pk}",
            ParticipationReminderKind.RESULT_WANTED,
            wanted.piece.until_on + timedelta(days=1),
            text,
            f"{wanted.label} {wanted.piece.pk}",
        )


def _faults(agency: Agency, on: date, calendar: WorkingCalendar) -> Iterator[_Due]:
    kinds = ParticipationReminderKind
    for line in unhandled(agency, on, calendar=calendar, limit=limit_of(agency)):
        about, subject = f"fault:{line.fault.pk}", f"找错 {line.fault.pk}"
        told = f"网站找错{line.fault.register_no}（{line.fault.get_kind_display()}）"
        turn_by, handle_by = line.due
        if turn_by and turn_by <= on and line.fault.state == FaultState.RECEIVED:
            kind = kinds.TURN_LATE if turn_by < on else kinds.TURN_TODAY
            words = "已经逾期" if turn_by < on else "今日到期"
            text = f"{told}应于{turn_by}前转办，{words}。"
            yield _Due(about, kind, turn_by, text, subject)
        if handle_by and handle_by <= on:
            kind = kinds.HANDLE_LATE if handle_by < on else kinds.HANDLE_TODAY
            words = "已经逾期" if handle_by < on else "今日到期"
            text = f"{told}应于{handle_by}前办结，{words}。"
            yield _Due(about, kind, handle_by, text, subject)
