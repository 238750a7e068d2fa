"""What did not arrive is sent again, asked about, or given up; letters are posted with proof."""

from datetime import date, timedelta

import pytest

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.messages.models import Dispatch
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.acting import DispatchRefused
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.operations.dead_letters import ask_again, give_up, send_again
from gongkai.messages.operations.letters import labels_of, record_arrival, record_posting
from gongkai.messages.operations.reading import read_recipient
from gongkai.messages.operations.reporting import take_report
from gongkai.messages.outlets.sms import Report
from gongkai.messages.queries import proof_of
from gongkai.messages.queries.dispatch_lists import dead_letters, masked_recipient
from gongkai.rules.message_events import Way
from messages.smtp import mail_office
from messages.telling import PHONE, passing, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_head(head, on, at):
    return {"officer": head, "on": on, "at": at}


@pytest.fixture
def failed(agency, at, sms):
    sms.faults.append("refused")
    row = told(agency, at)
    carry_due(at=at)
    row.refresh_from_db()
    return row


def actions():
    return list(Entry.objects.order_by("sequence").values_list("action", flat=True))


def test_sent_again_is_a_new_message_to_the_gateway(agency, failed, by_head, at, sms):
    assert list(dead_letters(agency)) == [failed]
    row = send_again(dispatch=failed, **by_head)
    assert row.wire_id != failed.wire_id and (row.state, row.rounds) == ("QUEUED", 1)
    carry_due(at=at)
    # What the gateway still tells of the first round is of no interest.
    old = Report(failed.wire_id, "failed", at, "停机", "")
    assert not take_report(report=old, at=at)
    row.refresh_from_db()
    assert row.state == "SENT" and not dead_letters(agency) and sms.texts[PHONE] == 1
    with pytest.raises(DispatchRefused, match="没有需要处理的问题"):
        send_again(dispatch=row, **by_head)
    assert actions() == ["dispatch.sent_again"]


def test_given_up_needs_a_reason_and_leaves_the_list(agency, failed, by_head):
    with pytest.raises(DispatchRefused, match="不再发送的理由：未填写"):
        give_up(dispatch=failed, reason=" ", **by_head)
    give_up(dispatch=failed, reason="已电话告知本人", **by_head)
    assert not dead_letters(agency) and proof_of(failed.key).state == "FAILED"
    with pytest.raises(DispatchRefused):
        give_up(dispatch=failed, reason="再次", **by_head)


def test_one_in_doubt_is_asked_about_again(agency, by_head, at, sms):
    sms.faults.extend(["lost"] * 30)
    row = told(agency, at)
    carry_due(at=at)
    # While it is asked about by itself, sending it again could make two of it.
    with pytest.raises(DispatchRefused, match="正在自动核对"):
        send_again(dispatch=row, **by_head)
    row, ended = passing(row, sms, at)
    assert list(dead_letters(agency)) == [row]
    sms.faults.clear()
    sms.now = ended
    ask_again(dispatch=row, **{**by_head, "at": ended})
    assert not dead_letters(agency)
    carry_due(at=ended)
    row.refresh_from_db()
    assert (row.state, sms.texts[PHONE]) == ("SENT", 1)


def test_what_cannot_be_asked_about_or_sent_is_said(agency, by_head, at, sms, failed):
    with pytest.raises(DispatchRefused, match="只有结果不明的短信"):
        ask_again(dispatch=failed, **by_head)
    nobody = told(agency, at, key="no-phone", phone="")
    with pytest.raises(DispatchRefused, match="没有登记接收地址"):
        send_again(dispatch=nobody, **by_head)
    no_server = told(agency, at, key="no-server", ways=(Way.EMAIL,))
    with pytest.raises(DispatchRefused, match="GONGKAI_EMAIL_URL"):
        send_again(dispatch=no_server, **by_head)


def test_a_mail_that_waited_for_a_server_goes_out_when_there_is_one(agency, by_head, at, settings):
    row = told(agency, at, ways=(Way.EMAIL,))
    with mail_office(settings, "refuse") as office:
        send_again(dispatch=row, **by_head)
        carry_due(at=at)
        row.refresh_from_db()
        assert row.state == "FAILED" and "550" in row.failure
        send_again(dispatch=row, **by_head)
        carry_due(at=at)
    row.refresh_from_db()
    assert row.state == "SENT" and len(office.taken) == 1


def test_who_may_not_decide_decides_nothing(failed, agency, on, at):
    for officer in (OfficerFactory(agency=agency, reviewer=True), OfficerFactory(clerk=True)):
        for act, more in ((send_again, {}), (give_up, {"reason": "x"}), (read_recipient, {})):
            with pytest.raises(NotAllowed):
                act(dispatch=failed, officer=officer, on=on, at=at, **more)
    assert Dispatch.objects.get().state == "FAILED" and not actions()


def test_the_recipient_is_masked_until_read_on_record(failed, by_head):
    assert masked_recipient(failed) == "138****8000"
    assert read_recipient(dispatch=failed, **by_head).address == PHONE
    assert actions() == ["dispatch.read_recipient"]
    assert PHONE not in str(list(Entry.objects.values_list("detail", "subject")))


class TestLetters:
    """On paper: labels, the day of posting, and what became of it."""

    @pytest.fixture
    def letter(self, agency, at):
        recipient = Recipient(
            name="赵小明", address="某某市某某路1号\n2单元", postcode="125000", wants=(Way.LETTER,)
        )
        [row] = send(
            agency=agency, event="message.answered", key="m-1", recipient=recipient, at=at,
            fields={"number": "LY-2024-0001", "answer": "可以提取。"}, subject="LY-2024-0001",
        )  # fmt: skip
        return row

    def test_posted_with_number_and_signed_for(self, letter, by_head, on, at):
        assert (letter.state, letter.next_at, proof_of("m-1").is_out) == ("QUEUED", None, False)
        assert masked_recipient(letter) == "赵**" and "可以提取。" in letter.text
        post = {"dispatch": letter, "posted_on": on, **by_head}
        with pytest.raises(DispatchRefused, match="邮件号码"):
            record_posting(tracking_no="1-2", **post)
        with pytest.raises(DispatchRefused, match="不早于登记日期"):
            record_posting(tracking_no="", **{**post, "posted_on": date(2024, 1, 11)})
        with pytest.raises(DispatchRefused, match="交寄后才能登记结果"):
            record_arrival(dispatch=letter, arrived=True, reason="", **by_head)
        row = record_posting(tracking_no="xa 1234 5678 9cn", **post)
        proof = proof_of("m-1").ways[0]
        assert (proof.state, proof.sent_at, proof.tracking_no) == ("SENT", at, "XA123456789CN")
        with pytest.raises(DispatchRefused, match="不能再登记交寄"):
            record_posting(tracking_no="", **post)
        later = {**by_head, "at": at + timedelta(days=3)}
        record_arrival(dispatch=row, arrived=True, reason="", **later)
        assert proof_of("m-1").delivered_at == later["at"]
        assert actions() == ["dispatch.posted", "dispatch.letter_arrived"]

    def test_a_letter_that_came_back_is_posted_again_or_given_up(self, agency, letter, by_head, on):
        record_posting(dispatch=letter, posted_on=on, tracking_no="", **by_head)
        with pytest.raises(DispatchRefused, match="退回原因"):
            record_arrival(dispatch=letter, arrived=False, reason="", **by_head)
        row = record_arrival(dispatch=letter, arrived=False, reason="查无此人", **by_head)
        assert row.failure == "信函被退回：查无此人" and list(dead_letters(agency)) == [row]
        row = send_again(dispatch=row, **by_head)
        assert (row.state, row.next_at, row.posted_on) == ("QUEUED", None, None)

    def test_labels_are_read_on_record(self, agency, letter, by_head):
        [label] = labels_of(agency=agency, keys=[letter.pk, 999], **by_head)
        assert label.postcode == "125000" and label.address == "某某市某某路1号 2单元"
        assert (label.addressee, label.number) == ("赵小明", "LY-2024-0001")
        assert actions() == ["dispatch.printed_label"]
        for keys in ([], list(range(200))):
            with pytest.raises(DispatchRefused, match="请选择"):
                labels_of(agency=agency, keys=keys, **by_head)
