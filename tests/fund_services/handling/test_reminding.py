"""Reminders and lapses: each once, and on its own day, however long nobody looked."""

from datetime import date

from fund_services.centre import file_rent
from fund_services.handling.test_a_day import MISSING, accepted, proposed
from gongkai.agencies.models import CalendarYear
from gongkai.fund_services.models import Application, ApplicationEvent, ApplicationReminder
from gongkai.fund_services.operations.applications.correcting import ask_correction
from gongkai.fund_services.operations.applications.reminding import remind_of_applications
from gongkai.fund_services.operations.applications.reopening import reopen_application
from gongkai.messages.models import Notice


def remind(centre):
    return remind_of_applications(on=centre.on, at=centre.at)


def test_a_due_day_is_reminded_of_once_and_after_ten_days_still_once(centre, filed):
    accepted(centre, filed)
    centre.pass_by(days=10)
    assert remind(centre) == 4
    assert remind(centre) == 0
    told = Notice.objects.filter(subject=filed.receipt_no, officer=centre.handler, read_at=None)
    assert [each.text for each in told] == [
        f"办件{filed.receipt_no}（租赁住房提取）期限2024-03-07，已经逾期，当前为办理中。"
    ]
    # Overdue, who reviews is told as well.
    assert Notice.objects.filter(subject=filed.receipt_no, officer=centre.reviewer).exists()


def test_what_waits_for_nobody_here_is_not_reminded_of(centre, filed):
    ask_correction(application=filed, version=None, missing=MISSING, **centre.now(centre.handler))
    centre.pass_by(days=5)
    assert remind(centre) == 0


def test_a_correction_lapses_on_the_day_after_its_last_whenever_somebody_looks(centre, filed):
    ask_correction(application=filed, version=None, missing=MISSING, **centre.now(centre.handler))
    centre.pass_by(days=14)
    remind(centre)
    assert Application.objects.get(pk=filed.pk).state == "CORRECTING"
    centre.pass_by(days=20)
    remind(centre)
    remind(centre)
    row = Application.objects.get(pk=filed.pk)
    assert (row.state, row.closed_on) == ("LAPSED", date(2024, 3, 19))
    lapses = ApplicationEvent.objects.filter(application=row, kind="CORRECTION_LAPSED")
    assert lapses.count() == 1
    reopened = reopen_application(
        application=row, version=None, reason="申请人已在窗口按期补正",
        **centre.now(centre.reviewer),
    )  # fmt: skip
    assert (reopened.state, str(reopened.correct_by)) == ("CORRECTING", "2024-04-19")


def test_a_day_that_waited_for_a_calendar_is_filled_in(centre):
    centre.on, centre.at = date(2026, 12, 31), centre.at.replace(year=2026, month=12, day=31)
    row = file_rent(centre, rent_to="2027-12-31")
    assert row.due_on is None and "没有2027年的工作日日历" in row.due_reason
    CalendarYear.objects.create(
        year=2027, notice="测试", make_up_days=[],
        holidays=[f"2027-{day}" for day in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")],
        entered_by=centre.head, entered_at=centre.at,
    )  # fmt: skip
    remind(centre)
    row.refresh_from_db()
    assert str(row.due_on) == "2027-01-05"


def test_reviewers_are_reminded_of_what_waits_for_them(centre, filed):
    proposed(centre, accepted(centre, filed))
    centre.pass_by(days=1)
    remind(centre)
    assert ApplicationReminder.objects.filter(application=filed).exists()
    waiting = Notice.objects.filter(officer=centre.reviewer, text__contains="期限2024-03-07")
    assert waiting.exists()
