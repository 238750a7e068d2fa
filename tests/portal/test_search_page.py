"""检索: what is found, what is refused, and what happens to those who ask too often."""

import pytest

from factories import ColumnFactory, ItemFactory
from gongkai.portal.throttling import SearchThrottle
from portal.reading import tags, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(organ):
    """Return an item that can be found."""
    return ItemFactory(
        column=ColumnFactory(agency=organ, name="办事指南"), title="购房提取公积金指南100%"
    )


def search(client, query, **headers):
    return client.get("/jiansuo/", {"q": query}, headers=headers)


def test_words_are_found_and_marked(client, item):
    page = text(search(client, "提取 指南"))
    assert "找到1条结果" in page
    assert "购房<mark>提取</mark>公积金<mark>指南</mark>100%" in page
    assert 'value="提取 指南"' in page


def test_a_report_is_found_by_its_text_and_linked(client, report):
    page = text(search(client, "三审三校"))
    assert 'href="/nianbao/gjj/2023/"' in page and "<mark>三审三校</mark>" in page


def test_nothing_found_and_nothing_asked_are_different(client, item):
    assert "没有找到" in text(search(client, "不存在的词"))
    page = text(search(client, "  　 "))
    assert "没有找到" not in page and "条结果" not in page


def test_too_long_a_query_is_refused_with_the_limit(client, item):
    response = search(client, "长" * 101)
    assert response.status_code == 400
    assert "检索词共101个字，超过上限100个字" in text(response)
    assert search(client, "长" * 100).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["%", "_", "\\", "'", '"', "%%", "100%", "' OR 1=1 --", "\x00",
     "\ud800".encode("utf-8", "surrogatepass"),
     "<script>alert(1)</script>", "(", "[a-", "{{ 1 }}", "a\r\nSet-Cookie: x=1"],
)  # fmt: skip
def test_hostile_words_are_letters_like_others(client, item, query):
    response = search(client, query)
    page = text(response)
    assert response.status_code == 200
    assert "<script" not in page
    found = "<mark>" in page
    assert found == (query in ("%", "100%")), query
    assert not response.cookies


@pytest.mark.parametrize("raw", ["%FF", "%", "%E4%B8", "a%00b", "%u4e2d", "&q=x&q=y", "%26%23"])
def test_badly_written_addresses_do_no_harm(client, item, raw):
    assert client.get(f"/jiansuo/?q={raw}").status_code == 200


def test_searches_are_not_for_search_engines(client, item):
    assert tags(search(client, "指南"))["robots"] == "noindex"
    assert "robots" not in tags(client.get("/"))


def test_who_asks_too_often_is_told_when_to_come_back(client, item, monkeypatch):
    monkeypatch.setattr(SearchThrottle, "rate", "2/min")
    # A header that anybody can send does not make a new client.
    assert [
        search(client, "指南", **{"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(3)
    ] == [200, 200, 429]
    response = search(client, "指南")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert "检索过于频繁" in text(response) and "秒后重试" in text(response)
    assert client.get("/").status_code == 200
    assert client.get("/jiansuo/?q=x", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_behind_a_configured_proxy_the_forwarded_address_counts(
    client, item, monkeypatch, settings
):
    monkeypatch.setattr(SearchThrottle, "rate", "1/min")
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    statuses = [
        search(client, "指南", **{"X-Forwarded-For": f"{n}.9.9.9, 10.0.0.1"}).status_code
        for n in (1, 2)
    ]
    assert statuses == [200, 429]
    assert search(client, "指南", **{"X-Forwarded-For": "10.0.0.2"}).status_code == 200
