"""An office with messages in every state."""

from datetime import timedelta

import pytest

from gongkai.messages.models import Dispatch
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.carrying import carry_due
from gongkai.rules.message_events import Way
from messages.conftest import gateway as gateway
from messages.conftest import sms as sms
from messages.telling import PHONE, told


@pytest.fixture
def sent(office, at, sms):
    """Return the office with a message of each kind: at the gateway, refused, waiting, on paper."""
    agency = office.agency
    told(agency, at, key="t-1")
    carry_due(at=at)
    sms.faults.append("refused")
    sms.reason = "号码在黑名单"
    office.failed = told(agency, at, key="t-2")
    carry_due(at=at)
    office.waiting = told(agency, at + timedelta(hours=14), key="t-3")
    recipient = Recipient(
        name="赵小明", address="某某市某某路1号", postcode="125000", wants=(Way.LETTER,)
    )
    [office.letter] = send(
        agency=agency, event="message.answered", key="m-1", recipient=recipient, at=at,
        fields={"number": "LY-2024-0001", "answer": "可以提取。"}, subject="LY-2024-0001",
    )  # fmt: skip
    send(
        agency=agency, event="ticket.urged", key="u-1", recipient=Recipient(officer=office.clerk),
        fields={"number": "GD-2024-0001", "due": "2024-01-17"}, at=at, subject="GD-2024-0001",
    )  # fmt: skip
    office.failed.refresh_from_db()
    office.phone = PHONE
    office.rows = Dispatch.objects.filter(agency=agency)
    return office
