"""互动交流 on the public site: what is open, what was sent in, what came of it."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.participation.models import (
    InterviewQuestion,
    PublicOpinion,
    SiteFault,
    SurveyAnswer,
)
from gongkai.participation.operations.asking import moderate_question
from gongkai.participation.operations.opinions import judge_opinion, show_opinion
from gongkai.participation.operations.releasing import withdraw
from participation import asked
from portal.asking import answer_to
from portal.reading import text


@pytest.fixture
def days():
    """Return today and what is around it: pages show what is open now."""
    today = timezone.localdate()
    return {"from_on": today - timedelta(days=5), "until_on": today + timedelta(days=5)}


@pytest.fixture
def where(db):
    """Return an organ that asks, and its people."""
    return asked.place(name="某某市住房公积金管理中心")


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return text(response)


def send(client, address, **typed):
    """Fill in a form as a visitor does, the sum included."""
    return client.post(address, {**answer_to(page_of(client, address)), **typed})


def test_the_overview_shows_what_is_open_now(client, where, days):
    row = asked.open_consultation(where, **days)
    over = asked.open_survey(where, title="早已结束的调查")
    page = page_of(client, "/hudong/")
    assert f'href="/hudong/zhengji/{row.pk}/"' in page
    assert f"截至{days['until_on']}" in page
    assert over.title in page and "已结束" in page
    assert 'name="ColumnName" content="互动交流"' in page


def test_pages_without_forms_set_no_cookie_and_can_be_kept(client, where, days):
    row, survey = asked.open_consultation(where, **days), asked.open_survey(where, **days)
    interview = asked.open_interview(where)
    for address, reads in (
        ("/hudong/", f"asked:{where.agency.pk} site"),
        ("/hudong/zhengji/", f"asked:{where.agency.pk} site"),
        (f"/hudong/zhengji/{row.pk}/", f"consultation:{row.pk} site"),
        (f"/hudong/diaocha/{survey.pk}/", f"site survey:{survey.pk}"),
        (f"/hudong/fangtan/{interview.pk}/", f"interview:{interview.pk} site"),
    ):
        response = client.get(address, **{"gongkai.rendering": True})
        assert response.cookies == {}, address
        assert response["Gongkai-Reads"] == reads, address
        assert "csrfmiddlewaretoken" not in text(response), address
    until = client.get(f"/hudong/zhengji/{row.pk}/", **{"gongkai.rendering": True})["Gongkai-Until"]
    assert until == f"{days['until_on'] + timedelta(days=1)}T00:00:00+08:00"


def test_an_opinion_gets_a_receipt_and_nobody_reads_it_before_it_is_released(client, where, days):
    row = asked.open_consultation(where, **days)
    address = f"/hudong/zhengji/{row.pk}/yijian/"
    response = send(client, address, text="<b>建议</b>增加网点", name="王小明", may_be_shown="on")
    assert response.status_code == 302
    receipt = page_of(client, response["Location"])
    sent = PublicOpinion.objects.get()
    assert sent.receipt_no in receipt and sent.name == "王小明"
    assert "增加网点" not in page_of(client, f"/hudong/zhengji/{row.pk}/")
    today = timezone.localdate()
    show_opinion(opinion=sent, shown_text="<b>建议</b>增加网点", **asked.by(where.clerk, today))
    shown = page_of(client, f"/hudong/zhengji/{row.pk}/")
    assert "&lt;b&gt;建议&lt;/b&gt;增加网点" in shown and "王小明" not in shown


def test_nothing_typed_is_lost_when_something_is_refused(client, where, days):
    row = asked.open_consultation(where, **days)
    address = f"/hudong/zhengji/{row.pk}/yijian/"
    wrong = client.post(address, {"text": "我的意见", "about_article": "第八条", "answer": "0"})
    assert wrong.status_code == 400
    assert "我的意见" in text(wrong) and "第八条" in text(wrong) and "计算题" in text(wrong)
    long = send(client, address, text="长" * 2001)
    assert long.status_code == 400
    assert "最多2000个字，现有2001个字" in text(long) and "长" * 2001 in text(long)
    robot = send(client, address, text="买买买", homepage="https://spam.example/")
    assert robot.status_code == 400 and "此处请留空" in text(robot)
    assert not PublicOpinion.objects.exists()


def test_who_comes_too_often_waits_and_keeps_what_was_typed(client, where, days):
    row = asked.open_consultation(where, **days)
    address = f"/hudong/zhengji/{row.pk}/yijian/"
    for _each in range(60):
        client.post(address, {})
    response = send(client, address, text="还是我的意见")
    assert response.status_code == 429
    assert "还是我的意见" in text(response) and "过于频繁" in text(response)
    cache.clear()
    assert send(client, address, text="还是我的意见").status_code == 302


@pytest.mark.parametrize("ahead", [-9, 3])
def test_a_form_outside_its_days_takes_nothing_and_says_so(client, where, ahead):
    first = timezone.localdate() + timedelta(days=ahead)
    row = asked.open_consultation(
        where, from_on=first, until_on=max(first + timedelta(days=3), date(2024, 1, 10))
    )
    address = f"/hudong/zhengji/{row.pk}/yijian/"
    assert "现在不接收意见" in page_of(client, address)
    token = answer_to(page_of(client, "/zhaocuo/"))
    response = client.post(address, {**token, "text": "迟到的意见"})
    assert response.status_code == 400 and "迟到的意见" in text(response)


def test_a_result_is_shown_with_its_counts(client, where):
    row = asked.open_consultation(where)
    sent = asked.opinion_on(row)
    after = asked.by(where.clerk, asked.AFTER, asked.AFTER_AT)
    judge_opinion(opinion=sent, uptake="NOT_TAKEN_UP", reason="已有规定", **after)
    assert "结果将在本页公布" in page_of(client, f"/hudong/zhengji/{row.pk}/")
    asked.released(where, asked.result_of(where, row), asked.AFTER, asked.AFTER_AT)
    page = page_of(client, f"/hudong/zhengji/{row.pk}/")
    assert "征集结果" in page and "与上位规定不符。" in page
    assert re.search(r"<dt>未采纳</dt><dd>1", page)


def test_what_is_withdrawn_or_another_organs_is_not_there(client, where, days):
    other = asked.place(code="other", is_default=False)
    for address in (
        f"/hudong/zhengji/{asked.open_consultation(other, **days).pk}/",
        f"/hudong/diaocha/{asked.open_survey(other, **days).pk}/",
        f"/hudong/fangtan/{asked.open_interview(other).pk}/",
        "/hudong/zhengji/999/",
        f"/hudong/zhengji/{10**30}/",
        "/hudong/zhengji/p7/",
        "/hudong/zhengji/p1/",
    ):
        page_of(client, address, 404)
    row = asked.open_consultation(where, **days)
    withdraw(piece=row, version=row.version, reason="有误", **asked.by(where.head))
    page_of(client, f"/hudong/zhengji/{row.pk}/", 404)


def test_a_survey_is_answered_and_its_numbers_stand_as_text_beside_the_bars(client, where, days):
    row = asked.open_survey(where, shows_live=True, **days)
    address = f"/hudong/diaocha/{row.pk}/tianxie/"
    page = page_of(client, address)
    assert "1. 您主要通过哪种方式办理业务？" in page and "（可以不答）" in page
    bad = send(client, address, q1="9", q2=["1"], q4="我的建议")
    assert bad.status_code == 400
    assert "没有这个选项" in text(bad) and "第3题：未回答" in text(bad)
    again = send(client, address, q2=["1"], q4="我的建议")
    assert "第1题：未回答" in text(again) and "第3题：未回答" in text(again)
    assert "我的建议" in text(again) and re.search(r'value="1"[^>]*checked', text(again))
    done = send(client, address, q1="2", q2=["1", "3"], q3="4", q4="我的建议")
    assert done["Location"] == f"{address}xiexie/"
    assert "感谢您参加" in page_of(client, done["Location"])
    live = page_of(client, f"/hudong/diaocha/{row.pk}/jieguo/")
    assert "收到答卷1份" in live and 'aria-label="手机：1人"' in live and "平均4.0分" in live
    assert "我的建议" not in live and "文字回答未公开" in live
    assert SurveyAnswer.objects.count() == 1


def test_results_that_are_not_live_wait_for_their_publication(client, where):
    row = asked.open_survey(where)
    asked.answered(row, "a")
    page_of(client, f"/hudong/diaocha/{row.pk}/jieguo/", 404)
    assert "收到答卷" not in page_of(client, f"/hudong/diaocha/{row.pk}/")
    asked.survey_result(where, row)
    page = page_of(client, f"/hudong/diaocha/{row.pk}/")
    assert "多数人使用手机办理。" in page and "收到答卷1份" in page


def test_questions_to_an_interview_and_its_record(client, where):
    today = timezone.localdate()
    row = asked.open_interview(
        where, held_on=today + timedelta(days=3), questions_until=today + timedelta(days=1)
    )
    address = f"/hudong/fangtan/{row.pk}/tiwen/"
    assert "我要提问" in page_of(client, f"/hudong/fangtan/{row.pk}/")
    long = send(client, address, text="长" * 301)
    assert long.status_code == 400 and "长" * 301 in text(long)
    assert send(client, address, text="要等多久？").status_code == 302
    question = InterviewQuestion.objects.get()
    assert "要等多久" not in page_of(client, f"/hudong/fangtan/{row.pk}/")
    moderate_question(
        question=question,
        is_shown=True,
        shown_text="要等多久？",
        answer="三天。",
        **asked.by(where.clerk, today),
    )
    page = page_of(client, f"/hudong/fangtan/{row.pk}/")
    assert "要等多久？" in page and "三天。" in page
    held = asked.open_interview(where)
    asked.released(where, asked.record_of(where, held), asked.AFTER, asked.AFTER_AT)
    page = page_of(client, f"/hudong/fangtan/{held.pk}/")
    assert "详见办理指南。" in page and "我要提问" not in page


def test_a_fault_is_reported_with_the_page_it_is_on_and_followed_by_its_number(client, where):
    page = page_of(client, "/zhaocuo/?page=/xinxi/gjj/1/")
    assert 'value="http://testserver/xinxi/gjj/1/"' in page
    for bad in ("//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil"):
        assert "evil" not in page_of(client, f"/zhaocuo/?page={bad}").partition("<main")[2]
    refused = send(client, "/zhaocuo/", text="错字", contact="13800138000")
    assert refused.status_code == 400
    assert "问题类型：未选择" in text(refused) and "13800138000" in text(refused)
    sent = send(client, "/zhaocuo/", kind="TYPO", text="“缴”误为“交”", contact="13800138000")
    receipt = page_of(client, sent["Location"])
    fault = SiteFault.objects.get()
    assert fault.register_no in receipt
    followed = page_of(client, f"/zhaocuo/chaxun/?number={fault.register_no}")
    assert "待转办" in followed and "缴" not in followed.partition("<main")[2]
    assert "没有回执号为“ZC2024-99999”" in page_of(
        client, "/zhaocuo/chaxun/?number=ZC2024-99999", 404
    )
    assert client.get("/zhaocuo/huizhi/?t=forged")["Location"] == "/zhaocuo/"


def test_lists_are_cut_into_sheets_with_addresses_of_their_own(client, where, days):
    for number in range(21):
        asked.open_survey(where, title=f"调查{number}", **days)
    first, second = page_of(client, "/hudong/diaocha/"), page_of(client, "/hudong/diaocha/p2/")
    assert 'href="/hudong/diaocha/p2/"' in first and "共2页" in first
    assert "调查0<" in second and 'href="/hudong/diaocha/"' in second


def test_more_of_everything_asks_no_more_queries(client, where, days):
    def count(address):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    asked.open_consultation(where, **days)
    before = {address: count(address) for address in ("/hudong/", "/hudong/zhengji/")}
    for _each in range(5):
        asked.open_consultation(where, **days)
    assert {address: count(address) for address in before} == before


@pytest.mark.parametrize(
    "address", ["/hudong/zhengji/{}/yijian/", "/hudong/diaocha/{}/tianxie/", "/zhaocuo/"]
)
def test_forms_want_their_token(where, days, address):
    strict = Client(enforce_csrf_checks=True)
    row = asked.open_consultation(where, **days)
    assert strict.post(address.format(row.pk), {"text": "甲"}).status_code == 403


def test_whatever_is_missing_is_told_in_one_answer(client, where, days):
    consultation = asked.open_consultation(where, **days)
    survey = asked.open_survey(where, **days)
    for address, missing in (
        (f"/hudong/zhengji/{consultation.pk}/yijian/", ["您的意见：未填写，请填写。"]),
        (f"/hudong/diaocha/{survey.pk}/tianxie/", ["第1题：未回答", "第3题：未回答"]),
        ("/zhaocuo/", ["问题类型：未选择", "问题描述：未填写"]),
    ):
        page = text(client.post(address, {}))
        assert "计算题：答案不对" in page
        assert all(told in page for told in missing), (address, missing)
    assert "第2题：未回答" not in page and not PublicOpinion.objects.exists()
