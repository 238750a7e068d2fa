"""What an applicant is told by SMS: that something happened, never what, each once."""

import pytest

from fund_services.handling.test_a_day import MISSING, accepted, handled
from gongkai.fund_services.operations.applications.correcting import ask_correction
from gongkai.fund_services.operations.applications.delivering import DeliveryWay, deliver_result
from gongkai.messages.models import Dispatch


@pytest.fixture
def gateway(settings):
    settings.GONGKAI_SMS = {**settings.GONGKAI_SMS, "base": "http://127.0.0.1:9/sms"}


def told():
    return list(Dispatch.objects.order_by("pk").values_list("event", "way", "text"))


@pytest.mark.usefixtures("gateway")
def test_each_step_is_told_once_with_number_and_day_alone(centre, filed):
    row = handled(centre, filed)
    deliver_result(application=row, version=None, way=DeliveryWay.ONLINE,
                   **centre.now(centre.handler))  # fmt: skip
    assert [(event, way) for event, way, _ in told()] == [
        ("application.accepted", "SMS"), ("application.granted", "SMS"),
        ("application.delivered", "SMS"),
    ]  # fmt: skip
    first = told()[0][2]
    assert row.receipt_no in first and "2024年3月7日" in first
    for text in (each[2] for each in told()):
        assert centre.account.name not in text and "租" not in text and "3600" not in text


@pytest.mark.usefixtures("gateway")
def test_a_correction_tells_its_own_last_day(centre, filed):
    ask_correction(application=filed, version=None, missing=MISSING, **centre.now(centre.handler))
    [(event, _, text)] = told()
    assert event == "application.correction" and "2024年3月18日" in text
    assert "身份证" not in text


def test_without_a_gateway_the_page_alone_tells_and_nothing_fails(centre, filed):
    accepted(centre, filed)
    assert told() == []
