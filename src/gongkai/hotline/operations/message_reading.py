"""Reading who sent a message: allowed to whoever works on it, and always on record."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import SiteMessage
from gongkai.hotline.permissions import require_worker


class Sender(NamedTuple):
    """Who sent a message, in full."""

    name: str
    phone: str
    email: str


@transaction.atomic
def read_sender(*, message: SiteMessage, officer: Officer, on: date, at: datetime) -> Sender:
    """Return who sent a message; that it was read is on record.

    :raises NotAllowed: if the officer does not work on the organ's messages
    """
    require_worker(officer, message.agency, on)
    record(
        action="site_message.read_sender",
        subject=message.register_no,
        at=at,
        agency=message.agency,
        officer=officer,
    )
    return Sender(message.name, message.phone, message.email)
