"""Tickets at the console: the queue by what has to be done, one ticket, refusals in words."""

import io

import docx
import pytest

from console.conftest import desk, notes
from factories import CaseFactory
from gongkai.agencies.models import Appointment
from gongkai.agencies.queries import working_calendar
from gongkai.audit.models import Entry
from gongkai.hotline.models import Call, Ticket, Topic
from gongkai.hotline.operations.tickets.merging import merge_ticket
from hotline.sent_messages import sent
from hotline.tickets.opened import (
    dispatched,
    drafted,
    now_with_calendars,
    opened,
    replied,
    signed,
    ticket_office,
    with_role,
)
from portal.reading import text

pytestmark = pytest.mark.django_db
LIST = "/console/tickets/"


@pytest.fixture
def today(db):
    """Return when officers at the console act."""
    return now_with_calendars()


@pytest.fixture
def place(office):
    """Return the office with who works on tickets there."""
    found = ticket_office(office.agency)
    found.outsider, found.retired, found.nobody = office.outsider, office.retired, office.nobody
    return found


def act(officer, row, deed, **typed):
    row.refresh_from_db()
    data = {"version": row.version, **typed}
    return desk(officer).post(f"{LIST}{row.pk}/{deed}/", data)


def page_of(officer, row):
    return text(desk(officer).get(f"{LIST}{row.pk}/"))


def test_the_lists_tell_what_has_to_be_done(place, today):
    waiting = opened(place, matter="待派的诉求", **today)
    mine = signed(place, matter="办理的诉求", **today)
    other = dispatched(place, matter="归集的诉求", department=place.savings, **today)
    draft = drafted(place, matter="拟好的诉求", **today)
    page = text(desk(place.dispatcher).get(LIST))
    assert "待派的诉求" in page and "办理的诉求" not in page
    page = text(desk(place.lender).get(f"{LIST}?scope=mine"))
    assert "办理的诉求" in page and "拟好的诉求" in page and "待派的诉求" not in page
    page = text(desk(place.saver).get(LIST))
    assert "归集的诉求" in page and "办理的诉求" not in page
    assert "拟好的诉求" in text(desk(place.reviewer).get(f"{LIST}?scope=drafts"))
    for narrowed, shown in [
        ("kind=COMPLAINT", True), ("kind=PRAISE", False), ("source=LETTER", True),
        ("source=CALL", False), (f"department={place.loans.pk}", True), ("text=办理的", True),
        (f"text={mine.register_no}", True), ("text=没有", False), ("urgency=URGENT", False),
        ("kind=nonsense&topic=x&department=-1", True),
    ]:  # fmt: skip
        page = text(desk(place.dispatcher).get(f"{LIST}?scope=all&{narrowed}"))
        assert ("办理的诉求" in page) is shown, narrowed
    assert desk(place.dispatcher).get(f"{LIST}?scope=no&page=x").status_code == 200
    assert desk(place.retired).get(LIST).status_code == 403
    assert {waiting.state, other.state, draft.state} == {"RECEIVED", "DISPATCHED", "HANDLING"}


def test_a_ticket_goes_its_way_at_the_console(place, today):
    row = opened(place, **today)
    assert "派单" in page_of(place.dispatcher, row)
    assert "未选择" in text(act(place.dispatcher, row, "dispatch", department=""))
    assert act(place.dispatcher, row, "dispatch", department=place.loans.pk).status_code == 302
    assert notes(act(place.lender, row, "sign")) == ["已签收。"]
    assert act(place.lender, row, "draft", reply="已责令单位补缴。").status_code == 302
    page = page_of(place.lender, row)
    assert "由您拟稿" in page and "审核通过并发出" not in page
    refused = act(place.lender, row, "release")
    assert refused.status_code == 403 and "审核人" in text(refused)
    assert "理由：未填写" in text(act(place.reviewer, row, "return-draft", opinion=""))
    assert act(place.reviewer, row, "release", closes="on").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reply) == ("CLOSED", "已责令单位补缴。")
    assert act(place.agent, row, "reopen", reason="不满意").status_code == 302
    page = page_of(place.lender, row)
    assert "二次办理" in page and "上次答复" in page
    for word in ("受理", "派单", "签收", "拟答复", "答复反馈", "办结"):
        assert word in page


def test_every_act_of_the_page_can_be_done(place, today):
    Appointment.objects.create(officer=place.dispatcher, role="CLERK", from_on="2022-01-01")
    row = signed(place, **today)
    assert act(place.lender, row, "note", note="已联系单位").status_code == 302
    help_asked = {"department": place.savings.pk, "request": "请核对"}
    assert act(place.lender, row, "ask-help", **help_asked).status_code == 302
    assert "等待会办：归集科" in page_of(place.lender, row)
    assert row.register_no in text(desk(place.saver).get(f"{LIST}?scope=helping"))
    assert act(place.saver, row, "answer-help", answer="确未缴存").status_code == 302
    assert act(place.agent, row, "urge", note="").status_code == 302
    assert act(place.head, row, "supervise", reason="限期办理").status_code == 302
    assert act(place.head, row, "end-supervision").status_code == 302
    later = {"until": row.accepted_on.isoformat(), "reason": "复杂"}
    assert "不在范围内" in text(act(place.lender, row, "ask-extension", **later))
    assert act(place.lender, row, "ask-return", reason="不属于本科").status_code == 302
    assert act(place.dispatcher, row, "refuse-return", opinion="属于").status_code == 302
    changed = {"kind": "HELP", "urgency": "COMPLEX", "topic": ""}
    assert act(place.dispatcher, row, "reclassify", **changed).status_code == 302
    told = {"wanted": "2023年归集情况", "channel": "IN_PERSON", "confirmed_on": ""}
    done = act(place.dispatcher, row, "convert", **told)
    assert done.status_code == 302 and "查询码" in notes(done)[0]
    assert act(place.dispatcher, row, "explode").status_code == 404


def test_what_was_typed_stays_where_somebody_was_quicker(place, today):
    row = signed(place, **today)
    typed = {"version": row.version, "reply": "我的答复"}
    act(place.agent, row, "urge")
    answer = desk(place.lender).post(f"{LIST}{row.pk}/draft/", typed)
    page = text(answer)
    assert answer.status_code == 409 and "新的办理情况" in page and "我的答复" in page
    assert f'name="version" value="{row.version + 1}"' in page


def test_reply_after_close_and_long_texts_are_refused_in_words(place, today):
    row = replied(place, closes=True, **today)
    answer = act(place.lender, row, "draft", reply="迟到的答复")
    page = text(answer)
    assert answer.status_code == 400 and "已办结" in page and "迟到的答复" in page
    row = signed(place, **today)
    answer = act(place.lender, row, "draft", reply="<script>alert(1)</script>" + "长" * 5001)
    page = text(answer)
    assert answer.status_code == 400 and "请缩短" in page and "<script>alert" not in page
    bad = act(place.lender, row, "ask-extension", until="昨天", reason="复杂")
    assert "请填写年-月-日" in text(bad) and "复杂" in text(bad)


def test_ten_megabytes_are_refused(place, today):
    row = signed(place, **today)
    answer = act(place.lender, row, "draft", reply="x" * 10_000_000)
    assert answer.status_code in (400, 413)
    row.refresh_from_db()
    assert row.state == "HANDLING" and row.drafted_by is None


def test_the_person_is_masked_until_read_on_record(place, today):
    row = signed(place, **today)
    page = page_of(place.agent, row)
    assert "赵**" in page and "13800138000" not in page
    answer = desk(place.agent).post(f"{LIST}{row.pk}/person/")
    assert "赵小明" in text(answer) and answer["Cache-Control"].startswith("private, no-store")
    assert Entry.objects.filter(action="ticket.read_person").count() == 1


def test_a_secret_ticket_shows_its_content_to_its_handler_alone(place, today):
    row = signed(place, kind="REPORT", content="赵小明举报骗提", **today)
    for officer in (place.agent, place.saver, place.second_lender):
        assert desk(officer).get(f"{LIST}{row.pk}/").status_code == 404
        assert row.register_no not in text(desk(officer).get(f"{LIST}?scope=all"))
    page = page_of(place.reviewer, row)
    assert "骗提" not in page and "赵" not in page
    assert desk(place.reviewer).post(f"{LIST}{row.pk}/person/").status_code == 403
    page = page_of(place.lender, row)
    assert "骗提" not in page and "查看完整信息" in page
    assert "骗提" in text(desk(place.lender).post(f"{LIST}{row.pk}/person/"))


def test_related_tickets_and_the_call_stand_beside(place, today):
    topic = Topic.objects.create(agency=place.agency, code="1", name="缴存", path="缴存")
    first = opened(place, topic=topic, **today)
    row = opened(place, topic=topic, **today)
    Call.objects.create(agency=place.agency, register_no="LD-1", called_on=today["on"],
                        route="DIRECT", ticket=row)  # fmt: skip
    page = page_of(place.dispatcher, row)
    assert "疑似重复诉求" in page and first.register_no in page and "LD-1" in page
    assert act(place.dispatcher, row, "mark-repeat", of=first.register_no).status_code == 302
    merge_ticket(ticket=first, version=first.version, into=row.register_no, reason="同一事项",
                 officer=place.dispatcher, **today)  # fmt: skip
    page = page_of(place.dispatcher, row)
    assert "已并入本单" in page and "疑似重复诉求" not in page


def test_a_message_of_the_site_is_handled_where_it_is(place, today):
    sent(place.agency, **today)
    row = Ticket.objects.get(source="SITE_MESSAGE")
    page = page_of(place.dispatcher, row)
    assert "本单来自网站留言" in page and "办理中" in page
    assert "派单" not in page.split("办理经过")[0]
    # The message opens for who answers messages, not for who dispatches tickets.
    assert "打开网站留言" not in page and "打开网站留言" in page_of(place.reviewer, row)
    assert act(place.dispatcher, row, "set-aside", reason="x").status_code == 400


def test_a_letter_is_taken_in(place, today):
    typed = {"source": "LETTER", "kind": "COMPLAINT", "urgency": "ORDINARY", "topic": "",
             "arrived_on": today["on"].isoformat(), "content": "赵小明来信：单位不缴存。",
             "person_name": "赵小明", "phone": "13800138000"}  # fmt: skip
    client = desk(place.agent)
    assert "诉求原文" in text(client.get(f"{LIST}new/"))
    for field, value, why in [
        ("content", "", "诉求原文：未填写"), ("arrived_on", "2999-01-01", "晚于今天"),
        ("arrived_on", "1999-01-01", "超过一年"), ("arrived_on", "昨天", "请填写年-月-日"),
        ("phone", "12", "联系电话"), ("email", "x", "电子邮箱"), ("source", "", "来源：未选择"),
        ("kind", "X", "诉求类别：未选择"), ("content", "长" * 5001, "请缩短"),
    ]:  # fmt: skip
        answer = client.post(f"{LIST}new/", typed | {field: value})
        assert answer.status_code == 400 and why in text(answer), (field, value)
        assert "赵小明" in text(answer)
    assert not Ticket.objects.filter(source="LETTER").exists()
    assert client.post(f"{LIST}new/", typed).status_code == 302
    row = Ticket.objects.get(source="LETTER")
    assert row.matter == "某某来信：单位不缴存。" and row.content.startswith("赵小明")
    assert desk(place.lender).get(f"{LIST}new/").status_code == 403
    assert desk(place.lender).post(f"{LIST}new/", typed).status_code == 403


def test_the_transfer_note_is_printed_and_on_record(place, today):
    row = signed(place, **today)
    told = {"organ": "某某市信访局", "basis": "《信访工作条例》", "reason": "历史遗留"}
    assert act(place.dispatcher, row, "refer", **told).status_code == 302
    client = desk(place.dispatcher)
    page = text(client.post(f"{LIST}{row.pk}/transfer-note/"))
    assert "某某市信访局" in page and "《信访工作条例》" in page and "赵小明" in page
    assert Entry.objects.filter(action="ticket.read_person").count() == 1
    answer = client.post(f"{LIST}{row.pk}/transfer-note/docx/")
    assert "no-store" in answer["Cache-Control"] and ".docx" in answer["Content-Disposition"]
    word = docx.Document(io.BytesIO(answer.content))
    lines = [each.text for each in word.paragraphs]
    assert lines[:3] == [f"编号：{row.register_no}", "信访事项转办单", "某某市信访局："]
    for line in ("诉求人：赵小明", "联系电话：13800138000", "转办事由：历史遗留",
                 "依据：《信访工作条例》"):  # fmt: skip
        assert line in lines, lines
    assert word.core_properties.subject == "信访事项转办单"
    assert Entry.objects.filter(action="ticket.read_person").count() == 2


def test_there_is_no_transfer_note_of_what_was_not_referred(place, today):
    row = signed(place, **today)
    client = desk(place.dispatcher)
    assert "转办单" not in page_of(place.dispatcher, row)
    for address in ("transfer-note/", "transfer-note/docx/"):
        assert client.post(f"{LIST}{row.pk}/{address}").status_code == 404
    assert not Entry.objects.filter(action="ticket.read_person").exists()
    told = {"organ": "某某市信访局", "basis": "《信访工作条例》", "reason": "历史遗留"}
    act(place.dispatcher, row, "refer", **told)
    assert "转办单" in page_of(place.dispatcher, row)
    stranger = desk(place.outsider)
    assert stranger.post(f"{LIST}{row.pk}/transfer-note/docx/").status_code in (403, 404)
    assert client.get(f"{LIST}{row.pk}/transfer-note/docx/").status_code == 405


def test_a_public_reply_is_prepared_published_and_withdrawn(place, today):
    row = replied(place, **today)
    texts = {"title": "单位不缴存", "text": "我是赵小明", "answer": "已责令补缴。"}
    refused = act(place.lender, row, "prepare", **texts)
    assert refused.status_code == 400 and "诉求人姓名" in text(refused)
    assert act(place.lender, row, "prepare", **(texts | {"text": "没有缴存"})).status_code == 302
    assert act(place.reviewer, row, "publish").status_code == 302
    assert "查看选登页" in page_of(place.lender, row)
    assert act(place.head, row, "withdraw", reason="过时").status_code == 302


def test_the_list_takes_as_many_queries_however_long_it_is(
    place, today, django_assert_max_num_queries
):
    client = desk(place.dispatcher)
    signed(place, **today)
    client.get(f"{LIST}?scope=all")
    for _ in range(6):
        signed(place, **today)
    with django_assert_max_num_queries(18):
        client.get(f"{LIST}?scope=all")


def test_a_ticket_takes_as_many_queries_however_long_its_history(
    place, today, django_assert_max_num_queries
):
    row = signed(place, **today)
    client = desk(place.dispatcher)
    client.get(f"{LIST}{row.pk}/")
    for _ in range(6):
        act(place.agent, row, "urge")
        opened(place, **today)
    with django_assert_max_num_queries(32):
        client.get(f"{LIST}{row.pk}/")


def test_somebody_with_two_roles_sees_both(place, today):
    both = with_role(place.agency, "TICKET_DISPATCHER", "TICKET_HANDLER", department=place.loans)
    row = dispatched(place, **today)
    page = page_of(both, row)
    assert "签收" in page and "并单" in page


def test_the_head_sets_the_limits_of_the_organ(place, today):
    client = desk(place.head)
    page = text(client.get(f"{LIST}limits/"))
    assert "系统默认值" in page and "24小时" in page
    kinds = ("CONSULTATION", "COMPLAINT", "SUGGESTION", "HELP", "REPORT", "PRAISE")
    typed = {"in_force_from": today["on"].isoformat(), "basis": "本中心〔2026〕1号",
             "urgent_hours": 12, "return_days": 2, "second_days": 3}  # fmt: skip
    for kind in kinds:
        typed |= {f"{kind}-ordinary": 3, f"{kind}-complex": 6, f"{kind}-longest": 9}
    for name, value, why in [
        ("HELP-complex", 2, "求助：一般3、复杂2"), ("basis", "", "依据：未填写"),
        ("in_force_from", "2020-01-01", "早于今天"), ("urgent_hours", "x", "请填写整数"),
    ]:  # fmt: skip
        answer = client.post(f"{LIST}limits/", typed | {name: value})
        assert answer.status_code == 400 and why in text(answer), name
    assert desk(place.dispatcher).post(f"{LIST}limits/", typed).status_code == 403
    assert client.post(f"{LIST}limits/", typed).status_code == 302
    assert "已有设置" in text(client.post(f"{LIST}limits/", typed))
    assert "本中心〔2026〕1号" in text(client.get(f"{LIST}limits/"))
    row = opened(place, **today)
    days = working_calendar().working_days_between(today["on"], row.due_on)
    assert days == 3 and "3个工作日" in page_of(place.dispatcher, row)


def test_a_clerk_hands_over_a_request_that_is_a_complaint(place, today):
    case = CaseFactory(agency=place.agency, wanted="投诉某单位不缴存")
    client = desk(place.clerk)
    page = text(client.get(f"{LIST}new/?request={case.register_no}"))
    assert case.register_no in page and "诉求原文" not in page
    typed = {"request_no": case.register_no, "kind": "COMPLAINT", "content": ""}
    bad = client.post(f"{LIST}new/from-request/", typed | {"request_no": "SQ2024-99999"})
    assert bad.status_code == 400 and "没有登记号" in text(bad)
    done = client.post(f"{LIST}new/from-request/", typed)
    assert done.status_code == 302 and "已登记工单" in notes(done)[0]
    assert client.get(done["Location"]).status_code == 200
    assert Ticket.objects.get(source="REQUEST").content == "投诉某单位不缴存"
