"""The links below a list lead to its other sheets and keep what was asked for."""

from django.core.paginator import Paginator
from django.test import RequestFactory

from gongkai.portal.sheet_links import addresses_by_query, sheet_links


def shown(number, pages, address_of=lambda number: f"/p{number}/"):
    """Return the links of a sheet of a list of so many sheets."""
    return sheet_links(Paginator(range(pages), 1).page(number), address_of)


def test_one_sheet_needs_no_links():
    assert shown(1, 1) == ""


def test_the_first_sheet_has_none_before_it_and_the_last_none_behind():
    first, last = shown(1, 3), shown(3, 3)
    assert 'rel="prev"' not in first and '<a rel="next" href="/p2/">下一页</a>' in first
    assert 'rel="next"' not in last and '<a rel="prev" href="/p2/">上一页</a>' in last
    assert '<li><span aria-current="page">第1页</span></li>' in first
    assert "<p>共3条，3页</p>" in first


def test_far_sheets_are_a_gap():
    links = shown(10, 20)
    assert links.count("…") == 2
    assert links.count('class="wide-only"') == 8
    assert '<a href="/p9/" aria-label="第9页">9</a>' in links


def test_addresses_are_text():
    assert 'href="&lt;&quot;2&quot;&gt;"' in shown(1, 2, lambda number: f'<"{number}">')


def test_what_was_asked_for_is_kept_and_the_sheet_changed_in_its_place():
    requests = RequestFactory()
    asked = addresses_by_query(requests.get("/", {"page": "7", "q": "page=0&x", "year": "2024"}))
    assert asked(8) == "?page=8&q=page%3D0%26x&year=2024"
    assert addresses_by_query(requests.get("/", {"q": "通知"}))(2) == "?q=%E9%80%9A%E7%9F%A5&page=2"
    assert addresses_by_query(requests.get("/?page=1&page=3"))(2) == "?page=2"
