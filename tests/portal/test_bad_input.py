"""Every address of the portal with whatever may be thrown at it: the right answer, in Chinese."""

import re
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern

from gongkai.portal import urls
from portal.reading import text

pytestmark = pytest.mark.django_db
STACK = ("Traceback", "Error at", "django", ".py", "SELECT", "site-packages")
MARKUP = '"><script>alert(1)</script>'
# What fills the places of an address: fits none of them, or fits and names nothing.
PLACES = (
    "0", "-1", "99999999999999999999", "9" * 400, "1" * 18, "2023", "x" * 300, "..", "%00",
    "%FF%FE", "%2e%2e%2f",
    "٢٠٢٣", quote(MARKUP), quote("住房公积金"), "gjj", "%F0%9F%8F%A0", "%C0%AE",
    "a%0d%0aSet-Cookie:x=1",
)  # fmt: skip
QUERIES = (
    "page=0", "page=-1", "page=999999999999999999999", "page=" + "9" * 5000, "page=1e9", "page=٣",
    "page=%00", "page=%FF", "q=" + "长" * 10_000, "q=" + quote(MARKUP), "q=%00", "q=%FF%FE",
    "q=%ED%A0%80", "q='%20OR%201=1--", "q=" + "(" * 500, "q=\"&q=*&q=%5C",
    "year=-1&column=" + "x" * 500, "year=٢٠٢٣&column=%00", "year=99999999999999999999",
    "print=%00", "x[]=1&x[$ne]=2", "&".join(f"a{n}=1" for n in range(900)),
    "sort=%00&from=9999-99-99&to=%FF", "to=//evil.example&by=x", "%FF=%FF", "=&&&==",
)  # fmt: skip
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
KNOWN = {200, 301, 302, 303, 400, 401, 403, 404, 405, 410, 413, 429}


@pytest.fixture(autouse=True)
def site(organ, monkeypatch):
    """Return a site that refuses nobody for coming often."""
    monkeypatch.setattr(
        "rest_framework.throttling.SimpleRateThrottle.allow_request", lambda *_: True
    )
    return organ


@pytest.fixture
def visitor():
    """Return a visitor to whom a crash is shown as to everybody."""
    return Client(raise_request_exception=False)


def templates():
    """Return every address of the portal with {} in its places."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        if route.startswith("^"):
            route = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", "{}", route.strip("^$"))
            route = route.replace("\\.", ".").replace("\\", "")
        yield pattern.name, "/" + re.sub(r"<[^>]+>", "{}", route)


ALL = dict(templates())


def is_calm(response, about):
    """Insist that an answer is a known one, Chinese where it is a page, and tells no secrets."""
    assert response.status_code in KNOWN, (about, response.status_code)
    if response.streaming or "html" not in response.get("Content-Type", ""):
        return
    page = text(response)
    assert "<script>alert" not in page, about
    assert not [word for word in STACK if word in page], about
    if response.status_code >= 400:
        assert re.search("[一-龥]{4}", page), about
    assert "evil.example" not in urlsplit(response.get("Location", "")).netloc, about
    assert not [name for name in response.headers if name.lower() == "x"], about


def test_every_address_is_in_the_table():
    assert len(ALL) > 50
    assert ALL["item"] == "/xinxi/{}/{}/" and ALL["report"] == "/nianbao/{}/{}/"


def test_places_filled_with_anything(visitor):
    for name, template in ALL.items():
        holes = template.count("{}")
        for value in PLACES if holes else ():
            # With one place both are the same.
            for filled in {(value,) * holes, ("gjj",) * (holes - 1) + (value,)}:
                is_calm(visitor.get(template.format(*filled)), (name, filled))


def test_queries_of_any_kind(visitor):
    for name, template in ALL.items():
        address = template.format(*["gjj"] * template.count("{}"))
        for query in QUERIES:
            response = visitor.get(f"{address}?{query}")
            is_calm(response, (name, query[:60]))


def test_methods_that_no_page_knows(visitor):
    for name, template in ALL.items():
        address = template.format(*["gjj"] * template.count("{}"))
        is_there = visitor.get(address).status_code == 200
        for method in METHODS:
            response = visitor.generic(method, address)
            is_calm(response, (name, method))
            if method not in ("POST", "OPTIONS") and is_there:
                assert response.status_code == 405, (name, method)
                assert "不支持这样访问" in text(response) and response["Allow"], (name, method)


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "\xff" * 9000, "accept": MARKUP},
        {"cookie": "gongkai_view=" + "x" * 8000 + "; sessionid=%00; csrftoken=\xff"},
        {"referer": "\x01" + MARKUP, "user-agent": "x" * 9000},
        {"x-forwarded-host": "evil.example", "x-forwarded-for": "' OR 1=1--, 999.999.999.999"},
        {"if-modified-since": "yesterday", "if-none-match": '"' + "a" * 5000, "range": "bytes=9-1"},
        {"content-type": "text/html; charset=klingon", "content-length": "0"},
    ],
)
def test_headers_of_any_kind(visitor, headers):
    for name, template in ALL.items():
        address = template.format(*["gjj"] * template.count("{}"))
        is_calm(visitor.get(address, headers=headers), (name, headers))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x00\xff\xfe", "application/x-www-form-urlencoded"),
        (b"a=" + b"%FF" * 5000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"--x", "multipart/form-data; boundary=" + "x" * 500),
        (b'{"a":', "application/json"),
        (b"<a/>", "text/xml; charset=utf-32"),
    ],
)
def test_bodies_of_any_kind(visitor, body, kind):
    for name, template in ALL.items():
        address = template.format(*["gjj"] * template.count("{}"))
        is_calm(visitor.generic("POST", address, body, content_type=kind), (name, body[:20], kind))


def test_hosts_that_are_nobodys(visitor):
    for host in ("evil.example", MARKUP, "a" * 300, "[::1", "\xff.cn"):
        for address in ("/", "/jiansuo/", "/nope/", "/liulan/"):
            response = visitor.get(address, headers={"host": host}, SERVER_NAME="evil.example")
            assert response.status_code == 400, (host, address)
            page = text(response)
            assert "无法识别的请求" in page and "<script>" not in page, host
            assert not [word for word in STACK if word in page], host
