"""Two organs in one installation, each under its own host with its own name, menu and content."""

from types import SimpleNamespace

import pytest

from gongkai.sites.queries.site_content import MenuEntry
from portal.reading import tags, text
from publications.office import office
from publications.office import published as published_item
from sites.making import published, saved

pytestmark = pytest.mark.django_db
ONE, TWO = "jia.example.gov.cn", "yi.example.gov.cn"


@pytest.fixture
def two(settings, tmp_path, db):
    """Return two organs with a host, an item, a topic and a free page each, and a third without."""
    settings.GONGKAI_FILES = tmp_path
    settings.ALLOWED_HOSTS = [".example.gov.cn", "testserver"]
    made = []
    for number, (host, word) in enumerate(((ONE, "甲"), (TWO, "乙"))):
        place = office()
        saved(
            place, hosts=[host, f"www{number}.example.gov.cn"], name=f"{word}中心网站",
            colour=("#1f4e8c", "#7a1f1f")[number], menu=(MenuEntry(f"{word}菜单", "/xinxi/"),),
        )  # fmt: skip
        item = published_item(place, title=f"{word}的通知")
        published(place, title=f"{word}的专题")
        published(place, slug="gaikuang", kind="FREE", title=f"{word}的概况")
        made.append(SimpleNamespace(place=place, item=item, code=place.agency.code, word=word))
    third = office()
    published_item(third, title="丙的通知")
    return SimpleNamespace(one=made[0], two=made[1], third=third)


PAGES = (
    "/", "/xinxi/", "/gongkai/", "/nianbao/", "/gongshi/", "/hedui/", "/jiansuo/", "/shenqing/",
    "/chaxun/", "/ditu/", "/lianxi/", "/zhuanti/", "/zhuanti/tiqu/", "/ye/gaikuang/",
    "/wuzhangai/", "/hudong/", "/liuyan/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_the_organ_of_its_host_and_nothing_of_the_other(client, two, path):
    for own, other, host in ((two.one, two.two, ONE), (two.two, two.one, TWO)):
        response = client.get(path, HTTP_HOST=host, follow=True)
        assert response.status_code == 200
        shown = text(response)
        told = tags(response)
        assert told["SiteName"] == f"{own.word}中心网站"
        assert told["SiteDomain"] == host
        assert f"{own.word}菜单" in shown
        for foreign in ("中心网站", "菜单", "的通知", "的专题", "的概况"):
            assert f"{other.word}{foreign}" not in shown


def test_topics_and_free_pages_are_each_organs_own(client, two):
    for own, host in ((two.one, ONE), (two.two, TWO)):
        assert f"{own.word}的专题" in text(client.get("/zhuanti/tiqu/", HTTP_HOST=host))
        assert f"{own.word}的概况" in text(client.get("/ye/gaikuang/", HTTP_HOST=host))


@pytest.mark.parametrize("rest", ["", "gongkai/", "feed.rss", "feed.atom", "{item}/", "?a=1"])
def test_what_is_of_an_organ_with_its_own_host_leads_there(client, two, rest):
    path = f"/xinxi/{two.two.code}/" + rest.format(item=two.two.item.pk)
    answer = client.get(path, HTTP_HOST=ONE)
    assert answer.status_code == 301
    assert answer["Location"] == f"http://{TWO}{path}"
    assert client.get(path, HTTP_HOST=TWO).status_code == 200
    port = client.get(path, HTTP_HOST=f"{ONE}:8080")
    assert port["Location"] == f"http://{TWO}:8080{path}"


def test_reports_lead_to_the_organs_host_too(client, two):
    answer = client.get(f"/nianbao/{two.two.code}/", HTTP_HOST=ONE)
    assert (answer.status_code, answer["Location"]) == (
        301, f"http://{TWO}/nianbao/{two.two.code}/",
    )  # fmt: skip


def test_an_organ_without_a_host_is_shown_where_it_is_asked_for(client, two):
    code = two.third.agency.code
    for host in (ONE, TWO, "testserver"):
        response = client.get(f"/xinxi/{code}/", HTTP_HOST=host)
        assert response.status_code == 200
        assert "丙的通知" in text(response)


def test_every_name_of_a_site_answers_for_it(client, two):
    response = client.get("/", HTTP_HOST="WWW1.example.gov.cn")
    assert tags(response)["SiteName"] == "乙中心网站"


def test_an_organ_that_is_none_is_not_there(client, two):
    assert client.get("/xinxi/niemand/", HTTP_HOST=ONE).status_code == 404


def test_robots_sitemaps_and_feeds_are_each_hosts_own(client, two):
    assert f"//{ONE}/" in text(client.get("/robots.txt", HTTP_HOST=ONE))
    for own, other, host in ((two.one, two.two, ONE), (two.two, two.one, TWO)):
        listed = text(client.get("/sitemap.xml", HTTP_HOST=host))
        assert f"/xinxi/{other.code}/" not in listed
        feed = text(client.get(f"/xinxi/{own.code}/feed.rss", HTTP_HOST=host))
        assert f"{own.word}的通知" in feed
        assert other.word + "的通知" not in feed


def test_a_forged_host_is_refused(client, two):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400
