"""Reminders of messages' due days: each given once, however many nights nobody asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.hotline.models import MessageState, SiteMessage, SiteMessageReminder
from gongkai.messages.operations import notify
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.reminders import DueReminder, ReminderKind, reminders_due

# No reminder comes sooner: five working days and the longest holiday lie in so many days.
_LONGEST = timedelta(days=21)
_OPEN = (MessageState.RECEIVED, MessageState.IN_REVIEW)


def remind(*, on: date, at: datetime) -> int:
    """Give the reminders of open messages that are due and not given yet; return how many.

    Of several that come at once for one message only the last puts a notice on anybody's screen.
    Each organ is a transaction of its own; two at once give none twice.
    """
    calendar = working_calendar()
    rows = SiteMessage.objects.filter(state__in=_OPEN, ticket__due_on__lte=on + _LONGEST)
    agencies = rows.order_by("agency").values_list("agency", flat=True).distinct()
    return sum(_remind(key, on, at, calendar) for key in list(agencies))


@transaction.atomic
def _remind(key: int, on: date, at: datetime, calendar: WorkingCalendar) -> int:
    # Held, so that who comes second sees what the first has given.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=key)
    messages = list(
        SiteMessage.objects.filter(
            agency=agency, state__in=_OPEN, ticket__due_on__lte=on + _LONGEST
        ).select_related("ticket", "drafted_by")
    )
    given = set(
        SiteMessageReminder.objects.filter(message__in=messages).values_list(
            "message_id", "kind", "due_on"
        )
    )
    clerks = officers_with_role(agency, "CLERK", on)
    heads = officers_with_role(agency, "OFFICE_HEAD", on)
    reminders: list[SiteMessageReminder] = []
    for message in messages:
        due_on = message.ticket.due_on
        missing = [
            each
            for each in reminders_due(due_on, on, calendar)
            if (message.pk, each.kind.value, due_on) not in given
        ]
        reminders += [
            SiteMessageReminder(
                message=message, kind=kind.value, due_on=due_on, for_on=for_on, sent_at=at
            )
            for kind, for_on in missing
        ]
        if missing:
            late = missing[-1].kind is ReminderKind.OVERDUE
            notify(
                officers=_each_once([*clerks, *(heads if late or not clerks else ())]),
                text=_text(message, missing[-1]),
                subject=message.register_no,
                at=at,
                event="work.due",
                fields={
                    "kind": "网站留言",
                    "number": message.register_no,
                    "due": due_on.isoformat(),
                },
            )
    SiteMessageReminder.objects.bulk_create(reminders)
    return len(reminders)


def _text(message: SiteMessage, reminder: DueReminder) -> str:
    return (
        f"网站留言{message.register_no}（{message.get_kind_display()}）答复期限"
        f"{message.ticket.due_on}，{reminder.kind.label}，当前为{message.get_state_display()}。"
    )


def _each_once(people: Iterable[Officer]) -> Iterable[Officer]:
    return {officer.pk: officer for officer in people}.values()
