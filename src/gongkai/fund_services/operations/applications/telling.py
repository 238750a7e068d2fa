"""Telling an applicant that something happened; what it is he reads where he signs in.

It goes by WeChat where he bound his account and chose so, and by SMS else.
"""

from dataclasses import replace
from datetime import datetime

from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.owner_telling import ways_for
from gongkai.fund_services.queries.accounts.wechat import openid_of
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.recipients import why_not
from gongkai.rules.message_events import Way, event_of


def tell_applicant(application: Application, event: str, *, at: datetime) -> None:
    """Have an applicant told of an event, once for each of its turns.

    A message holds the receipt number and days alone. Without a phone, or where the installation
    has no gateway, the page of the application is what tells him.
    """
    told = event_of(event)
    recipient = Recipient(
        name=application.applicant_name,
        phone=application.phone,
        openid=openid_of(application.account_id),
    )
    wants = ways_for(application.agency_id, told, recipient)
    if wants == (Way.SMS,) and (not application.phone or why_not(Way.SMS)):
        return
    due = application.correct_by or application.due_on
    if due is None and "due" in told.wordings[Way.SMS].fields:
        # Without a year's calendar no day can be promised.
        return
    send(
        agency=application.agency,
        event=event,
        key=f"application-{application.pk}-{application.version}-{event}",
        recipient=replace(recipient, wants=wants),
        fields={
            "number": application.receipt_no,
            **({"due": due.isoformat()} if due is not None else {}),
        },
        at=at,
        subject=application.receipt_no,
    )
