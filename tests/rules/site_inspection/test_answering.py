"""互动回应差, 留言公开, 找错, 政务新媒体: 国办秘函〔2019〕19号."""

from datetime import date, timedelta

import pytest

from gongkai.rules.site_inspection.answering import (
    FaultReportFact,
    MessageFact,
    answer_faults,
    channel_faults,
    fault_report_faults,
    message_faults,
)
from gongkai.rules.site_inspection.limits import Limits
from gongkai.rules.site_inspection.media import FeedFact, feed_faults

ON = date(2024, 6, 1)
LIMITS = Limits()


@pytest.mark.parametrize(("days", "count"), [(0, 0), (92, 0), (93, 1), (365, 1), (366, 0)])
def test_a_message_of_the_last_year_waits_three_months_at_most(days, count):
    waiting = [MessageFact(7, "LY2024-007", ON - timedelta(days=days))]
    found = list(message_faults(waiting, ON, LIMITS))
    assert len(found) == count
    assert all(fault.subject == "message:7" for fault in found)


@pytest.mark.parametrize(("days", "count"), [(61, 0), (62, 1), (None, 1)])
def test_an_answer_is_made_public_every_two_months(days, count):
    last = None if days is None else ON - timedelta(days=days)
    assert len(list(answer_faults(last, ON, LIMITS, "/liuyan/"))) == count


@pytest.mark.parametrize(("status", "count"), [(200, 0), (404, 1), (500, 1), (302, 1)])
def test_there_must_be_a_way_to_write(status, count):
    assert len(list(channel_faults(status, "/liuyan/"))) == count


@pytest.mark.parametrize(("due", "count"), [(ON, 0), (ON - timedelta(days=1), 1), (None, 0)])
def test_a_report_of_an_error_is_settled_by_its_day(due, count):
    waiting = [FaultReportFact(3, "ZC-3", ON - timedelta(days=9), due)]
    assert len(list(fault_report_faults(waiting, ON))) == count


@pytest.mark.parametrize(("days", "count"), [(14, 0), (15, 1), (None, 1)])
def test_an_account_posts_every_two_weeks(days, count):
    last = None if days is None else ON - timedelta(days=days)
    assert len(list(feed_faults(FeedFact("公积金微讯", last), ON, LIMITS))) == count
