"""办事服务: the list of items, each guide with all its elements, and until when a page holds."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories import AgencyFactory
from fund_services.guides.made import NOW, ON, centre, item, registered, released, written
from gongkai.agencies.models import Agency
from gongkai.fund_services.models import FormFile
from gongkai.fund_services.operations.applications.form_versions import install_forms
from gongkai.fund_services.operations.guides import (
    add_item,
    confirm_item,
    set_online_from,
    withdraw_item,
)
from gongkai.fund_services.queries.guides.previews import guide_token
from gongkai.outbox.models import Change
from gongkai.rules.service_items import listed_items
from gongkai.static_site.marks import READS_HEADER, RENDERING, UNTIL_HEADER
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = centre()
    Agency.objects.filter(pk=place.agency.pk).update(is_default=True, code="gjj")
    place.agency.refresh_from_db()
    registered(place)
    return place


def test_all_items_stand_by_audience_and_group_with_their_marks(client, place):
    set_online_from(item=item(place), online_from=ON, officer=place.head, **NOW)
    page = text(client.get("/banshi/"))
    assert "本中心办理的39个事项，其中1个全程网办" in page
    assert all(each.name in page for each in listed_items())
    places = [
        page.index(each)
        for each in (
            ">个人办事</h2>",
            ">提取</h3>",
            "租赁住房提取",
            ">单位办事</h2>",
            "单位缴存登记",
        )
    ]
    assert places == sorted(places)
    assert "跨省通办" in page and "全程网办" in page


def test_an_item_is_found_by_a_word_that_people_use(client, place):
    page = text(client.get("/banshi/?q=大病"))
    assert "找到1个事项" in page and "重大疾病等困难提取" in page and "汇缴" not in page
    assert "租赁住房提取" in text(client.get("/banshi/?q=租房 提取"))
    assert "没有找到" in text(client.get("/banshi/?q=没有这个词"))
    assert client.get("/banshi/?q=" + "长" * 101).status_code == 400
    assert client.get("/banshi/?q=%00<script>").status_code == 200


def test_a_guide_shows_every_element(client, place):
    rent = item(place)
    page = text(client.get(f"/banshi/{rent.pk}/"))
    for words in (
        "租赁住房提取", "也叫 租房提取", "第二十四条第一款第（六）项", "申请人有效身份证件",
        "原件1份", "申请人自备", "数据共享核验", "何时需要：", place.agency.address,
        place.agency.office_hours, place.agency.phone, "提交申请", "自受理之日起3日内",
        "不收费", "住房公积金提取申请表", "没有发票可以提取吗", "受理机构", "承诺办理时限",
        "待本中心确认",
    ):  # fmt: skip
        assert words in page, words
    markup = client.get(f"/banshi/{rent.pk}/").content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="flow-chart" role="img"' in markup
    assert '"@type": "GovernmentService"' in markup


def test_an_item_is_not_said_to_be_called_what_it_is_called(client, place):
    rent = item(place)
    rent.name = "租房提取"
    rent.save()
    page = text(client.get(f"/banshi/{rent.pk}/"))
    assert "也叫 无房租房提取、租赁提取" in page


def test_a_confirmed_guide_no_longer_says_that_it_is_to_be_confirmed(client, place):
    rent = item(place)
    confirm_item(item=rent, number=1, officer=place.head, **NOW)
    page = text(client.get(f"/banshi/{rent.pk}/"))
    assert "待本中心确认" not in page and "2024-03-04由本中心确认" in page


def test_what_is_missing_is_left_to_the_centre_and_not_invented(client, place):
    Agency.objects.update(address="", phone="", office_hours="")
    page = text(client.get(f"/banshi/{item(place, 'HARDSHIP_WITHDRAWAL').pk}/"))
    assert page.count("待本中心补充") == 2


def test_a_new_version_is_shown_from_its_day_and_the_old_one_can_be_read(client, place):
    rent = item(place)
    address = f"/banshi/{rent.pk}/"
    released(place, rent, in_force_from=date(9999, 1, 1), summary="很久以后的说明。")
    assert "很久以后的说明" not in text(client.get(address))
    assert client.get(f"{address}banben/1/").status_code == 404
    released(place, rent, in_force_from=ON + timedelta(days=3), summary="新的一版说明。")
    page = text(client.get(address))
    assert "新的一版说明" in page and "第1版（2024-03-04起）" in page
    old = client.get(f"{address}banben/1/")
    assert "已被新的版本替代" in text(old) and "noindex" in old.content.decode()
    for number in (2, 3):
        assert client.get(f"{address}banben/{number}/").status_code == 404


def test_a_withdrawn_item_is_gone_and_says_so(client, place):
    rent = item(place)
    withdraw_item(item=rent, withdrawn_on=ON, reason="政策调整", officer=place.head, **NOW)
    gone = client.get(f"/banshi/{rent.pk}/")
    assert gone.status_code == 410 and "已经停办" in text(gone)
    assert "租赁住房提取" not in text(client.get("/banshi/"))


def test_an_item_without_a_guide_is_listed_and_leads_nowhere(client, place):
    own = add_item(agency=place.agency, name="自有事项", audience="WORKER", offered_from=ON,
                   officer=place.head, **NOW)  # fmt: skip
    page = client.get("/banshi/")
    assert "自有事项</span>" in text(page) and "办事指南正在编制" in text(page)
    assert ">其他</h3>" in text(page)
    assert f"/banshi/{own.pk}/" not in page.content.decode()
    assert client.get(f"/banshi/{own.pk}/").status_code == 404


def test_a_guide_leads_to_online_business_once_a_form_is_in_force(client, place):
    rent = item(place)
    address = f"/banshi/{rent.pk}/"
    before = client.get(address).content.decode()
    assert "在线办理</a>" not in before
    assert 'href="/yuyue/"' in before and 'href="/jisuan/tiqu/"' in before
    install_forms(agency=place.agency, on=ON, at=NOW["at"])
    page = client.get(address).content.decode()
    assert '<a class="button" href="/banli/RENT_WITHDRAWAL/">在线办理</a>' in page
    assert '"serviceUrl": "http://testserver/banli/RENT_WITHDRAWAL/"' in page
    # Kept pages are told of it.
    assert Change.objects.filter(kind="guide.changed", subject=str(rent.pk)).count() == 2


def test_files_of_forms_that_are_there_can_be_taken_away(client, place):
    rent = item(place)
    FormFile.objects.create(
        item=rent, kind="SAMPLE", fmt="pdf", size=2048, sha256="0" * 64, made_from="0" * 64,
        stored_name="x.pdf", made_at=NOW["at"],
    )  # fmt: skip
    page = client.get(f"/banshi/{rent.pk}/").content.decode()
    assert f'href="/xiazai/{rent.pk}/yangbiao.pdf"' in page and "填写样表" in page


def test_a_draft_is_seen_with_a_token_alone_and_no_robot_keeps_it(client, place):
    rent = item(place)
    token = guide_token(written(place, rent, summary="草稿里的话。"), timezone.now())
    address = f"/banshi/{rent.pk}/"
    seen = client.get(f"{address}?yulan={token}")
    assert "草稿里的话" in text(seen) and "公众看不到本页" in text(seen)
    assert "noindex" in seen.content.decode()
    assert client.get(f"{address}?yulan={token}x").status_code == 404
    assert "草稿里的话" not in text(client.get(address))


def test_the_print_view_has_no_menu_and_every_answer_open(client, place):
    page = client.get(f"/banshi/{item(place).pk}/?print=1")
    markup = page.content.decode()
    assert "主导航" not in markup and "print-view" in markup
    assert markup.count("<details") == markup.count("open>") == 2


def test_kept_pages_name_what_they_read_and_until_when_they_hold(client, place):
    rent, key = item(place), place.agency.pk
    day = timezone.localdate() + timedelta(days=3)
    released(place, rent, in_force_from=day)
    until = datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())
    for address, reads in (
        ("/banshi/", f"guides:{key} site"),
        (f"/banshi/{rent.pk}/", f"forms:{key} guide:{rent.pk} guides:{key} site"),
    ):
        response = client.get(address, **{RENDERING: "1"})
        assert response[READS_HEADER] == reads
        assert datetime.fromisoformat(response[UNTIL_HEADER]) == until
    sitemap = client.get("/sitemap.xml", **{RENDERING: "1"})
    assert f"guides:{key}" in sitemap[READS_HEADER]
    assert f"/banshi/{rent.pk}/</loc><lastmod>2024-03-04" in sitemap.content.decode()


def test_menu_home_and_site_map_lead_to_the_guides(client, place):
    home = client.get("/").content.decode()
    assert home.count('href="/banshi/"') >= 2
    assert 'href="/banshi/"' in client.get("/ditu/").content.decode()


def test_another_organ_has_no_guides_and_no_menu_of_them(client):
    AgencyFactory(kind="DEPARTMENT", code="zjj", is_default=True)
    for address in ("/banshi/", "/banshi/1/", "/banshi/1/banben/1/"):
        assert client.get(address).status_code == 404
    for address in ("/", "/ditu/", "/sitemap.xml"):
        assert "/banshi/" not in client.get(address).content.decode()


def test_a_centre_before_its_list_says_so(client):
    centre_alone = centre()
    Agency.objects.filter(pk=centre_alone.agency.pk).update(is_default=True)
    assert "还没有公布办事指南" in text(client.get("/banshi/"))
    for address in ("/banshi/1/", f"/banshi/{2**70}/", "/banshi/1/banben/99999999999999999999/"):
        assert client.get(address).status_code == 404


def test_another_centres_item_is_not_shown_on_this_site(client, place):
    other = centre()
    registered(other)
    assert client.get(f"/banshi/{item(other).pk}/").status_code == 404


def test_the_pages_take_as_many_queries_however_much_there_is(client, place):
    rent, counts = item(place), []
    for _ in range(2):
        counts.append([])
        for address in ("/banshi/", f"/banshi/{rent.pk}/"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts[-1].append(len(asked))
        for code in ("RENT_WITHDRAWAL", "BACK_DEPOSIT", "LOAN_APPLICATION"):
            released(place, item(place, code))
            released(place, item(place, code), summary="又一版。")
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
