"""Reminders of applications' due days: each given once, however many days nobody asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.fund_services.models import Application, ApplicationReminder
from gongkai.fund_services.operations.applications.correcting import lapse_corrections
from gongkai.fund_services.operations.applications.history import stamp, standing_now
from gongkai.messages.operations import notify_of_all
from gongkai.messages.operations.notices import News
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.reminders import DueReminder, ReminderKind, reminders_due
from gongkai.rules.service_lifecycle import ApplicationState

# No reminder comes sooner: five working days and the longest holiday lie in so many days.
_LONGEST = timedelta(days=21)
_OURS = (ApplicationState.FILED.value, ApplicationState.ACCEPTED.value)


def remind_of_applications(*, on: date, at: datetime) -> int:
    """Let lapse what is past, and give the reminders that are due; return how many.

    Of several that come at once for one application only the last puts a notice on anybody's
    screen. Each centre is a transaction of its own; two at once give none twice.
    """
    lapse_corrections(on=on, at=at)
    _fill_in_due_days()
    calendar = working_calendar()
    agencies = _open(on).order_by("agency").values_list("agency", flat=True).distinct()
    return sum(_remind(key, on, at, calendar) for key in list(agencies))


def _open(on: date) -> QuerySet[Application]:
    return Application.objects.filter(
        closed_on=None, decided_on=None, state__in=_OURS, due_on__lte=on + _LONGEST
    )


def _fill_in_due_days() -> None:
    """Derive anew the due days that waited for a year's calendar."""
    waiting = Application.objects.filter(closed_on=None, state__in=_OURS, due_on=None)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            rows = Application.objects.select_for_update(of=("self",))
            row = rows.select_related("agency", "item").get(pk=pk)
            stamp(row, standing_now(row))
            row.save(update_fields=["due_on", "due_reason"])


@transaction.atomic
def _remind(key: int, on: date, at: datetime, calendar: WorkingCalendar) -> int:
    # Held, so that who comes second sees what the first has given.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=key)
    rows = _open(on).filter(agency=agency).select_related("handler", "item").order_by("pk")
    applications = list(rows)
    given = set(
        ApplicationReminder.objects.filter(
            application__in=[each.pk for each in applications]
        ).values_list("application_id", "kind", "due_on")
    )
    handlers = officers_with_role(agency, "SERVICE_HANDLER", on)
    reviewers = officers_with_role(agency, "SERVICE_REVIEWER", on)
    reminders: list[ApplicationReminder] = []
    news: list[News] = []
    for row in applications:
        missing = [
            each
            for each in reminders_due(row.due_on, on, calendar)
            if (row.pk, each.kind.value, row.due_on) not in given
        ]
        reminders += [
            ApplicationReminder(
                application=row, kind=kind.value, due_on=row.due_on, for_on=for_on, sent_at=at
            )
            for kind, for_on in missing
        ]
        if missing:
            late = missing[-1].kind is ReminderKind.OVERDUE
            people = _told(row, handlers, reviewers, late=late)
            news.append(News(people, _text(row, missing[-1]), row.receipt_no))
    ApplicationReminder.objects.bulk_create(reminders)
    notify_of_all(news=news, at=at)
    return len(reminders)


def _told(
    row: Application, handlers: list[Officer], reviewers: list[Officer], *, late: bool
) -> Iterable[Officer]:
    who = [row.handler] if row.handler is not None else handlers
    waits = reviewers if row.proposed_by_id is not None or late else []
    return {each.pk: each for each in (*who, *waits)}.values()


def _text(row: Application, reminder: DueReminder) -> str:
    return (
        f"办件{row.receipt_no}（{row.item.name}）期限{row.due_on}，"
        f"{reminder.kind.label}，当前为{row.get_state_display()}。"
    )
