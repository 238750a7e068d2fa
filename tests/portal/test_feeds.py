"""Feeds of an organ's items: valid, of public things only, brief where nothing is new."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.publications.models import Item
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.queries.public_addresses import file_address, item_address
from portal.reading import subjects, text, until
from publications.office import AT, NOW, drafted, office, passed, published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RSS, FEED = "/xinxi/gjj/feed.rss", "/xinxi/gjj/feed.atom"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep files in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def place(db):
    """Return an office whose organ is the site's."""
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(code="gjj", is_default=True)
    place.agency.refresh_from_db()
    return place


def entries(client, address=FEED):
    """Return title and address of each entry."""
    tree = ElementTree.fromstring(client.get(address).content)
    return [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}link").get("href"))
        for entry in tree.iter(f"{ATOM}entry")
    ]


def test_atom_has_what_the_standard_asks_for(client, place):
    item = published(place, summary="告知办公时间 <b>& 地点")
    response = client.get(FEED)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = ElementTree.fromstring(response.content)
    assert tree.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert tree.find(f"{ATOM}{name}").text
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/xinxi/gjj/", "self": f"http://testserver{FEED}",
    }  # fmt: skip
    (entry,) = tree.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"urn:gongkai:gjj:{item.index_no}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/xinxi/gjj/{item.pk}/"
    assert entry.find(f"{ATOM}published").text == "2024-01-10T10:30:00+08:00"
    assert entry.find(f"{ATOM}updated").text >= "2024-01-10T10:30:00+08:00"
    assert entry.find(f"{ATOM}summary").text == "告知办公时间 <b>& 地点"
    assert entry.find(f"{ATOM}category").get("term") == "通知公告"


def test_rss_has_what_its_description_asks_for(client, place):
    item = published(place)
    response = client.get(RSS)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    tree = ElementTree.fromstring(response.content)
    assert (tree.tag, tree.get("version")) == ("rss", "2.0")
    channel = tree.find("channel")
    assert channel.find("title").text == f"{place.agency.name}主动公开信息"
    assert channel.find("link").text == "http://testserver/xinxi/gjj/"
    assert channel.find("description").text
    assert channel.find("language").text == "zh-CN"
    (entry,) = channel.findall("item")
    assert entry.find("title").text == item.title
    assert entry.find("guid").get("isPermaLink") == "false"
    assert entry.find("pubDate").text == "Wed, 10 Jan 2024 10:30:00 +0800"


def test_only_what_is_public_is_told_of(client, place):
    shown = published(place, title="公开的信息一二三")
    gone = published(place, title="撤下的信息一二三")
    take_down(item=gone, reason="有误", officer=place.leader, **NOW)
    over = published(place, title="到期的信息一二三")
    Item.objects.filter(pk=over.pk).update(public_until=AT + timedelta(days=1))
    drafted(place, title="未审的信息一二三")
    passed(place, title="待发的信息一二三")
    # A next version is worked on: the feed tells of the one that is public.
    Item.objects.filter(pk=shown.pk).update(title="新一版的标题", state="DRAFT")
    other = ItemFactory()
    ItemFactory(column=place.column, title="明日的信息一二三", published_on=date(2999, 1, 1))
    found = entries(client)
    assert found == [("公开的信息一二三", f"http://testserver/xinxi/gjj/{shown.pk}/")]
    assert other.title not in text(client.get(RSS))


def test_what_only_the_register_knows_leads_to_the_list(client, place):
    ItemFactory(column=place.column, title="台账所载信息")
    assert entries(client) == [
        ("台账所载信息", f"http://testserver/xinxi/gjj/lanmu/{place.column.code}/")
    ]


def test_a_column_has_its_own_feed(client, place):
    news = ColumnFactory(agency=place.agency, code="news", name="工作动态")
    notice, both = published(place), published(place, column=news, also_in=(place.column,))
    columns = "/xinxi/gjj/lanmu"
    assert [title for title, _ in entries(client, f"{columns}/news/feed.atom")] == [both.title]
    listed = entries(client, f"{columns}/{place.column.code}/feed.atom")
    assert [address for _, address in listed] == [
        f"http://testserver/xinxi/gjj/{item.pk}/" for item in (both, notice)
    ]
    assert client.get(f"{columns}/news/feed.rss").status_code == 200
    assert client.get(f"{columns}/none/feed.atom").status_code == 404
    assert client.get(f"{FEED}?column=none").status_code == 404
    assert client.get("/xinxi/nobody/feed.atom").status_code == 404
    assert client.post(FEED).status_code == 405


def test_nothing_new_is_answered_without_the_feed(client, place):
    published(place)
    first = client.get(FEED)
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = client.get(FEED, headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    published(place)
    assert client.get(FEED, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_tell_where_the_feeds_are(client, place):
    item = published(place)
    for address in ("/", "/xinxi/", f"/xinxi/gjj/{item.pk}/"):
        assert f'type="application/atom+xml" title="主动公开信息（Atom）" href="{FEED}"' in text(
            client.get(address)
        )
    column = f"/xinxi/gjj/lanmu/{place.column.code}/"
    assert f'href="{column}feed.rss"' in text(client.get(column))


def test_a_feed_asks_the_same_number_of_queries_whatever_is_in_it(client, place):
    counts = []
    for more in (2, 30):
        ItemFactory.create_batch(more, column=place.column)
        with CaptureQueriesContext(connection) as captured:
            client.get(FEED)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 5


def test_a_feed_says_what_it_is_made_from_and_when_it_changes(client, place):
    item = published(place)
    Item.objects.filter(pk=item.pk).update(public_until=datetime(2999, 1, 1, tzinfo=UTC))
    column = f"/xinxi/gjj/lanmu/{place.column.code}/feed.rss"
    for address, subject in (
        (FEED, f"agency:{place.agency.pk}:new"), (column, f"column:{place.column.pk}:new"),
    ):  # fmt: skip
        response = client.get(address, **{"gongkai.rendering": "1"})
        assert subjects(response) == {"site", subject}
        assert until(response) == "2999-01-01T00:00:00+00:00"


def test_an_empty_feed_is_the_same_whenever_it_is_asked_for(client, place):
    assert client.get(FEED).content == client.get(FEED).content
    assert "<updated>1970-01-01T00:00:00" in text(client.get(FEED))


def test_outlets_are_told_the_addresses_at_which_the_portal_answers(place, settings):
    settings.GONGKAI_ITEM_ADDRESS = "https://gk.example.gov.cn/xinxi/{agency}/{item}/"
    item = published(place)
    base = "https://gk.example.gov.cn"
    assert item_address(item) == base + reverse("portal:item", args=["gjj", item.pk])
    for name, ending in (
        ("附件.PDF", "pdf"), ("无后缀", "bin"), ("怪.后缀", "bin"), ("pdf", "bin"),
    ):  # fmt: skip
        there = reverse("portal:item-file", args=["gjj", item.pk, 7, ending])
        assert file_address(item, 7, name) == base + there
