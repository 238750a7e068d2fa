"""Guides in the office: who gets in, what each may do, and nothing typed is lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from console.conftest import desk
from factories import AgencyFactory, OfficerFactory
from fund_services.guides.made import ON, centre, item, registered, released, submitted, written
from gongkai.console.guide_urls import urlpatterns
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.queries.guides.in_force import version_in_force

pytestmark = pytest.mark.django_db
GIVEN = {"pk": 1, "number": 1, "deed": "confirm"}
POSTED = {"register-items", "act-on-guide"}
NAMES = [pattern.name for pattern in urlpatterns]


@pytest.fixture
def place():
    place = centre()
    registered(place)
    return place


def at(name, *args):
    return reverse(f"console:{name}", args=args)


def ask(client, name, pk=1):
    pattern = next(each for each in urlpatterns if each.name == name)
    told = {**GIVEN, "pk": pk}
    address = reverse(
        f"console:{name}", kwargs={key: told[key] for key in pattern.pattern.converters}
    )
    return (client.post if name in POSTED else client.get)(address)


def act(officer, row, deed, **data):
    return desk(officer).post(at("act-on-guide", row.pk, deed), data)


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_sent_to_the_login(name):
    response = ask(Client(), name)
    assert response.status_code == 302 and "/console/login/" in response["Location"]


@pytest.mark.parametrize("name", NAMES)
def test_other_organs_and_roles_see_and_change_nothing(name, place):
    rent = item(place)
    before = list(ServiceItem.objects.order_by("pk").values())
    strangers = (
        (centre().head, 200 if name in ("guides", "new-service-item") else 302),
        (OfficerFactory(agency=place.agency, role="HOTLINE_AGENT"), 403),
        (OfficerFactory(agency=AgencyFactory(kind="DEPARTMENT"), head=True), 403),
    )
    for officer, status in strangers:
        response = ask(desk(officer), name, rent.pk)
        is_own = any("pk" in each.pattern.converters for each in urlpatterns if each.name == name)
        assert response.status_code == (404 if is_own and status == 302 else status), officer
        assert place.agency.name not in page(response)
    own = ServiceItem.objects.filter(agency=place.agency).order_by("pk")
    assert list(own.values()) == before


def test_the_list_tells_what_is_missing_and_what_waits(place):
    submitted(place, item(place))
    shown = page(desk(place.writer).get(at("guides")))
    assert shown.count("设定依据") == 3 and "待审核" in shown
    assert "新增事项" not in shown
    waiting = page(desk(place.head).get(at("guides"), {"scope": "waiting"}))
    assert "租赁住房提取" in waiting and "汇缴" not in waiting and "新增事项" in waiting
    found = page(desk(place.head).get(at("guides"), {"text": "汇缴", "scope": "x"}))
    assert "汇缴" in found and "租赁住房提取" not in found


def test_the_list_of_items_is_taken_over_with_one_button():
    place = centre()
    assert "登记服务事项清单" in page(desk(place.head).get(at("guides")))
    first_day = page(desk(place.writer).get(at("guides")))
    assert "登记服务事项清单" not in first_day and "服务事项尚未登记，请审核人" in first_day
    assert desk(place.writer).post(at("register-items")).status_code == 403
    desk(place.head).post(at("register-items"))
    assert ServiceItem.objects.filter(agency=place.agency).count() == 39


def test_each_sees_what_he_may_do(place):
    rent = item(place)
    submitted(place, rent)
    own = page(desk(place.writer).get(at("guide", rent.pk)))
    assert "取回修改" in own and "审核通过" not in own and "停办" not in own
    other = page(desk(place.head).get(at("guide", rent.pk)))
    assert "审核通过" in other and "取回修改" not in other and "登记停办" in other


def test_a_version_is_released_and_the_item_confirmed(place):
    rent = item(place)
    version = submitted(place, rent)
    response = act(place.writer, rent, "release", seen=version.saved)
    assert response.status_code == 403 and "审核人" in page(response)
    assert act(place.head, rent, "release", seen=version.saved).status_code == 302
    assert version_in_force(rent, ON.replace(year=2999)).number == 2
    assert "待本中心确认" not in page(desk(place.head).get(at("guide", rent.pk)))


def test_confirming_takes_the_version_that_was_shown(place):
    rent = item(place)
    released(place, rent)
    response = act(place.head, rent, "confirm", number=1)
    assert response.status_code == 400 and "换了版本" in page(response)
    assert act(place.head, item(place, "BACK_DEPOSIT"), "confirm", number=1).status_code == 302


def test_what_is_refused_is_shown_again_as_it_was_typed(place):
    rent = item(place)
    version = submitted(place, rent)
    for deed, data, words in (
        ("return", {"seen": version.saved, "opinion": ""}, "退回意见：未填写"),
        ("release", {"seen": version.saved, "in_force_from": "明天"}, "生效日期：请填写年-月-日"),
        ("release", {"seen": version.saved, "in_force_from": "2001-01-01"}, "早于今天"),
        ("withdraw", {"withdrawn_on": "", "reason": "长" * 20}, "停办日期：未填写"),
        ("online", {"online_from": "2001-01-01"}, "早于开办日期"),
    ):
        response = act(place.head, rent, deed, **data)
        assert response.status_code == 400 and words in page(response), deed
        typed = data.get("reason") or data.get("in_force_from") or ""
        assert typed in page(response)
    response = act(place.head, rent, "cancel", number=1, reason="不对")
    assert response.status_code == 400 and "不是尚未生效的版本" in page(response)
    assert act(place.head, rent, "explode").status_code == 404
    assert act(place.head, rent, "submit", seen="9" * 30).status_code == 400


def test_whoever_was_overtaken_is_told_and_can_send_again(place):
    rent = item(place)
    version = written(place, rent)
    written(place, rent, seen=version.saved, summary="同事改过的。")
    response = act(place.writer, rent, "submit", seen=version.saved)
    assert response.status_code == 409 and "有新的变化" in page(response)
    form = {"seen": version.saved, "summary": "我写的一句话。", "do": "save"}
    response = desk(place.writer).post(at("edit-guide", rent.pk), form)
    assert response.status_code == 409 and "我写的一句话。" in page(response)
    assert GuideVersion.objects.get(item=rent, state="DRAFT").elements["summary"] == "同事改过的。"


def test_wrong_rows_are_told_and_everything_typed_stays(place):
    rent = item(place)
    form = {
        "seen": "0", "do": "save", "summary": "说明", "in_force_from": "后天",
        "materials-name": ["身份证", ""], "materials-form": ["ORIGINAL", "PAPYRUS"],
        "materials-number": ["x", "2"], "materials-source": ["APPLICANT"] * 2,
        "materials-when": ["", "租房的"], "group": "NONE",
    }  # fmt: skip
    response = desk(place.writer).post(at("edit-guide", rent.pk), form)
    shown = page(response)
    assert response.status_code == 400
    assert "份数“x”不是数字" in shown and "生效日期：请填写年-月-日" in shown
    assert 'value="后天"' in shown and 'value="租房的"' in shown and 'value="x"' in shown
    form |= {"in_force_from": "", "materials-number": ["1", "2"]}
    shown = page(desk(place.writer).post(at("edit-guide", rent.pk), form))
    assert "办理材料第2行：材料名称未填写" in shown and "没有“NONE”这一类" in shown
    assert not GuideVersion.objects.filter(item=rent, number=2).exists()


def test_a_row_is_moved_by_its_number_on_the_form_whatever_is_empty_between(place):
    rent = item(place)
    form = {
        "seen": "0", "do": "up:basis:4", "basis-title": ["甲规定", "", "", "乙规定", ""],
        "basis-article": ["", "", "", "第二条", ""],
    }  # fmt: skip
    shown = page(desk(place.writer).post(at("edit-guide", rent.pk), form))
    assert 0 < shown.index("乙规定") < shown.index("甲规定") and "尚未保存" in shown
    for step in ("up:basis:99", "up:basis:x", "remove:basis:2", "up:basis:1", "remove:basis:"):
        shown = page(desk(place.writer).post(at("edit-guide", rent.pk), form | {"do": step}))
        assert 0 < shown.index("甲规定") < shown.index("乙规定")


def test_what_waits_for_review_is_not_edited(place):
    rent = item(place)
    version = submitted(place, rent)
    assert desk(place.writer).get(at("edit-guide", rent.pk)).status_code == 302
    form = {"seen": version.saved, "summary": "改", "do": "save"}
    response = desk(place.writer).post(at("edit-guide", rent.pk), form)
    assert response.status_code == 400 and "正在审核" in page(response)


def test_saving_and_looking_leads_to_the_preview(place):
    rent = item(place)
    edited = desk(place.writer).get(at("edit-guide", rent.pk))
    assert "租赁合同和缴租凭证" in page(edited)
    response = desk(place.writer).post(
        at("edit-guide", rent.pk), {"seen": "0", "summary": "预览的话", "do": "view"}
    )
    assert response["Location"].startswith(f"/banshi/{rent.pk}/?yulan=")


def test_versions_are_compared_with_the_one_before_or_any_other(place):
    rent = item(place)
    released(place, rent, summary="第二版。")
    released(place, rent, summary="第三版。")
    third = page(desk(place.writer).get(at("guide-version", rent.pk, 3)))
    assert "与第2版比较：1项有变化" in third and "<ins>三</ins>" in third
    first = page(desk(place.writer).get(at("guide-version", rent.pk, 3), {"with": "1"}))
    assert "与第1版比较" in first
    assert desk(place.writer).get(at("guide-version", rent.pk, 9)).status_code == 404
    assert "初始清单" in page(desk(place.writer).get(at("guide-version", rent.pk, 1)))


def test_an_item_of_the_centres_own_begins_with_its_name(place):
    response = desk(place.head).post(at("new-service-item"), {"name": "", "audience": "WORKER"})
    assert response.status_code == 400 and "事项名称：未填写" in page(response)
    told = {"name": "自有事项", "audience": "WORKER", "offered_from": "2024-03-04"}
    response = desk(place.head).post(at("new-service-item"), told)
    own = ServiceItem.objects.get(name="自有事项")
    assert response["Location"] == at("edit-guide", own.pk)
    assert "已经登记" in page(desk(place.head).post(at("new-service-item"), told))


def test_the_list_takes_as_many_queries_however_much_was_written(place):
    client, counts = desk(place.head), []
    for _ in range(2):
        client.get(at("guides"))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("guides"))
        counts.append(len(asked))
        for code in ("RENT_WITHDRAWAL", "BACK_DEPOSIT", "LOAN_APPLICATION"):
            released(place, item(place, code))
            released(place, item(place, code), in_force_from=ON.replace(year=9000))
    assert counts[0] == counts[1]
