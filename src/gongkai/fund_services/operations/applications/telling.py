"""Telling an applicant by SMS that something happened; what it is he reads where he signs in."""

from datetime import datetime

from gongkai.fund_services.models import Application
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.recipients import why_not
from gongkai.rules.message_events import Way, event_of


def tell_applicant(application: Application, event: str, *, at: datetime) -> None:
    """Have an applicant told of an event, once for each of its turns.

    A message holds the receipt number and days alone. Without a phone, or where the installation
    has no gateway, the page of the application is what tells him.
    """
    if not application.phone or why_not(Way.SMS):
        return
    due = application.correct_by or application.due_on
    if due is None and "due" in event_of(event).wordings[Way.SMS].fields:
        # Without a year's calendar no day can be promised.
        return
    send(
        agency=application.agency,
        event=event,
        key=f"application-{application.pk}-{application.version}-{event}",
        recipient=Recipient(
            name=application.applicant_name, phone=application.phone, wants=(Way.SMS,)
        ),
        fields={
            "number": application.receipt_no,
            **({"due": due.isoformat()} if due is not None else {}),
        },
        at=at,
        subject=application.receipt_no,
    )
