"""Reminders of messages' due days: given once, caught up after a downtime."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.hotline.models import SiteMessageReminder
from gongkai.hotline.operations.answer_mail import goes_by_mail, send_answer
from gongkai.hotline.operations.message_answering import extend_answer
from gongkai.hotline.operations.reminding import remind
from gongkai.messages.models import Notice
from gongkai.messages.operations.carrying import carry_due
from hotline.sent_messages import answered, sent

pytestmark = pytest.mark.django_db


def test_each_reminder_is_given_once_and_overdue_tells_the_head():
    agency = AgencyFactory()
    clerk = OfficerFactory(agency=agency, clerk=True)
    head = OfficerFactory(agency=agency, head=True)
    sent(agency)
    Notice.objects.all().delete()

    def given(day):
        return remind(on=date(2024, 1, day), at=datetime(2024, 1, day, 2, tzinfo=UTC))

    # Received on the 10th, due on Wednesday the 17th.
    assert [given(10), given(10), given(15), given(15), given(17), given(18), given(19)] == [
        1, 0, 1, 0, 1, 1, 0,
    ]  # fmt: skip
    told = list(Notice.objects.order_by("pk").values_list("officer", flat=True))
    assert told == [clerk.pk, clerk.pk, clerk.pk, clerk.pk, head.pk]


def test_after_a_downtime_all_are_on_record_and_one_is_shown():
    agency = AgencyFactory()
    OfficerFactory(agency=agency, clerk=True)
    sent(agency)
    Notice.objects.all().delete()
    assert remind(on=date(2024, 3, 1), at=datetime(2024, 3, 1, 2, tzinfo=UTC)) == 4
    assert SiteMessageReminder.objects.count() == 4
    assert Notice.objects.get().text.count("已经逾期") == 1


def test_what_is_answered_is_not_reminded_of():
    agency = AgencyFactory()
    clerk = OfficerFactory(agency=agency, clerk=True)
    answered(agency, clerk, OfficerFactory(agency=agency, reviewer=True), closes=False)
    assert remind(on=date(2024, 3, 1), at=datetime(2024, 3, 1, 2, tzinfo=UTC)) == 0


def test_an_answer_goes_out_by_mail_once_where_it_was_asked_for(settings, mailoutbox, at):
    settings.EMAIL_HOST = "mail.example.cn"
    agency = AgencyFactory()
    clerk, head = (
        OfficerFactory(agency=agency, clerk=True),
        OfficerFactory(agency=agency, head=True),
    )
    row = answered(agency, clerk, head, email="zhao@example.cn", answer_way="EMAIL")
    assert goes_by_mail(row)
    assert send_answer(message=row, at=at) is None and send_answer(message=row, at=at) is None
    [mail] = mailoutbox
    assert mail.to == ["zhao@example.cn"] and row.answer in mail.body
    online = answered(agency, clerk, head)
    assert not goes_by_mail(online) and send_answer(message=online, at=at) is None


def test_a_sender_who_asked_for_mail_is_told_of_the_later_due_day(settings, mailoutbox, on, at):
    settings.EMAIL_HOST = "mail.example.cn"
    agency = AgencyFactory()
    clerk = OfficerFactory(agency=agency, clerk=True)
    row = sent(agency, email="zhao@example.cn", answer_way="EMAIL")
    until = row.ticket.due_on + timedelta(days=7)
    extend_answer(
        message=row, version=0, until=until, reason="须向其他单位核实", officer=clerk, on=on, at=at
    )
    assert mailoutbox == [] and carry_due(at=at) == 1 and carry_due(at=at) == 0
    [mail] = mailoutbox
    assert f"{until.year}年{until.month}月{until.day}日" in mail.body
    assert "赵小明" not in mail.body + mail.subject
