"""The statutory clock: what happened to a request, and so what is due when."""

from gongkai.rules.clock.events import Entry, Event, clock_entries
from gongkai.rules.clock.fee_notices import FeeMode, UnknownFeeMode
from gongkai.rules.clock.histories import Consultation, History, ImpossibleHistory, read_history
from gongkai.rules.clock.limits import (
    co_maker_opinion_by,
    correction_notice_by,
    fee_payment_by,
    publish_by,
    third_party_opinion_by,
)
from gongkai.rules.clock.receipt import Channel, ImpossibleReceipt, received_on
from gongkai.rules.clock.reply import reply_due
from gongkai.rules.clock.steps import Due, Step, chinese_day

__all__ = [
    "Channel",
    "Consultation",
    "Due",
    "Entry",
    "Event",
    "FeeMode",
    "History",
    "ImpossibleHistory",
    "ImpossibleReceipt",
    "Step",
    "UnknownFeeMode",
    "chinese_day",
    "clock_entries",
    "co_maker_opinion_by",
    "correction_notice_by",
    "fee_payment_by",
    "publish_by",
    "read_history",
    "received_on",
    "reply_due",
    "third_party_opinion_by",
]
