"""Somebody is told by the ways he chose, once, in words without his data, when it may be."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection

from factories import OfficerFactory
from gongkai.messages.models import Dispatch, Mail, Notice, QuietHoursSetting
from gongkai.messages.operations import Recipient, mark_read, notify, send
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.operations.preferring import save_contact, save_preferences
from gongkai.messages.queries import proof_of, unread_notices
from gongkai.rules.message_events import EventUnknown, FieldRefused, Way
from messages.smtp import mail_office
from messages.telling import PHONE, TOLD, told

pytestmark = pytest.mark.django_db
URGED = {"number": "GD-2024-0001", "due": "2024-01-17"}
# 22:30 here.
NIGHT = datetime(2024, 1, 10, 14, 30, tzinfo=UTC)
MORNING = datetime(2024, 1, 11, 0, 0, tzinfo=UTC)


def urged(officer, at, event="ticket.urged", key="urged-1"):
    return send(
        agency=officer.agency, event=event, key=key, recipient=Recipient(officer=officer),
        fields=URGED, at=at, subject="GD-2024-0001",
    )  # fmt: skip


def test_the_same_key_is_the_same_message(agency, at, sms):
    first = told(agency, at)
    assert told(agency, at + timedelta(days=1), phone="13900139000") == first
    assert Dispatch.objects.count() == 1 and Dispatch.objects.get().address == PHONE
    assert told(agency, at, key="ticket-2-accepted") != first


def test_an_officer_is_told_on_screen_and_reading_is_the_proof(head, at):
    [row] = urged(head, at)
    [notice] = unread_notices(head)
    assert notice.text == "工单GD-2024-0001被催办，期限2024年1月17日，请尽快办理。"
    assert (row.way, row.state, notice.subject) == ("SCREEN", "SENT", "GD-2024-0001")
    mark_read(officer=head, subject="GD-2024-0001", at=at + timedelta(hours=1))
    proof = proof_of("urged-1")
    assert (proof.state, proof.delivered_at) == ("DELIVERED", at + timedelta(hours=1))
    assert urged(head, at) == [row] and Notice.objects.count() == 1


def test_an_officer_is_told_by_what_he_chose_as_well(head, at, sms):
    save_contact(officer=head, phone="138 0013 8000", email="", at=at)
    save_preferences(officer=head, chosen={"ticket.urged": ["SMS", "EMAIL"]}, at=at)
    rows = urged(head, at)
    # Without a mail address, and without a server, nothing is tried there.
    assert [row.way for row in rows] == ["SCREEN", "SMS"]
    assert carry_due(at=at) == 1 and sms.texts[PHONE] == 1


def test_a_free_notice_tells_elsewhere_only_that_there_is_one(head, at, sms):
    save_contact(officer=head, phone=PHONE, email="", at=at)
    save_preferences(officer=head, chosen={"work.notice": ["SMS"]}, at=at)
    other = OfficerFactory(agency=head.agency)
    notify(officers=[head, other], text="赵小明的申请待审核。", subject="SQ-2024-0001", at=at)
    assert Notice.objects.count() == 2
    carry_due(at=at)
    [taken] = sms.taken.values()
    assert taken["text"] == "您有一条新的工作提醒，请登录系统查看。"


def test_a_citizen_is_told_only_as_he_chose(agency, at, sms):
    assert told_all(agency, at, ()) == []
    rows = told_all(agency, at, (Way.SMS, Way.SMS, Way.LETTER, Way.SCREEN))
    # An event has no words for every way.
    assert [row.way for row in rows] == ["SMS"]


def told_all(agency, at, ways):
    recipient = Recipient(name="赵小明", phone=PHONE, wants=ways)
    return send(
        agency=agency, event="ticket.accepted", key=f"k-{len(ways)}", recipient=recipient,
        fields=TOLD, at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ways", "more", "why"),
    [
        ((Way.SMS,), {"phone": ""}, "没有登记收件人的手机号码"),
        ((Way.WECHAT,), {"openid": ""}, "没有绑定微信公众号"),
        ((Way.EMAIL,), {"email": " "}, "没有登记收件人的电子邮箱"),
        ((Way.EMAIL,), {}, "GONGKAI_EMAIL_URL"),
        ((Way.SMS,), {}, "GONGKAI_SMS_URL"),
    ],
)
def test_a_way_that_cannot_be_gone_is_on_record_with_why(ways, more, why, agency, at):
    row = told(agency, at, ways=ways, **more)
    assert (row.state, row.failed_at, row.is_dead) == ("FAILED", at, True) and why in row.failure
    assert proof_of(row.key).state == "FAILED"


@pytest.mark.parametrize("field", ["number", "kind", "due"])
def test_what_a_message_may_not_hold_is_refused_before_anything_is_kept(field, agency, at):
    with pytest.raises(FieldRefused):
        send(
            agency=agency, event="ticket.accepted", key="k", at=at,
            recipient=Recipient(phone=PHONE, wants=(Way.SMS,)), fields={**TOLD, field: PHONE},
        )  # fmt: skip
    with pytest.raises(EventUnknown):
        send(agency=agency, event="x", key="k", recipient=Recipient(), fields={}, at=at)
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize("link", ["https://evil.example/p/x", "http://localhost:8000.evil.cn/p"])
def test_a_link_leads_to_this_site_alone(link, agency, at, sms):
    fields = {"number": "GD-1", "due": "2024-02-01", "link": link}
    with pytest.raises(FieldRefused, match="本网站"):
        send(agency=agency, event="ticket.rating", key="k", fields=fields, at=at,
             recipient=Recipient(phone=PHONE, wants=(Way.SMS,)))  # fmt: skip
    fields["link"] = "http://localhost:8000/huifang/AbC_123"
    [row] = send(agency=agency, event="ticket.rating", key="k", fields=fields, at=at,
                 recipient=Recipient(phone=PHONE, wants=(Way.SMS,)))  # fmt: skip
    assert row.link == fields["link"] and fields["link"] in row.text
    # Whoever has the link rates for the recipient: officers do not see it.
    assert fields["link"] not in row.shown_text + str(row.fields)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gongkai_messages_dispatch")
        assert "AbC_123" not in repr(cursor.fetchall())


@pytest.mark.parametrize(
    "phone", ["024-12345678、024-87654321", "12329", "0429-1234567转801", "", "（0429）1234567"]
)
def test_an_organs_own_telephones_may_be_told(phone, agency, at, sms):
    agency.phone = phone
    row = told(agency, at)
    assert ("咨询电话" in row.text) == bool(phone) and "赵小明" not in repr(
        Recipient(name="赵小明")
    )


def test_addresses_and_texts_are_sealed_in_the_database(agency, at, sms):
    told(agency, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gongkai_messages_dispatch")
        stored = repr(cursor.fetchall())
    assert PHONE not in stored and "赵小明" not in stored and "已受理" not in stored


def test_mail_goes_out_by_the_service_once(agency, at, settings):
    with mail_office(settings, "busy") as office:
        row = told(agency, at, ways=(Way.EMAIL,))
        assert carry_due(at=at) == 1 and carry_due(at=at) == 0
        row.refresh_from_db()
        assert row.state == "QUEUED" and row.next_at == Mail.objects.get().next_at
        carry_due(at=row.next_at)
        assert carry_due(at=at + timedelta(days=9)) == 0
    [taken] = office.taken
    assert taken["To"] == "zhao@example.com" and "GD-2024-0001" in taken["Subject"]
    row.refresh_from_db()
    assert (row.state, row.failure) == ("SENT", "")


class TestQuietHours:
    """What can wait is not sent at night."""

    def test_an_ordinary_message_waits_for_the_morning(self, agency, sms):
        row = told(agency, NIGHT)
        assert row.next_at == MORNING
        assert carry_due(at=NIGHT + timedelta(hours=9)) == 0
        sms.now = MORNING
        assert carry_due(at=MORNING) == 1 and sms.texts[PHONE] == 1

    def test_a_retry_in_the_night_waits_as_well(self, agency, sms):
        evening = datetime(2024, 1, 10, 12, 59, tzinfo=UTC)
        sms.now = evening
        sms.faults.append("patient")
        row = told(agency, evening)
        carry_due(at=evening)
        row.refresh_from_db()
        sms.now = row.next_at
        assert carry_due(at=row.next_at) == 0
        row.refresh_from_db()
        assert row.next_at == MORNING and sms.texts[PHONE] == 0

    def test_a_worker_that_comes_back_at_night_sends_in_the_morning(self, agency, at, sms):
        row = told(agency, at)
        assert carry_due(at=NIGHT) == 0
        row.refresh_from_db()
        assert row.next_at == MORNING

    def test_what_is_urgent_goes_at_once_and_the_screen_always(self, head, sms):
        save_contact(officer=head, phone=PHONE, email="", at=NIGHT)
        chosen = {"ticket.supervised": ["SMS"], "ticket.urged": ["SMS"]}
        save_preferences(officer=head, chosen=chosen, at=NIGHT)
        urgent = urged(head, NIGHT, "ticket.supervised", "s")
        ordinary = urged(head, NIGHT)
        assert [row.next_at for row in urgent] == [None, NIGHT]
        assert [row.next_at for row in ordinary] == [None, MORNING]
        assert unread_notices(head).count() == 2

    def test_an_organ_sets_its_own_from_a_day_on(self, agency, head, sms):
        QuietHoursSetting.objects.create(
            agency=agency, in_force_from=NIGHT.date(), begins=time(0), ends=time(0), set_by=head,
            set_at=NIGHT,
        )  # fmt: skip
        assert told(agency, NIGHT).next_at == NIGHT
        before = NIGHT - timedelta(days=1)
        assert told(agency, before, key="before").next_at == MORNING - timedelta(days=1)


def test_a_notice_of_an_event_goes_by_the_ways_chosen_for_that_event_alone(head, at, sms):
    save_contact(officer=head, phone=PHONE, email="", at=at)
    save_preferences(officer=head, chosen={"ticket.urged": ["SMS"]}, at=at)
    about = {"officers": [head], "text": "催办：请抓紧办理。", "subject": "GD-2024-0001", "at": at}
    notify(**about, event="ticket.dispatched", fields=URGED)
    notify(**about)
    assert carry_due(at=at) == 0
    notify(**about, event="ticket.urged", fields=URGED)
    assert carry_due(at=at) == 1 and sms.texts[PHONE] == 1
    assert Dispatch.objects.get().event == "ticket.urged" and len(unread_notices(head)) == 3
