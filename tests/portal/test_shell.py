"""What surrounds every page: menu, marks, colours, foot, error pages; each host has its own."""

import json
import re

import pytest
from django.test import Client

from factories import AgencyFactory
from gongkai.sites.queries.site_content import MenuEntry
from portal.reading import tags, text
from publications.office import office
from sites import making

pytestmark = pytest.mark.django_db
BANK = "https://www.bank.example/"


@pytest.fixture
def place(settings, tmp_path):
    """Return the site's organ with an officer of each role."""
    settings.GONGKAI_FILES = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    place = office()
    type(place.agency).objects.filter(pk=place.agency.pk).update(is_default=True, code="gjj")
    place.agency.refresh_from_db()
    return place


def menu(page):
    block = re.search(r'<nav class="main".*?</nav>', page, re.DOTALL)[0]
    return re.findall(r'<a href="([^"]*)"( aria-current="\w+")?[^>]*>([^<]*)</a>', block)


def test_a_site_without_settings_has_the_usual_menu(client, organ):
    found = menu(text(client.get("/")))
    assert [name for _, _, name in found] == [
        "首页", "政府信息公开", "主动公开信息", "办事服务", "年度报告", "依申请公开", "办理查询",
        "互动交流", "检索",
    ]  # fmt: skip
    assert found[0] == ("/", ' aria-current="page"', "首页")
    assert sum(bool(current) for _, current, _ in menu(text(client.get("/xinxi/")))) == 1
    below = menu(text(client.get("/shenqing/biaoge/")))
    assert [name for _, current, name in below if current] == ["依申请公开"]


@pytest.mark.parametrize("address", ["/xinxi/gjj/gongkai/", "/xinxi/gjj/mulu/"])
def test_the_pages_of_disclosure_stand_under_it_in_the_menu(client, place, address):
    found = menu(text(client.get(address)))
    assert [name for _, current, name in found if current] == ["政府信息公开"]


@pytest.mark.parametrize("address", ["/liuyan/", "/liuyan/xuandeng/", "/wenda/", "/zhaocuo/"])
def test_what_people_write_stands_under_dialogue_in_the_menu(client, place, address):
    found = menu(text(client.get(address)))
    assert [name for _, current, name in found if current] == ["互动交流"], address


def test_the_organ_sets_menu_foot_and_links(client, place):
    making.saved(
        place,
        menu=(
            MenuEntry("首页", "/"), MenuEntry("年报", "/nianbao/", "历年"), MenuEntry("银行", BANK)
        ),
        foot_links=(MenuEntry("隐私", "/ye/yinsi/"),),
        friendly_links=(MenuEntry("国务院", "https://www.gov.cn/"), MenuEntry("银行", BANK)),
        icp_no="某ICP备00000000号", police_no="某公网安备0000号", id_code="2114000001",
        report_error_url="https://zfwzzc.example.gov.cn/",
    )  # fmt: skip
    page = text(client.get("/nianbao/"))
    assert [name for _, _, name in menu(page)] == ["首页", "年报", "银行"]
    assert menu(page)[1][:2] == ("/nianbao/", ' aria-current="page"')
    assert menu(page)[2][0].startswith("/likai/?to=https%3A%2F%2Fwww.bank.example")
    foot = page.partition('<nav class="friends"')[2]
    assert 'href="https://www.gov.cn/"' in foot and BANK not in foot and "/likai/?to=" in foot
    assert "/ye/yinsi/" in foot
    for words in ("某ICP备00000000号", "某公网安备0000号", "2114000001"):
        assert words in foot
    assert '<a class="find-faults" href="https://zfwzzc.example.gov.cn/">' in foot
    assert tags(client.get("/nianbao/"))["SiteIDCode"] == "2114000001"


def test_marks_and_colours_are_those_of_the_version(client, place, django_assert_num_queries):
    logo, mark = making.added(place), making.added(place, "标识.png", alt_text="党政机关")
    making.saved(
        place, colour="#B3261E", logo=logo.pk, party_mark=mark.pk,
        party_mark_link="https://bszs.conac.example.gov.cn/",
    )  # fmt: skip
    page = text(client.get("/wuzhangai/"))
    sheet = re.search(r'<link rel="stylesheet" href="(/wangzhan/se-b3261e\.css)">', page)[1]
    answer = client.get(sheet)
    assert answer.status_code == 200 and "--main:#b3261e" in text(answer)
    assert answer["Content-Type"].startswith("text/css") and "immutable" in answer["Cache-Control"]
    for file in (logo, mark):
        address = re.search(rf'src="(/wangzhan/{file.pk}\.png)"', page)[1]
        assert client.get(address).status_code == 200
    assert 'alt="党政机关"' in page and 'href="https://bszs.conac.example.gov.cn/"' in page
    told = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])["@graph"]
    assert told[0]["logo"].endswith(f"/wangzhan/{logo.pk}.png")


def test_the_default_colour_needs_no_sheet_of_its_own(client, organ):
    assert "/wangzhan/" not in text(client.get("/wuzhangai/"))
    for wrong in ("se-12345.css", "se-gggggg.css", "se-B3261E.css", "se-.css"):
        assert client.get(f"/wangzhan/{wrong}").status_code == 404


def test_two_hosts_show_two_organs(client, place):
    making.saved(place, hosts=("gjj.example.gov.cn", "old.example.gov.cn"), colour="#b3261e")
    other = office()._replace()
    making.saved(other, hosts=("water.example.gov.cn",), name="某某市水务局", colour="#0b6e4f")
    pages = {
        host: client.get("/wuzhangai/", headers={"host": host})
        for host in ("gjj.example.gov.cn", "old.example.gov.cn", "water.example.gov.cn")
    }
    water = text(pages["water.example.gov.cn"])
    assert "某某市水务局" in water and "se-0b6e4f" in water and "b3261e" not in water
    assert tags(pages["water.example.gov.cn"])["SiteDomain"] == "water.example.gov.cn"
    # Whatever host it is asked of, a page is known by the first one.
    known = '<link rel="canonical" href="http://gjj.example.gov.cn/wuzhangai/">'
    assert known in text(pages["gjj.example.gov.cn"]) and known in text(pages["old.example.gov.cn"])


def test_a_name_with_markup_stays_text(client, place):
    making.saved(place, name='<b>某"局</b></script>')
    page = text(client.get("/wuzhangai/"))
    assert "<b>" not in page and page.count("</script>") == page.count("<script")
    assert json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])


@pytest.mark.parametrize(("status", "words"), [(404, "没有找到"), (500, "无法处理"), (503, "维护")])
def test_error_pages_can_be_kept_as_files(client, organ, status, words):
    response = client.get(f"/cuowu/{status}/")
    page = text(response)
    assert response.status_code == 200 and words in page and "您可以" in page
    assert 'content="noindex"' in page
    # The telephone of the organ stands on what is shown when nothing else works.
    assert organ.phone in page
    if status != 404:
        assert "/static/" not in page


def test_other_error_pages_are_not_asked_for(client, organ):
    for status in ("200", "403", "999", "000"):
        assert client.get(f"/cuowu/{status}/").status_code == 404


def test_error_pages_work_before_there_is_an_organ(client, db):
    for status in (404, 500, 503):
        assert client.get(f"/cuowu/{status}/").status_code == 200


def test_a_method_nobody_knows_is_refused_with_words(organ):
    for method in ("put", "delete", "patch"):
        response = getattr(Client(), method)("/")
        assert response.status_code == 405 and "GET" in response["Allow"]
        assert "不支持这样访问" in text(response)


def test_the_shell_asks_little(client, organ, django_assert_max_num_queries):
    AgencyFactory.create_batch(3)
    with django_assert_max_num_queries(6):
        client.get("/wuzhangai/")
