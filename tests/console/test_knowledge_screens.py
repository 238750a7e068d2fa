"""The knowledge base at the console: written, reviewed by another, found, put away."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from console.conftest import desk, notes
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry
from hotline.tickets.opened import replied, signed, ticket_office, with_role
from knowledge.answers import CONTENT, Writers, released, submitted, written
from portal.reading import text

pytestmark = pytest.mark.django_db
LIST = "/console/knowledge/"


@pytest.fixture
def people(office):
    return Writers(office.agency, office.clerk, office.reviewer)


def typed(**changes):
    told = {
        "question": CONTENT.question,
        "also_asked": CONTENT.also_asked,
        "answer": CONTENT.answer,
        "topic_code": "",
        "basis": CONTENT.basis,
        "valid_from": "2024-01-01",
        "is_public": "on",
    }
    return told | changes


def act(officer, entry, deed, **data):
    entry.refresh_from_db()
    return desk(officer).post(f"{LIST}{entry.pk}/{deed}/", {"version": entry.version, **data})


def test_an_answer_is_written_reviewed_by_another_and_found(office):
    made = desk(office.clerk).post(f"{LIST}new/", typed())
    entry = KnowledgeEntry.objects.get()
    assert made.status_code == 302 and made.url == f"{LIST}{entry.pk}/"
    assert act(office.clerk, entry, "submit").status_code == 302
    page = text(desk(office.clerk).get(f"{LIST}{entry.pk}/"))
    assert "待审核" in page and "审核通过，开始使用" not in page
    coming = timezone.localdate() + timedelta(days=180)
    assert act(office.clerk, entry, "release", review_on=coming).status_code == 403
    done = act(office.reviewer, entry, "release", review_on=coming)
    assert notes(done) == ["已审核通过，即日起使用。"]
    page = text(desk(office.clerk).get(f"{LIST}?text=租房"))
    assert CONTENT.question in page and entry.entry_no in page
    assert CONTENT.question not in text(desk(office.clerk).get(f"{LIST}?text=异地贷款"))
    assert CONTENT.question not in text(desk(office.outsider).get(LIST))


def test_what_is_wrong_is_named_and_what_was_typed_stays(office):
    answer = desk(office.clerk).post(f"{LIST}new/", typed(question="", answer="留下的答复"))
    page = text(answer)
    assert answer.status_code == 400 and "问题：未填写" in page and "留下的答复" in page
    answer = desk(office.clerk).post(f"{LIST}new/", typed(valid_from="昨天", item="abc"))
    page = text(answer)
    assert "生效日期：请填写年-月-日" in page and "来源信息编号：请填写数字" in page
    answer = desk(office.clerk).post(f"{LIST}new/", typed(item="999999"))
    assert "不是" in text(answer) and not KnowledgeEntry.objects.exists()
    answer = desk(office.clerk).post(f"{LIST}new/", typed(topic_code="77"))
    assert "业务类别：没有这一类" in text(answer)


def test_a_second_writer_is_told_of_the_first_and_loses_nothing(office, people):
    entry = written(people)
    first = typed(version=1, question="甲的问题")
    assert desk(office.clerk).post(f"{LIST}{entry.pk}/edit/", first).status_code == 302
    late = desk(office.reviewer).post(
        f"{LIST}{entry.pk}/edit/", typed(version=1, question="乙的问题")
    )
    page = text(late)
    assert late.status_code == 409 and "有新的变化" in page and "乙的问题" in page
    assert 'name="version" value="2"' in page


def test_an_answer_goes_back_is_confirmed_handed_over_and_put_away(office, people):
    entry = submitted(people)
    assert "退回意见：未填写" in text(act(office.reviewer, entry, "return", opinion=""))
    assert act(office.reviewer, entry, "return", opinion="请写明额度").status_code == 302
    assert "请写明额度" in text(desk(office.clerk).get(f"{LIST}{entry.pk}/"))
    used = released(people, question="第二个问题")
    page = text(desk(office.clerk).get(f"{LIST}{used.pk}/"))
    assert "已过，请核对答复是否仍然有效" in page
    late = act(office.clerk, used, "confirm", review_on="2024-01-01")
    assert late.status_code == 400 and "应晚于今天" in text(late)
    assert act(office.clerk, used, "confirm", review_on="2099-01-01").status_code == 302
    stranger = act(office.clerk, used, "hand-over", owner=office.outsider.pk)
    assert "不是本机关工作人员" in text(stranger)
    assert act(office.clerk, used, "hand-over", owner=office.head.pk).status_code == 302
    used.refresh_from_db()
    assert used.owner == office.head and used.review_on == date(2099, 1, 1)
    assert act(office.clerk, used, "withdraw", reason="调整").status_code == 403
    assert act(office.reviewer, used, "withdraw", reason="政策已调整").status_code == 302
    page = text(desk(office.clerk).get(f"{LIST}{used.pk}/"))
    assert "政策已调整" in page and "已停用" in page
    assert act(office.clerk, used, "nonsense").status_code == 404


def test_a_new_wording_is_written_from_the_one_in_use(office, people):
    entry = released(people)
    page = text(desk(office.clerk).get(f"{LIST}{entry.pk}/edit/"))
    assert CONTENT.question in page and "审核通过以前，仍使用现在的答复" in page
    desk(office.clerk).post(
        f"{LIST}{entry.pk}/edit/", typed(version=entry.version, question="新的问法")
    )
    assert list(AnswerVersion.objects.values_list("question", flat=True)) == [
        "新的问法",
        CONTENT.question,
    ]


def test_an_answered_ticket_is_learned_from_without_its_person(office):
    place = ticket_office(office.agency)
    row = replied(place, reply="赵小明您好，已责令单位补缴，详询13800138000。")
    page = text(desk(office.clerk).get(f"{LIST}new/?from={row.register_no}"))
    assert "单位三个月没有缴存" in page and "某某您好，已责令单位补缴" in page
    assert "赵小明" not in page and "13800138000" not in page
    made = desk(office.clerk).post(f"{LIST}new/", typed(origin_no=row.register_no))
    entry = KnowledgeEntry.objects.get()
    assert entry.origin_no == row.register_no and made.status_code == 302
    secret = replied(place, kind="REPORT")
    for number in (secret.register_no, "GD0", "", "%00", "长" * 999):
        page = text(desk(office.clerk).get(f"{LIST}new/", {"from": number}))
        assert "已责令单位补缴" not in page


def test_only_an_answered_ticket_that_is_not_secret_leads_to_a_new_answer(office):
    place = ticket_office(office.agency)
    row, secret = replied(place), replied(place, kind="REPORT")
    told = f"{LIST}new/?from={row.register_no}"
    assert told in text(desk(place.agent).get(f"/console/tickets/{row.pk}/"))
    leader = with_role(office.agency, "LEADER")
    assert told not in text(desk(leader).get(f"/console/tickets/{row.pk}/"))
    for other in (secret, signed(place)):
        page = text(desk(place.lender).get(f"/console/tickets/{other.pk}/"))
        assert other.register_no in page and f"{LIST}new/" not in page


def test_who_has_no_part_in_it_sees_nothing(office, people):
    entry = released(people)
    assert desk(office.retired).get(LIST).status_code == 403
    assert desk(office.outsider).get(f"{LIST}{entry.pk}/").status_code in (403, 404)
    assert desk(office.clerk).get(f"{LIST}999/").status_code == 404


def test_the_list_takes_as_many_statements_however_long_it_is(
    office, people, django_assert_max_num_queries
):
    client = desk(office.clerk)
    for number in range(3):
        released(people, question=f"问题{number}")
    client.get(LIST)
    with django_assert_max_num_queries(24):
        client.get(LIST)
    for number in range(12):
        released(people, question=f"又一个问题{number}")
    with django_assert_max_num_queries(24):
        client.get(LIST)
