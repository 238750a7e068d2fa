"""One click on any page: same origin, one a day, nothing kept of who clicked."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from factories import ColumnFactory
from gongkai.participation.models import PageRating
from participation import asked
from portal.reading import text

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def where(db):
    """Return an organ with its people."""
    return asked.place(name="某某市住房公积金管理中心")


def rate(client, path="/hudong/", verdict="SATISFIED", **extra):
    return client.post("/pingjia/", {"path": path, "verdict": verdict}, **(extra or HERE))


def test_pages_ask_with_a_form_that_needs_no_token(client, where):
    response = client.get("/hudong/")
    page = text(response)
    form = re.search(r'<aside class="page-rating.*?</aside>', page, re.S)[0]
    assert 'action="/pingjia/"' in form and 'name="path" value="/hudong/"' in form
    assert form.count('name="verdict"') == 3 and "csrf" not in form
    assert "/zhaocuo/?page=/hudong/" in form
    assert response.cookies == {}


def test_a_click_is_counted_and_thanked_for_without_a_cookie(where):
    client = Client(enforce_csrf_checks=True)
    response = rate(client)
    assert response.status_code == 302 and response.cookies == {}
    thanks = client.get(response["Location"])
    assert "评价已收到" in text(thanks) and 'href="/hudong/"' in text(thanks)
    rating = PageRating.objects.get()
    assert (rating.path, rating.verdict, rating.column) == ("/hudong/", "SATISFIED", None)
    assert "已经评价过" in text(client.get(rate(client)["Location"]))
    assert PageRating.objects.count() == 1


def test_a_few_words_can_be_added_once(client, where):
    thanks = rate(client)["Location"]
    long = client.post(thanks, {"remark": "长" * 301})
    assert long.status_code == 400 and "长" * 301 in text(long)
    assert "感谢帮助改进" in text(client.post(thanks, {"remark": "电话<打不通>"}))
    assert PageRating.objects.get().remark == "电话<打不通>"
    again = client.post(thanks, {"remark": "再说"})
    assert again.status_code == 400 and "已经收到过" in text(again)


@pytest.mark.parametrize(
    "extra",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_USER_AGENT": "robot"},
    ],
)
def test_what_does_not_come_from_this_site_is_refused(client, where, extra):
    response = rate(client, **extra)
    assert response.status_code == 403 and "须从本网站的网页上提交" in text(response)
    assert not PageRating.objects.exists()


def test_a_browser_that_only_says_its_origin_is_heard(client, where):
    assert rate(client, HTTP_ORIGIN="http://testserver").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "", "hudong/", "//evil.example/", "https://evil.example/", "/nope/", "/console/",
        "/hudong/?a=1", "/hudong/#x", "/" + "x" * 400, "/xinxi/gjj/999/",
        f"/xinxi/gjj/{10**30}/", "/hudong/\x00",
        "/chaxun/SQ2024-00001/", "/xinxi/gjj/lanmu/nope/",
    ],
)  # fmt: skip
def test_only_pages_of_this_site_are_rated(client, where, path):
    response = rate(client, path=path)
    assert response.status_code == 400 and "没有要评价的网页" in text(response)
    assert not PageRating.objects.exists()


def test_a_verdict_that_is_none_is_refused(client, where):
    response = rate(client, verdict="<script>")
    assert response.status_code == 400 and "没有这个选项" in text(response)
    assert client.get("/pingjia/").status_code == 405
    assert client.get("/pingjia/xiexie/?t=forged")["Location"] == "/"


def test_a_page_of_a_column_counts_for_it(client, where):
    news = ColumnFactory(agency=where.agency, code="news")
    rate(client, path="/xinxi/gjj/lanmu/news/")
    assert PageRating.objects.get().column == news


def test_a_robot_is_told_to_wait(client, where):
    for _each in range(120):
        rate(client, path="")
    response = rate(client)
    assert response.status_code == 429 and int(response["Retry-After"]) > 0
    cache.clear()
    assert rate(client).status_code == 302
