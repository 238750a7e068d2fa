"""Reading to whom something was sent, in full: allowed to whoever decides, and always on record."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.models import Dispatch
from gongkai.messages.operations.acting import held, note
from gongkai.messages.queries.dispatch_lists import masked_recipient
from gongkai.rules.message_events import Way


class Reached(NamedTuple):
    """Who was told, where, and in which words."""

    addressee: str
    address: str
    text: str


@transaction.atomic
def read_recipient(*, dispatch: Dispatch, officer: Officer, on: date, at: datetime) -> Reached:
    """Return to whom a message was sent; that it was read is on record.

    Of a follower of the WeChat account nobody reads more than that he is one.

    :raises NotAllowed: if the officer may not decide about messages
    """
    row = held(dispatch, officer, on)
    note("dispatch.read_recipient", row, officer, at)
    is_follower = row.way == Way.WECHAT.value
    address = masked_recipient(row) if is_follower else row.address
    return Reached(row.addressee, address, row.shown_text)
