"""What robots and researchers ask for: sitemap, robots.txt, security.txt."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.portal.views import sitemaps
from gongkai.portal.views.machines import contact_address
from gongkai.publications.operations.publishing import take_down
from gongkai.sites.models import Site, SiteHost
from portal.reading import subjects, text, until
from publications.office import NOW, office, published

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WHOLE = "http://testserver"


@pytest.fixture
def place(db, settings, tmp_path):
    """Return an office whose organ is the site's."""
    settings.GONGKAI_FILES = tmp_path
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(code="gjj", is_default=True)
    place.agency.refresh_from_db()
    return place


def listed(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return [loc.text for loc in ElementTree.fromstring(response.content).iter(f"{SPACE}loc")]


def test_the_sitemap_lists_each_page_once_that_can_be_had(client, place):
    item = published(place)
    gone = published(place, title="撤下的通知")
    take_down(item=gone, reason="有误", officer=place.leader, **NOW)
    ColumnFactory(agency=place.agency, code="empty")
    found = listed(client.get("/sitemap.xml"))
    assert len(found) == len(set(found))
    assert f"{WHOLE}/xinxi/gjj/{item.pk}/" in found
    assert f"{WHOLE}/xinxi/gjj/{gone.pk}/" not in found
    assert f"{WHOLE}/xinxi/gjj/lanmu/{place.column.code}/" in found
    assert f"{WHOLE}/xinxi/gjj/lanmu/empty/" not in found
    for address in found:
        answer = client.get(address.removeprefix(WHOLE))
        assert answer.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in text(answer), address


def test_the_day_of_an_item_is_that_of_its_last_version(client, place):
    item = published(place)
    item.public_revision.saved_at = datetime(2024, 3, 1, 20, tzinfo=UTC)
    item.public_revision.save()
    page = text(client.get("/sitemap.xml"))
    assert f"/xinxi/gjj/{item.pk}/</loc><lastmod>2024-03-02</lastmod>" in page


def test_too_many_pages_are_told_in_parts(client, place, monkeypatch):
    item = published(place)
    ItemFactory(column=place.column, published_on=date(2023, 5, 1))
    monkeypatch.setattr(sitemaps, "MOST", 5)
    response = client.get("/sitemap.xml")
    assert ElementTree.fromstring(response.content).tag == f"{SPACE}sitemapindex"
    parts = listed(response)
    assert parts == [
        f"{WHOLE}/sitemap/pages.xml", f"{WHOLE}/sitemap/gjj/2024-01.xml",
        f"{WHOLE}/sitemap/gjj/2023-05.xml",
    ]  # fmt: skip
    pages = [listed(client.get(part.removeprefix(WHOLE))) for part in parts]
    assert f"{WHOLE}/xinxi/gjj/lanmu/{place.column.code}/" in pages[0]
    assert pages[1] == [f"{WHOLE}/xinxi/gjj/guidang/2024/01/", f"{WHOLE}/xinxi/gjj/{item.pk}/"]
    assert pages[2] == [f"{WHOLE}/xinxi/gjj/guidang/2023/05/"]
    for path in ("gjj/2023-06", "gjj/2023-13", "gjj/0000-01", "none/2024-01"):
        assert client.get(f"/sitemap/{path}.xml").status_code == 404, path
    month = client.get("/sitemap/gjj/2024-01.xml", **{"gongkai.rendering": "1"})
    assert subjects(month) == {"site", f"agency:{place.agency.pk}:2024-01"}


def test_each_host_lists_the_organs_that_are_at_home_there(client, place, settings):
    settings.ALLOWED_HOSTS = ["*"]
    item = published(place)
    water, fire = AgencyFactory(code="water"), AgencyFactory(code="fire")
    SiteHost.objects.create(site=Site.objects.create(agency=water), name="water.example.gov.cn")
    default = text(client.get("/sitemap.xml"))
    assert "/xinxi/fire/" in default and "/xinxi/water/" not in default
    own = text(client.get("/sitemap.xml", headers={"Host": "water.example.gov.cn"}))
    assert "water.example.gov.cn/xinxi/water/" in own
    assert f"/xinxi/gjj/{item.pk}/" not in own and f"/xinxi/{fire.code}/" not in own


def test_the_sitemap_costs_the_same_whatever_is_in_it(client, place, django_assert_num_queries):
    ItemFactory(column=place.column)
    with django_assert_num_queries(16):
        client.get("/sitemap.xml")
    for number in range(3):
        organ = AgencyFactory(code=f"organ-{number}")
        ItemFactory.create_batch(5, column=ColumnFactory(agency=organ))
    with django_assert_num_queries(16):
        client.get("/sitemap.xml")


def test_robots_are_told_what_to_leave_alone(client, place):
    page = text(client.get("/robots.txt"))
    for path in ("/console/", "/jiansuo/", "/chaxun/"):
        assert f"Disallow: {path}\n" in page
    assert page.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_security_txt_names_whom_to_write_to_and_until_when(client, place):
    assert client.get("/.well-known/security.txt").status_code == 404
    Agency.objects.filter(pk=place.agency.pk).update(email="gjj@example.cn")
    response = client.get("/.well-known/security.txt", **{"gongkai.rendering": "1"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in text(response).splitlines())
    assert fields["Contact"] == "mailto:gjj@example.cn"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert 330 < left.days < 365
    changes = datetime.fromisoformat(until(response))
    assert changes.day == 1 and 0 <= (changes - datetime.now(UTC)).days < 31


@pytest.mark.parametrize(
    ("told", "mail", "contact"),
    [
        ("https://example.gov.cn/security/", "a@b.cn", "https://example.gov.cn/security/"),
        ("safe@example.cn", "a@b.cn", "mailto:safe@example.cn"),
        ("0429-1234567", "a@b.cn", "tel:0429-1234567"),
        ("mailto:x@y.cn\r\nEncryption: x", None, "mailto:x@y.cnEncryption:x"),
        ("", "a@b.cn", "mailto:a@b.cn"),
        ("", None, ""),
    ],
)
def test_a_contact_is_written_as_an_address(told, mail, contact):
    assert contact_address(told, mail) == contact
