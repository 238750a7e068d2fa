"""An SMS reaches a phone once, whatever the gateway does meanwhile."""

import logging
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.config.installation import sms_gateway
from gongkai.messages.models import Dispatch, GatewayTemplate
from gongkai.messages.operations.carrying import carry_due, carry_one
from gongkai.messages.operations.claiming import LEASE, MOST_TRIES, claim
from gongkai.messages.operations.reporting import POLLS
from gongkai.messages.queries import proof_of
from messages.sms_server import DONE, UNDONE
from messages.telling import PHONE, passing, told

pytestmark = pytest.mark.django_db


def test_a_message_is_handed_over_signed_and_taken(agency, at, sms):
    row = told(agency, at)
    assert (row.state, row.next_at) == ("QUEUED", at)
    assert carry_due(at=at) == 1
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.outside_id) == ("SENT", at, "G1")
    [taken] = sms.taken.values()
    assert taken["to"] == PHONE and taken["sign"] == "丙市中心" and taken["id"] == row.wire_id
    assert taken["text"] == (
        "您的咨询已受理，编号GD-2024-0001，我们将在2024年1月17日前答复。咨询电话0400-0000000。"
    )
    assert (taken["template"], taken["params"]) == ("", {}) and "赵小明" not in str(taken)
    assert carry_due(at=at) == 0


def test_a_gateways_own_template_is_filled(agency, at, sms):
    GatewayTemplate.objects.create(
        agency=agency, way="SMS", event="ticket.accepted", code="SMS_1",
        parameters={"no": "number", "day": "due"},
    )  # fmt: skip
    told(agency, at)
    carry_due(at=at)
    [taken] = sms.taken.values()
    assert taken["template"] == "SMS_1"
    assert taken["params"] == {"no": "GD-2024-0001", "day": "2024年1月17日"}


def test_the_report_is_asked_for_and_makes_the_proof(agency, at, sms):
    row = told(agency, at)
    carry_due(at=at)
    assert proof_of(row.key).state == "SENT" and proof_of(row.key).is_out
    later = at + POLLS[0]
    sms.now = later
    assert carry_due(at=later) == 1
    row.refresh_from_db()
    assert (row.state, row.next_at) == ("SENT", at + POLLS[1])
    sms.arrives(row.wire_id, at=at + timedelta(minutes=20))
    sms.now = at + POLLS[1]
    carry_due(at=at + POLLS[1])
    proof = proof_of(row.key)
    assert (proof.state, proof.sent_at, proof.delivered_at) == (
        "DELIVERED", at, at + timedelta(minutes=20),
    )  # fmt: skip
    assert Dispatch.objects.get().next_at is None


def test_a_phone_that_is_off_is_a_failure_with_its_reason(agency, at, sms):
    row = told(agency, at)
    carry_due(at=at)
    sms.arrives(row.wire_id, "failed", f"关机或停机 {PHONE}", at)
    sms.now = at + POLLS[0]
    carry_due(at=sms.now)
    row.refresh_from_db()
    assert row.state == "FAILED" and row.failure.startswith("短信未送达：关机或停机")
    assert PHONE not in row.failure and row.is_dead
    assert proof_of(row.key).failed_at == at


@pytest.mark.parametrize("fault", [*UNDONE, *DONE])
def test_whatever_goes_wrong_the_phone_gets_it_once(fault, agency, at, sms):
    sms.faults.append(fault)
    row = told(agency, at)
    row, _ = passing(row, sms, at)
    if fault == "refused":
        assert row.state == "FAILED" and row.failure.startswith("短信网关没有接受（400）")
        assert sms.texts[PHONE] == 0
    else:
        assert (row.state, sms.texts[PHONE]) == ("SENT", 1), row.failure
        # What was left unanswered is asked about before anything is sent again.
        assert fault in ("slow", "busy", "patient", "done-busy") or "status" in sms.asked


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.lists(st.sampled_from(sorted({*UNDONE, *DONE} - {"refused", "hangs"})), max_size=7))
def test_no_row_of_faults_makes_two_of_one(agency, at, sms, faults):
    sms.reset()
    Dispatch.objects.all().delete()
    sms.faults.extend(faults)
    row, _ = passing(told(agency, at), sms, at)
    assert sms.texts[PHONE] <= 1
    assert (row.state == "SENT") == (sms.texts[PHONE] == 1) or row.state == "DOUBTFUL"
    if len(faults) < MOST_TRIES - 1:
        assert row.state == "SENT"


def test_whoever_asks_to_be_left_alone_is(agency, at, sms):
    sms.faults.append("patient")
    row = told(agency, at)
    carry_due(at=at)
    row.refresh_from_db()
    assert row.state == "QUEUED" and row.next_at == at + timedelta(hours=2)
    assert row.failure == "对方服务器要求稍后再试（429）。"
    assert carry_due(at=at + timedelta(minutes=119)) == 0


def test_a_gateway_that_is_away_ends_on_the_list_and_not_in_a_loop(agency, at, settings):
    settings.GONGKAI_SMS = {"base": "http://127.0.0.1:9/sms", "key": "k", "secret": "s" * 16}

    class Nobody:
        now = at

    row, ended = passing(told(agency, at), Nobody(), at)
    assert (row.state, row.attempts) == ("FAILED", MOST_TRIES)
    assert "无法连接" in row.failure and ended - at < timedelta(days=4)


def test_an_answer_that_never_comes_ends_in_doubt(agency, at, sms):
    sms.faults.extend(["lost"] * 30)
    row, _ = passing(told(agency, at), sms, at)
    assert (row.state, row.next_at, row.is_dead) == ("DOUBTFUL", None, True)
    assert sms.texts[PHONE] == 1


@pytest.mark.parametrize("reached", [True, False])
def test_a_worker_killed_in_the_middle_leaves_no_second_message(reached, agency, at, sms):
    row = told(agency, at)
    work = claim(row.pk, at)
    if reached:
        # It was handed over, and then the machine lost its power.
        sms.taken[row.wire_id] = {"gateway_id": "G1", "to": PHONE}
        sms.texts[PHONE] += 1
    assert work is not None and claim(row.pk, at) is None
    assert carry_due(at=at + LEASE - timedelta(seconds=1)) == 0
    sms.now = at + LEASE
    assert carry_due(at=sms.now) == 1
    row.refresh_from_db()
    assert (row.state, sms.texts[PHONE]) == ("SENT", 1)
    assert sms.asked == (["status"] if reached else ["status", "messages"])


def test_ten_days_without_a_worker_are_caught_up_with_once(agency, at, sms):
    rows = [told(agency, at + timedelta(hours=n), key=f"ticket-{n}") for n in range(5)]
    later = at + timedelta(days=10)
    sms.now = later
    assert carry_due(at=later) == 5 and carry_due(at=later) == 0
    assert sms.texts[PHONE] == 5 == len({row.wire_id for row in rows})


def test_a_late_worker_changes_nothing_after_another_took_over(agency, at, sms):
    row = told(agency, at)
    late = claim(row.pk, at)
    sms.now = at + LEASE
    carry_one(key=row.pk, at=sms.now)
    with pytest.raises(Exception, match="^$"):
        late.failed("太晚了")
    assert Dispatch.objects.get().state == "SENT"


@pytest.mark.parametrize("number", ["024-12345678", "12345", "+1 212 555 0100"])
def test_what_is_no_mobile_number_gets_no_text(number, agency, at, sms):
    row, _ = passing(told(agency, at, phone=number), sms, at)
    assert row.state == "FAILED" and "不是手机号码" in row.failure and not sms.asked


def test_neither_number_nor_key_is_logged_or_told(agency, at, sms, caplog):
    caplog.set_level(logging.DEBUG)
    sms.reason = f"invalid {PHONE}"
    for number, fault in enumerate(["lost", "error", "refused", "half", "garbage"]):
        sms.faults.append(fault)
        row = told(agency, at, key=f"t-{number}")
        carry_one(key=row.pk, at=at)
    said = caplog.text + str(list(Dispatch.objects.values_list("failure", "outside_id")))
    assert PHONE not in said and "0123456789abcdef-secret" not in said


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://gjj:0123456789abcdef@sms.example.gov.cn/api/", "https://sms.example.gov.cn/api"),
        ("http://gjj:p%2F%40123456789abcdef@[::1]:8080", "http://[::1]:8080"),
        ("", ""),
    ],
)
def test_the_address_of_a_gateway_is_read(url, base):
    told_ = sms_gateway(url)
    assert told_["base"] == base and told_["key"] == ("gjj" if url else "")
    assert "%" not in told_["secret"]


@pytest.mark.parametrize(
    "url",
    [
        "sms.example.cn", "https://sms.example.cn", "https://gjj:short@sms.example.cn",
        "ftp://gjj:0123456789abcdef@sms.example.cn", "https://gjj:0123456789abcdef@:port",
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_without_showing_it(url):
    with pytest.raises(Exception, match="GONGKAI_SMS_URL 无法识别") as refused:
        sms_gateway(url)
    assert url not in str(refused.value) and "0123456789abcdef" not in str(refused.value)
