"""Asking by a link: sent once, opened once, ended by its day."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from gongkai.hotline.models import CallBack
from gongkai.hotline.operations.call_backs import (
    CallBackRefused,
    OpinionGiven,
    end_links,
    put_down_opinion,
    rate_by_link,
    send_links,
    take_call_back,
)
from gongkai.hotline.queries.call_backs.lists import scope_counts
from gongkai.messages.models import Dispatch
from hotline.tickets.opened import AT, NOW, ON, replied, signed, ticket_office

SATISFIED = OpinionGiven("SATISFIED")


@pytest.fixture
def office(db):
    return ticket_office()


def links(office, *rows):
    """Send links and return their codes."""
    codes = []

    def address(code):
        codes.append(code)
        return f"{settings.WAGTAILADMIN_BASE_URL}/huifang/{code}/"

    told = send_links(tickets=rows, address=address, officer=office.agent, **NOW)
    return told, codes


def test_a_link_is_sent_and_brings_an_opinion_once(office):
    row = replied(office)
    told, (code,) = links(office, row)
    assert told.sent == 1 and scope_counts(office.agency)["sent"] == 1
    sent = Dispatch.objects.get(subject=row.register_no, way="SMS")
    assert code in sent.text and "赵小明" not in sent.text and "13800138000" not in sent.text
    stored = CallBack.objects.get()
    assert code not in str(vars(stored)) and stored.link_until == date(2024, 1, 25)
    rated = rate_by_link(code=code, given=SATISFIED, on=ON, at=AT)
    assert rated.opinion == "SATISFIED" and rated.reached
    with pytest.raises(CallBackRefused, match="您已经评价过"):
        rate_by_link(code=code, given=SATISFIED, on=ON, at=AT)


def test_who_is_not_content_under_a_link_has_it_handled_again(office):
    _told, (code,) = links(office, replied(office))
    given = OpinionGiven("DISSATISFIED", remark="没有解决")
    row = rate_by_link(code=code, given=given, on=ON, at=AT)
    assert row.state == "HANDLING" and row.reopened == 1


@pytest.mark.parametrize("code", ["", "x", "长" * 9999, "\0"])
def test_an_unknown_link_is_refused(office, code):
    links(office, replied(office))
    with pytest.raises(CallBackRefused, match="评价链接不正确"):
        rate_by_link(code=code, given=SATISFIED, on=ON, at=AT)


def test_a_link_ends_with_its_day_and_the_caller_may_still_be_phoned(office):
    row = replied(office)
    _told, (code,) = links(office, row)
    late = ON + timedelta(days=16)
    with pytest.raises(CallBackRefused, match="评价链接已失效"):
        rate_by_link(code=code, given=SATISFIED, on=late, at=AT)
    assert [end_links(on=late, at=AT), end_links(on=late, at=AT)] == [1, 0]
    assert scope_counts(office.agency)["waiting"] == 1
    take_call_back(ticket=row, officer=office.agent, **NOW)
    row = put_down_opinion(ticket=row, given=SATISFIED, officer=office.agent, **NOW)
    assert row.opinion == "SATISFIED"


def test_after_a_phone_call_the_link_says_nothing_more(office):
    row = replied(office)
    _told, (code,) = links(office, row)
    take_call_back(ticket=row, officer=office.agent, **NOW)
    put_down_opinion(ticket=row, given=SATISFIED, officer=office.agent, **NOW)
    with pytest.raises(CallBackRefused, match="不需要回访"):
        rate_by_link(code=code, given=OpinionGiven("DISSATISFIED"), on=ON, at=AT)


def test_what_cannot_be_sent_is_told_and_keeps_no_other_from_going(office):
    row, not_answered = replied(office), signed(office)
    told, codes = links(office, not_answered, row, row)
    assert told.sent == 1 and len(codes) == 1
    assert "还没有答复" in told.refused[0] and "已发送评价链接" in told.refused[1]
