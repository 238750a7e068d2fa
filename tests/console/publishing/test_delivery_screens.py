"""Outlets at the console: what goes where and how it went, and how outlets are set up."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from console.conftest import desk, notes
from console.publishing.conftest import at, sent, shown
from factories import OfficerFactory
from gongkai.audit.models import Entry
from gongkai.console.outlet_urls import urlpatterns
from gongkai.publications.models import (
    CityReport,
    CitySite,
    FollowerCount,
    ItemDelivery,
    Outlet,
    PostReads,
    WeChatAccount,
)
from gongkai.publications.operations.distribution.reporting import confirm_reported
from publications.conftest import platform as platform
from publications.conftest import wechat as wechat
from publications.delivering import account_of, asked, illustrated, passing
from publications.office import NOW, office, published
from publications.wechat_server import APP_ID, SECRET

pytestmark = pytest.mark.django_db
ACCOUNT = {"name": "丙市公积金", "app_id": APP_ID, "app_secret": SECRET, "is_active": "on"}
CITY = {"name": "市平台", "address": "https://city.example.gov.cn/in", "key_id": "gjj",
        "secret": "q7" * 16, "is_active": "on"}  # fmt: skip


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep what is uploaded in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def place():
    return office()


def typed(officer, screen, data):
    """Return the answer to a form whose own fields are called as the arguments of `sent` are."""
    return desk(officer).post(at(screen), data)


def test_an_officer_asks_and_is_shown_what_becomes_of_it(place, wechat):
    account_of(place)
    item = published(place)
    assert "渠道推送" in shown(place.drafter, "item", item.pk)
    response = sent(place.drafter, "item-deliveries", item.pk, outlet="WECHAT", origin="REPOSTED")
    assert response.status_code == 302
    delivery = ItemDelivery.objects.get()
    assert (delivery.is_reposted, delivery.asked_by) == (True, place.drafter)
    text = shown(place.drafter, "item-deliveries", item.pk)
    assert "门户网站" in text and "现在公开" in text and "转发" in text
    assert item.title in shown(place.drafter, "deliveries")
    done = passing(delivery, wechat, place, at=delivery.asked_at)
    text = shown(place.drafter, "delivery", delivery.pk)
    assert "已发布" in text and done.post.register_no in text and done.address.split("?")[0] in text


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(place):
    account_of(place)
    item = published(place)
    response = sent(place.drafter, "item-deliveries", item.pk, outlet="WECHAT", origin="REPOSTED",
                    title="长" * 40)  # fmt: skip
    text = response.content.decode()
    assert response.status_code == 400 and "最多32个字，现为40个字" in text
    assert "长" * 40 in text and 'value="REPOSTED" id="id_origin_1" required checked' in text
    assert not ItemDelivery.objects.exists()


def test_the_list_is_filtered(place):
    account_of(place)
    first = published(place, title="关于调整网点的通知")
    second = published(place, title="关于年度结息的通知")
    asked(place, first)
    asked(place, second, outlet=Outlet.CITY_SITE)
    for query, there, gone in (
        ("?outlet=WECHAT", first, second), ("?q=结息", second, first),
        ("?state=WAITING&q=网点", first, second),
    ):  # fmt: skip
        text = shown(place.drafter, "deliveries", query=query)
        assert there.title in text and gone.title not in text
    assert "待人工报送" in shown(place.drafter, "deliveries")
    assert "没有符合条件的推送" in shown(place.drafter, "deliveries", query="?state=DONE")
    assert "有的筛选条件无效" in shown(place.drafter, "deliveries", query="?state=NONE")


def test_trying_again_and_calling_off(place, wechat):
    account_of(place)
    delivery = asked(place, published(place))
    wechat.codes["/cgi-bin/draft/add"] = 45166
    sent(place.drafter, "act-on-delivery", delivery.pk, "retry")
    passing(delivery, wechat, place, most=1)
    text = shown(place.drafter, "delivery", delivery.pk)
    assert "推送失败" in text and "正文含有公众号不接受的内容" in text
    response = sent(place.drafter, "act-on-delivery", delivery.pk, "cancel")
    assert notes(response) == ["已取消推送。"]
    response = sent(place.drafter, "act-on-delivery", delivery.pk, "retry")
    assert "没有可以再试的步骤" in notes(response)[0]
    assert sent(place.drafter, "act-on-delivery", delivery.pk, "explode").status_code == 404


def test_an_article_is_taken_back_with_a_reason(place, wechat):
    account_of(place)
    delivery = passing(asked(place, published(place)), wechat, place)
    assert "从公众号删除文章" not in shown(place.drafter, "delivery", delivery.pk)
    assert "从公众号删除文章" in shown(place.leader, "delivery", delivery.pk)
    empty = sent(place.leader, "enter-of-delivery", delivery.pk, "withdraw", reason="")
    assert empty.status_code == 400
    wechat.faults.append("error")
    failed = sent(place.leader, "enter-of-delivery", delivery.pk, "withdraw", reason="有误一处")
    assert "没有撤下" in failed.content.decode() and "有误一处" in failed.content.decode()
    sent(place.leader, "enter-of-delivery", delivery.pk, "withdraw", reason="有误")
    assert "已从渠道撤下" in shown(place.leader, "delivery", delivery.pk)


def test_files_are_handed_over_and_the_report_is_entered(place):
    item = illustrated(place)
    delivery = asked(place, item, outlet=Outlet.CITY_SITE)
    response = desk(place.drafter).get(at("delivery-files", delivery.pk))
    archive = ZipFile(BytesIO(response.content))
    assert archive.namelist() == ["正文.docx", "说明.txt", "附件01_网点.png", "附件02_名单.txt"]
    text = [p.text for p in Document(BytesIO(archive.read("正文.docx"))).paragraphs]
    assert text[0] == item.title and "详见国家规定。" in text
    assert Entry.objects.filter(action="delivery.handed_out").count() == 1
    day = delivery.asked_at.date().isoformat()
    wrong = sent(place.drafter, "enter-of-delivery", delivery.pk, "reported",
                 reported_on="2023-01-01")  # fmt: skip
    assert wrong.status_code == 400 and "报送日期" in wrong.content.decode()
    sent(place.drafter, "enter-of-delivery", delivery.pk, "reported", reported_on=day)
    sent(place.drafter, "enter-of-delivery", delivery.pk, "adoption", adopted="0", decided_on=day)
    report = CityReport.objects.get()
    assert (report.adopted, report.adopted_on.isoformat()) == (False, day)
    assert "未采用" in shown(place.drafter, "deliveries")


def test_the_account_is_set_up_and_its_secret_never_shown(place, wechat):
    assert typed(place.office_head, "wechat-account", ACCOUNT).status_code == 302
    text = shown(place.office_head, "wechat-account")
    assert APP_ID in text and SECRET not in text and 'autocomplete="new-password"' in text
    wrong = typed(place.office_head, "wechat-account", {**ACCOUNT, "app_id": "gh_1"})
    assert wrong.status_code == 400
    assert SECRET not in wrong.content.decode() and 'value="gh_1"' in wrong.content.decode()
    assert notes(sent(place.office_head, "check-wechat-account")) == [
        "已连通，AppID 和 AppSecret 有效。"
    ]
    WeChatAccount.objects.update(app_secret="f" * 32, token="", token_until=None)
    assert "AppSecret 不正确" in notes(sent(place.office_head, "check-wechat-account"))[0]
    assert 'name="app_secret"' not in shown(place.drafter, "wechat-account")
    assert typed(place.drafter, "wechat-account", ACCOUNT).status_code == 403


def test_daily_numbers_are_shown(place, wechat):
    account_of(place)
    delivery = passing(asked(place, published(place)), wechat, place)
    for day, count in ((10, 40), (11, 1960)):
        PostReads.objects.create(post=delivery.post, counted_on=date(2024, 1, day), reads=count,
                                 shares=1)  # fmt: skip
    today = date.today()
    FollowerCount.objects.create(agency=place.agency, register_no="1", followers=31860,
                                 counted_on=today - timedelta(days=1))  # fmt: skip
    text = shown(place.drafter, "wechat-account")
    assert "2,000" in text and "31,860" in text


def test_the_way_to_the_city_is_set_up_and_its_key_never_shown(place):
    assert "没有启用接口" in shown(place.office_head, "city-site")
    assert typed(place.office_head, "city-site", CITY).status_code == 302
    text = shown(place.office_head, "city-site")
    assert "自动送到“市平台”" in text and CITY["secret"] not in text
    moved = {**CITY, "address": "https://other.example/in", "secret": ""}
    wrong = typed(place.office_head, "city-site", moved)
    assert wrong.status_code == 400 and "更换接收地址时须填写" in wrong.content.decode()
    assert CitySite.objects.get().address == CITY["address"]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_strangers_other_organs_and_those_without_a_part_get_nothing(pattern, place):
    item = published(place)
    delivery = asked(place, item, outlet=Outlet.CITY_SITE)
    named = {"pk": item.pk if pattern.name == "item-deliveries" else delivery.pk, "name": "retry"}
    address = at(pattern.name, *(named[key] for key in pattern.pattern.converters))
    bystander = OfficerFactory(agency=place.agency)
    outsider = OfficerFactory(head=True)
    for client in (Client(), desk(bystander), desk(outsider)):
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in (302, 403, 404, 405) or (
                item.title not in response.content.decode() and client is not None
            )
            assert item.title not in response.content.decode()


def test_lists_ask_the_same_number_of_queries_whatever_is_in_them(place, wechat):
    account_of(place)
    item = published(place)
    for name, arguments in (("deliveries", ()), ("item-deliveries", (item.pk,)),
                            ("wechat-account", ())):  # fmt: skip
        counts = []
        for more in (1, 4):
            for _ in range(more):
                delivery = asked(place, published(place), outlet=Outlet.CITY_SITE)
                confirm_reported(delivery=delivery, reported_on=NOW["on"], officer=place.drafter,
                                 **NOW)  # fmt: skip
                rows = ItemDelivery.objects.filter(pk=delivery.pk)
                rows.update(item=item, content_hash=delivery.pk)
            client = desk(place.drafter)
            client.get(at(name, *arguments))
            with CaptureQueriesContext(connection) as captured:
                client.get(at(name, *arguments))
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 16, name
