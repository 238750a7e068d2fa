"""Site map, contact, and the way to 政府信息公开."""

import re

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory, OfficerFactory
from gongkai.sites.models import Site, SiteFile, SiteVersion
from portal.reading import subjects, tags, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ(db):
    """Return the site's organ."""
    return AgencyFactory(
        code="gjj", is_default=True, name="某某市住房公积金管理中心", postcode="125000",
        email="gjj@example.cn", office_hours="工作日8:30至17:00",
    )  # fmt: skip


def setting(organ, **content):
    """Set something of the organ's site."""
    officer = OfficerFactory(agency=organ)
    site = Site.objects.create(agency=organ)
    site.current = SiteVersion.objects.create(
        site=site, number=1, content={"name": organ.name, **content}, officer=officer,
        saved_at="2024-01-10T02:30:00Z",
    )  # fmt: skip
    site.save()
    return site, officer


def test_the_site_map_lists_columns_services_and_nothing_that_is_not_there(client, organ):
    column = ColumnFactory(agency=organ, code="news", name="工作动态")
    ColumnFactory(agency=organ, code="empty", name="空的栏目")
    ItemFactory(column=column)
    response = client.get("/ditu/", **{"gongkai.rendering": "1"})
    page = text(response)
    assert 'href="/xinxi/gjj/lanmu/news/">工作动态' in page and "空的栏目" not in page
    for name in ("依申请公开", "办理查询", "政府信息公开年报", "联系我们"):
        assert f">{name}</a>" in page
    body = page[page.index('class="map-groups"') : page.index("</main>")]
    found = re.findall(r'href="(/[^"#]*)', body)
    for address in found:
        assert client.get(address).status_code == 200, address
    assert subjects(response) == {"site", f"agency:{organ.pk}:new", f"pages:{organ.pk}"}
    assert "robots" not in tags(response)


def test_the_contact_page_tells_how_to_reach_the_organ(client, organ):
    page = text(client.get("/lianxi/"))
    for fact in ("某某市某某路1号", "125000", "gjj@example.cn", "工作日8:30至17:00"):
        assert fact in page
    assert "怎样到达" not in page and "contact-map" not in page


def test_the_contact_page_shows_the_map_and_the_way(client, organ):
    site, officer = setting(organ)
    picture = SiteFile.objects.create(
        site=site, name="地图.png", media_type="image/png", size=1, sha256="0" * 64,
        stored_name="map", alt_text="中心位于人民路与迎宾路交叉口", width=600, height=400,
        officer=officer, added_at="2024-01-10T02:30:00Z",
    )  # fmt: skip
    held = site.current
    held.content |= {
        "how_to_get_there": "乘1路公交车到市民中心站。\n<b>停车</b>请走东门。",
        "map_picture": picture.pk,
        "pictures": [
            {"key": picture.pk, "extension": "png", "alt_text": picture.alt_text, "width": 600,
             "height": 400},
        ],
    }  # fmt: skip
    held.save()
    page = text(client.get("/lianxi/"))
    assert "乘1路公交车" in page and "&lt;b&gt;停车" in page
    assert f'src="/wangzhan/{picture.pk}.png" alt="中心位于人民路与迎宾路交叉口"' in page


def test_open_government_leads_to_the_sites_own_organ(client, organ):
    assert client.get("/gongkai/")["Location"] == "/xinxi/gjj/gongkai/"


@pytest.mark.parametrize(
    "address", ["/ditu/", "/lianxi/", "/gongkai/", "/.well-known/security.txt"]
)
def test_without_an_organ_there_is_nothing(client, db, address):
    assert client.get(address).status_code == 503


def test_the_home_page_shows_what_the_organ_has_set(client, organ):
    for code in ("a", "b", "c"):
        ItemFactory(column=ColumnFactory(agency=organ, code=code, name=f"栏目{code}"))
    ColumnFactory(agency=organ, code="d", name="栏目d")
    setting(
        organ,
        home_columns=["c", "a", "d", "gone"],
        quick=[{"label": "提取公积金", "target": "/ye/tiqu/", "hint": "材料和流程"}],
    )
    page = text(client.get("/"))
    assert page.index('class="quick"') < page.index("提取公积金") < page.index("最新公开信息")
    columns = page[page.index('class="home-columns"') :]
    assert columns.index("栏目c</h2>") < columns.index("栏目a</h2>")
    assert "栏目b</h2>" not in columns and "栏目d</h2>" not in columns


def test_the_home_page_offers_five_things_that_are_there(client, organ):
    page = text(client.get("/"))
    quick = page[page.index('class="quick"') :]
    found = re.findall(r'href="(/[^"#]*)', quick[: quick.index("</nav>")])
    assert len(found) == 5
    assert all(client.get(address).status_code == 200 for address in found)
