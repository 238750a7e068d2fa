"""The office's pages: drafted by one, released by another; what people sent in is handled."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.conftest import desk, notes
from console.participation.conftest import at, sent, shown
from console.visible_text import english_in
from gongkai.audit.models import Entry
from gongkai.participation.models import (
    Interview,
    InterviewQuestion,
    PublicConsultation,
    SiteFault,
    Survey,
)
from gongkai.participation.operations.asking import ask_question
from gongkai.participation.operations.faults import FaultContent, report_fault
from gongkai.participation.operations.rating import rate_page
from participation import asked

MARK = "<script>alert(1)</script>"


@pytest.fixture
def today():
    return timezone.localdate()


def typed_consultation(today, **changes):
    values = {
        "title": "关于征求意见的公告",
        "background": "背景",
        "body": "第一条",
        "contact": "0400-0000000",
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=30)).isoformat(),
        "item": "",
        "basis": "",
    }
    return values | changes


def act(officer, kind, piece, name, **more):
    piece.refresh_from_db()
    return sent(officer, "act-on-piece", kind, piece.pk, name, version=piece.version, **more)


def test_a_consultation_is_drafted_by_one_and_released_by_another(asking, today):
    response = sent(asking.clerk, "new-consultation", **typed_consultation(today, title=MARK))
    row = PublicConsultation.objects.get()
    assert response["Location"] == at("consultation", row.pk)
    page = shown(asking.clerk, "consultation", row.pk)
    assert MARK not in page and "提交审核" in page
    act(asking.clerk, "consultation", row, "submit")
    assert "须由其他人员审核发布" in shown(asking.clerk, "consultation", row.pk)
    act(asking.clerk, "consultation", row, "release")
    row.refresh_from_db()
    assert row.state == "SUBMITTED"
    act(asking.reviewer, "consultation", row, "return", opinion="期限太短")
    row.refresh_from_db()
    assert row.state == "DRAFT"
    changed = typed_consultation(today, title="改好的公告", version=row.version)
    sent(asking.clerk, "edit-consultation", row.pk, **changed)
    act(asking.clerk, "consultation", row, "submit")
    answer = act(asking.reviewer, "consultation", row, "release")
    assert notes(answer) == ["已审核发布。"]
    assert "在网站上查看" in shown(asking.clerk, "consultation", row.pk)
    answer = act(asking.head, "consultation", row, "withdraw", reason="")
    assert "撤下原因：未填写" in notes(answer)[0]


def test_nothing_typed_is_lost_when_something_is_wrong(asking, today):
    early = (today - timedelta(days=3)).isoformat()
    response = sent(
        asking.clerk, "new-consultation", **typed_consultation(today, until_on=early, body="我写的")
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert "早于开始日期" in page and "我写的" in page
    bad = sent(asking.clerk, "new-consultation", **typed_consultation(today, item="abc"))
    assert "应为信息的网页地址或者编号" in bad.content.decode()
    assert not PublicConsultation.objects.exists()


def test_who_saw_an_older_version_is_told(asking, today):
    sent(asking.clerk, "new-consultation", **typed_consultation(today))
    row = PublicConsultation.objects.get()
    sent(
        asking.clerk, "edit-consultation", row.pk, **typed_consultation(today, version=row.version)
    )
    late = sent(
        asking.clerk, "edit-consultation", row.pk,
        **typed_consultation(today, title="别的", version=row.version),
    )  # fmt: skip
    page = late.content.decode()
    assert late.status_code == 400 and "已被其他人修改" in page and "别的" in page


def test_opinions_are_read_moderated_and_judged(asking):
    row = asked.open_consultation(asking.where)
    opinion = asked.opinion_on(
        row, text=f"{MARK}好", name="王小明", contact="13800138000", may_be_shown=True
    )
    page = shown(asking.clerk, "public-opinion", row.pk, opinion.pk)
    assert MARK not in page and "王**" in page and "13800138000" not in page
    refused = sent(
        asking.clerk, "public-opinion", row.pk, opinion.pk, show="1", shown_text="我是王小明"
    )
    assert refused.status_code == 400 and "提交人姓名" in refused.content.decode()
    sent(asking.clerk, "public-opinion", row.pk, opinion.pk, show="1", shown_text="好")
    refused = sent(asking.clerk, "public-opinion", row.pk, opinion.pk, judge="1", uptake="PARTLY")
    assert refused.status_code == 400 and "理由：未填写" in refused.content.decode()
    sent(asking.clerk, "public-opinion", row.pk, opinion.pk, judge="1", uptake="TAKEN_UP")
    opinion.refresh_from_db()
    assert (opinion.moderation, opinion.uptake) == ("SHOWN", "TAKEN_UP")
    read = sent(asking.clerk, "read-opinion-sender", row.pk, opinion.pk)
    assert "13800138000" in read.content.decode() and "no-store" in read["Cache-Control"]
    assert Entry.objects.filter(action="opinion.read_sender").count() == 1
    assert "没有这样的意见" in shown(asking.clerk, "consultation", row.pk, query="?view=open")


def test_a_result_is_written_and_released(asking):
    row = asked.open_consultation(asking.where)
    letter = {"source": "LETTER", "received_on": "2024-01-20", "text": "书面意见"}
    assert sent(asking.clerk, "enter-opinion", row.pk, **letter).status_code == 302
    opinion = row.opinions.get()
    sent(asking.clerk, "public-opinion", row.pk, opinion.pk, judge="1", uptake="TAKEN_UP")
    sent(asking.clerk, "consultation-result", row.pk, summary="已采纳。", reasons="")
    row = PublicConsultation.objects.get()
    act(asking.clerk, "consultation-result", row.result, "submit")
    act(asking.reviewer, "consultation-result", row.result, "release")
    row.result.refresh_from_db()
    assert (row.result.state, row.result.received) == ("PUBLISHED", 1)
    assert "收到1条：采纳1" in shown(asking.clerk, "consultation", row.pk)


def test_a_survey_is_written_with_its_questions(asking, today):
    data = {
        "title": "调查", "lead": "说明", "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=9)).isoformat(),
        "text_0": "喜欢吗？", "kind_0": "SINGLE", "options_0": "喜欢\n不喜欢", "required_0": "on",
        "text_1": "几分？", "kind_1": "SCALE", "options_1": "", "text_2": "", "options_2": "",
    }  # fmt: skip
    bad = sent(asking.clerk, "new-survey", **{**data, "options_0": "喜欢"})
    page = bad.content.decode()
    assert bad.status_code == 400 and "第1题：选项应为2至20个" in page and "几分？" in page
    sent(asking.clerk, "new-survey", **data)
    row = Survey.objects.get()
    assert [each.options for each in row.questions.order_by("number")] == [["喜欢", "不喜欢"], []]
    page = shown(asking.clerk, "edit-survey", row.pk)
    assert "喜欢吗？" in page and "第5题" in page
    act(asking.clerk, "survey", row, "submit")
    act(asking.reviewer, "survey", row, "release")
    row.refresh_from_db()
    assert row.is_public


def test_texts_of_a_survey_are_chosen_and_its_result_released(asking):
    row = asked.open_survey(asking.where)
    asked.answered(row, "a")
    page = shown(asking.clerk, "survey", row.pk)
    assert "希望开通夜间办理。" in page
    key = re.search(r'name="text" value="(\d+)"', page)[1]
    answer = sent(asking.clerk, "choose-texts", row.pk, text=[key, "x", "9" * 30])
    assert notes(answer) == ["已登记，勾选的文字随结果公开。"]
    assert f'value="{key}" checked' in shown(asking.clerk, "survey", row.pk)
    sent(asking.clerk, "survey-result", row.pk, summary="多数人喜欢。")
    row = Survey.objects.get()
    act(asking.clerk, "survey-result", row.result, "submit")
    act(asking.reviewer, "survey-result", row.result, "release")
    assert "disabled" in shown(asking.clerk, "survey", row.pk)


def test_an_interview_from_notice_to_record(asking, today):
    data = {"title": "访谈", "guests": "周某", "held_on": "2024-02-01", "lead": "", "item": "",
            "questions_until": "2024-01-31"}  # fmt: skip
    sent(asking.clerk, "new-interview", **data)
    row = Interview.objects.get()
    act(asking.clerk, "interview", row, "submit")
    act(asking.reviewer, "interview", row, "release")
    row.refresh_from_db()
    ask_question(interview=row, text=MARK, name="王小明", token="t", on=asked.ON, at=asked.AT)
    question = InterviewQuestion.objects.get()
    page = shown(asking.clerk, "interview-question", row.pk, question.pk)
    assert MARK not in page
    answer = {"is_shown": "yes", "shown_text": "要等多久？", "answer": "三天。"}
    sent(asking.clerk, "interview-question", row.pk, question.pk, **answer)
    bad = sent(asking.clerk, "interview-record", row.pk, summary="摘要", transcript="问：甲",
               activity_link="NONE")  # fmt: skip
    assert bad.status_code == 400 and "没有“答：”" in bad.content.decode()
    sent(asking.clerk, "interview-record", row.pk, summary="摘要", transcript="问：甲\n答：乙",
         activity_link="NEW")  # fmt: skip
    row = Interview.objects.get()
    act(asking.clerk, "interview-record", row.record, "submit")
    act(asking.reviewer, "interview-record", row.record, "release")
    page = shown(asking.clerk, "interview", row.pk)
    assert "FT2024-00001" in page and "已答复" in page


def fault(asking, on=asked.ON, **changes):
    values = {"kind": "TYPO", "text": MARK, "contact": "13800138000"}
    return report_fault(
        agency=asking.agency, content=FaultContent(**{**values, **changes}), token="", on=on,
        at=asked.AT,
    )  # fmt: skip


def test_a_fault_is_turned_and_handled(asking):
    row = fault(asking)
    page = shown(asking.clerk, "faults")
    assert "逾期" in page and "待核原文" in page and MARK not in page
    page = shown(asking.clerk, "fault", row.pk)
    assert "2024-01-11" in page and "13800138000" not in page
    refused = sent(asking.clerk, "fault", row.pk, turn="1", turned_to="")
    assert refused.status_code == 400
    sent(asking.clerk, "fault", row.pk, turn="1", turned_to="信息科")
    refused = sent(asking.clerk, "fault", row.pk, outcome="MENDED", reply="请打13800138000")
    page = refused.content.decode()
    assert refused.status_code == 400 and "凭回执号即可查看" in page and "请打" in page
    sent(asking.clerk, "fault", row.pk, outcome="MENDED", reply="已改正。")
    row.refresh_from_db()
    assert row.state == "HANDLED"
    assert "13800138000" in sent(asking.clerk, "read-fault-reporter", row.pk).content.decode()
    assert "没有待办的找错" in shown(asking.clerk, "faults")
    assert row.register_no in shown(asking.clerk, "faults", query="?all=1")


def test_what_the_national_platform_sent_is_entered(asking):
    data = {"source": "NATIONAL", "platform_no": "ZW-1", "received_on": "2024-01-10",
            "kind": "LINK", "text": "打不开", "address": "", "contact": ""}  # fmt: skip
    sent(asking.clerk, "enter-fault", **data)
    again = sent(asking.clerk, "enter-fault", **data)
    assert again.status_code == 400 and "已经登记过" in again.content.decode()
    assert SiteFault.objects.get().platform_no == "ZW-1"


def test_limits_are_set_by_the_head(asking):
    answer = sent(asking.head, "fault-limits", turn_days="2", handle_days="5")
    assert notes(answer) == ["办理期限已修改。"]
    assert "收到后2个工作日内转办、5个工作日内办结（本机关设置）" in shown(asking.clerk, "faults")
    assert sent(asking.clerk, "fault-limits", turn_days="1", handle_days="9").status_code == 403


def test_rates_are_shown_with_their_counts_or_not_at_all(asking, today):
    assert "这段时间还没有评价" in shown(asking.clerk, "page-ratings")
    for number, verdict in enumerate(("SATISFIED", "FAIR", "DISSATISFIED")):
        rate_page(
            agency=asking.agency, path="/hudong/", column=None, verdict=verdict,
            address=f"10.0.0.{number}", on=today, at=asked.AT,
        )  # fmt: skip
    page = shown(asking.clerk, "page-ratings")
    assert "66.7%" in page and "2/3" in page
    assert "这段时间还没有评价" in shown(
        asking.clerk, "page-ratings", query="?since=2020-01-01&until=2020-02-01"
    )
    assert "66.7%" in shown(asking.clerk, "page-ratings", query="?since=nope&until=x")


LISTS = ("participation", "consultations", "surveys", "interviews", "faults", "page-ratings")


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_for_those_who_take_part(asking, name):
    shown(asking.clerk, name)
    shown(asking.bystander, name, status=403)


def test_another_organ_sees_and_does_nothing(asking):
    row = asked.open_consultation(asking.where)
    opinion = asked.opinion_on(row)
    shown(asking.outsider, "consultation", row.pk, status=404)
    shown(asking.outsider, "public-opinion", row.pk, opinion.pk, status=404)
    shown(asking.outsider, "survey", asked.open_survey(asking.where).pk, status=404)
    shown(asking.outsider, "interview", asked.open_interview(asking.where).pk, status=404)
    shown(asking.outsider, "fault", fault(asking).pk, status=404)
    assert act(asking.outsider, "consultation", row, "withdraw", reason="甲").status_code == 404
    shown(asking.clerk, "consultation", 10**30, status=404)
    assert sent(asking.clerk, "act-on-piece", "nothing", 1, "submit").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_more_rows_ask_no_more_queries(asking, name):
    def more():
        row = asked.open_consultation(asking.where)
        asked.opinion_on(row)
        asked.answered(asked.open_survey(asking.where), "a")
        asked.open_interview(asking.where)
        fault(asking)

    def count(client):
        client.get(at(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(at(name))
        return len(captured)

    client = desk(asking.clerk)
    more()
    before = count(client)
    more()
    more()
    # Each draft, opinion and fault leaves a notice, and nothing else of the page may grow.
    assert count(client) <= before


def test_nobody_meets_an_english_sentence(asking, screens):
    for address in screens:
        page = desk(asking.clerk).get(address).content.decode()
        # Paths of pages are told as they are.
        assert english_in(page, {"hudong"}) == [], address
