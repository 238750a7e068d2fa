"""Messages at the console: listed by due day, answered and published by two, refused in words."""

import pytest

from console.conftest import desk, notes
from gongkai.audit.models import Entry
from gongkai.hotline.models import SiteMessage
from hotline.sent_messages import answered, drafted, prepared, sent
from portal.reading import text

pytestmark = pytest.mark.django_db
LIST = "/console/site-messages/"


def act(officer, row, deed, **typed):
    row.refresh_from_db()
    data = {"version": row.version, **typed}
    return desk(officer).post(f"{LIST}{row.pk}/{deed}/", data)


def test_the_list_tells_states_and_due_days(office):
    sent(office.agency, title="第一条")
    drafted(office.agency, office.clerk, title="第二条")
    answered(office.agency, office.clerk, office.reviewer, title="第三条", closes=False)
    page = text(desk(office.clerk).get(LIST))
    assert "第一条" in page and "第二条" in page and "第三条" not in page and "已逾期" in page
    page = text(desk(office.clerk).get(f"{LIST}?scope=answered&kind=CONSULTATION"))
    assert "第三条" in page and "第一条" not in page
    assert "第一条" in text(desk(office.clerk).get(f"{LIST}?scope=nonsense&kind=no&page=x"))
    assert desk(office.outsider).get(LIST).status_code == 200
    assert "第一条" not in text(desk(office.outsider).get(f"{LIST}?scope=all"))
    assert desk(office.retired).get(LIST).status_code == 403


def test_a_message_is_answered_by_two_and_closed(office):
    row = sent(office.agency)
    assert act(office.clerk, row, "draft", answer="可以提取。").status_code == 302
    refused = act(office.clerk, row, "release")
    assert refused.status_code == 403 and "审核人" in text(refused)
    assert "退回意见：未填写" in text(act(office.reviewer, row, "return", opinion=""))
    assert act(office.reviewer, row, "return", opinion="请写明材料").status_code == 302
    assert "请写明材料" in text(desk(office.clerk).get(f"{LIST}{row.pk}/"))
    act(office.clerk, row, "draft", answer="可以提取，请带租赁备案。")
    assert act(office.reviewer, row, "release").status_code == 302
    row.refresh_from_db()
    assert row.state == "ANSWERED" and row.ticket.fed_back_on and not row.ticket.closed_on
    assert notes(act(office.clerk, row, "close")) == ["已办结。"]
    row.refresh_from_db()
    assert row.state == "CLOSED"


def test_what_was_typed_stays_where_somebody_was_quicker(office):
    row = sent(office.agency)
    drafted_first = {"version": 0, "answer": "甲的答复"}
    desk(office.clerk).post(f"{LIST}{row.pk}/draft/", drafted_first)
    answer = desk(office.head).post(f"{LIST}{row.pk}/draft/", {"version": 0, "answer": "乙的答复"})
    page = text(answer)
    assert answer.status_code == 409 and "新的办理情况" in page
    assert "甲的答复" in page and "乙的答复" in page and 'name="version" value="1"' in page


def test_the_sender_is_masked_until_read_on_record(office):
    row = sent(office.agency)
    page = text(desk(office.clerk).get(f"{LIST}{row.pk}/"))
    assert "赵**" in page and "赵小明" not in page and "13800138000" not in page
    answer = desk(office.clerk).post(f"{LIST}{row.pk}/sender/")
    assert "赵小明" in text(answer) and answer["Cache-Control"].startswith("private, no-store")
    assert Entry.objects.filter(action="site_message.read_sender").count() == 1
    assert desk(office.outsider).post(f"{LIST}{row.pk}/sender/").status_code == 404


def test_the_public_version_is_prepared_and_published_by_two(office):
    row = answered(office.agency, office.clerk, office.reviewer)
    page = text(desk(office.clerk).get(f"{LIST}{row.pk}/"))
    assert "整理选登内容" in page
    refused = act(office.clerk, row, "prepare", title="题", text="我是赵小明", answer="可以")
    assert refused.status_code == 400 and "留言人姓名" in text(refused)
    assert "我是赵小明" in text(refused)
    act(office.clerk, row, "prepare", title="租房提取", text="没有合同？", answer="可以。")
    assert act(office.head, row, "publish").status_code == 302
    assert "查看选登页" in text(desk(office.clerk).get(f"{LIST}{row.pk}/"))
    assert act(office.head, row, "withdraw", reason="内容过时").status_code == 302
    row.refresh_from_db()
    assert row.public_state == "WITHDRAWN"


def test_extending_setting_aside_and_unknown_acts(office):
    row = sent(office.agency)
    late = act(office.clerk, row, "extend", until="2024-01-31", reason="复杂")
    assert late.status_code == 400 and "届满" in text(late)
    assert "请填写年-月-日" in text(act(office.clerk, row, "extend", until="昨天", reason="复杂"))
    assert act(office.head, row, "set-aside", reason="广告").status_code == 302
    assert act(office.head, row, "explode").status_code == 404
    assert SiteMessage.objects.get().state == "SET_ASIDE"


def test_the_list_takes_as_many_queries_however_long_it_is(office, django_assert_max_num_queries):
    client = desk(office.clerk)
    prepared(office.agency, office.clerk, office.reviewer)
    client.get(f"{LIST}?scope=all")
    for _ in range(4):
        prepared(office.agency, office.clerk, office.reviewer)
    with django_assert_max_num_queries(20):
        client.get(f"{LIST}?scope=all")
