"""Reading to whom something was sent, in full: allowed to whoever decides, and always on record."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.models import Dispatch
from gongkai.messages.operations.acting import held, note


class Reached(NamedTuple):
    """Who was told, where, and in which words."""

    addressee: str
    address: str
    text: str


@transaction.atomic
def read_recipient(*, dispatch: Dispatch, officer: Officer, on: date, at: datetime) -> Reached:
    """Return to whom a message was sent; that it was read is on record.

    :raises NotAllowed: if the officer may not decide about messages
    """
    row = held(dispatch, officer, on)
    note("dispatch.read_recipient", row, officer, at)
    return Reached(row.addressee, row.address, row.shown_text)
