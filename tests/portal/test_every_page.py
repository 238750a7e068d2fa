"""Every type of page, as a robot reads it: its tags, its links, and nothing from elsewhere."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from portal.page_types import BARE, ORGAN
from portal.reading import tags, text

pytestmark = pytest.mark.django_db
# Names and abbreviations that Chinese text has as they are.
LATIN = {
    "aa", "atom", "cmyk", "cn", "com", "cookie", "csv", "docx", "esc", "example", "excel", "gb",
    "gif", "gjj", "html", "icp", "jc", "jpeg", "jpg", "json", "kb", "ly", "mb", "ofd", "pdf", "png",
    "rss", "sha", "shift", "sq", "tab", "txt", "utf", "wcag", "word", "wps", "xlsx", "xml",
    "bj", "yy",
}  # fmt: skip
LOADS = {"img", "script", "video", "audio", "source", "track", "iframe", "embed", "object"}


class Reader(HTMLParser):
    """Collects what a page loads, runs and says."""

    def __init__(self, page):
        super().__init__()
        self.loaded, self.inline, self.words, self.json_ld = [], [], [], []
        self.headings, self.ids, self.links, self.canonical = 0, [], [], []
        self.inside = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        if tag not in ("meta", "link", "input", "img", "br", "hr", "source", "track", "col", "wbr"):
            self.inside.append((tag, own))
        if tag in LOADS:
            self.loaded += [
                own[name] for name in ("src", "data", "srcset", "poster") if name in own
            ]
        if tag == "link" and own.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(own["href"])
        if tag == "link" and own.get("rel") == "canonical":
            self.canonical.append(own["href"])
        self.inline += [f"{tag} {name}" for name in own if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in own and own.get("type") != "application/ld+json":
            self.inline.append("script")
        if tag == "a":
            self.links.append(own.get("href") or "")
        self.headings += tag == "h1"
        self.ids += [own["id"]] if "id" in own else []
        self.words += [own[n] for n in ("alt", "title", "placeholder", "aria-label") if own.get(n)]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, own = self.inside[-1] if self.inside else ("", {})
        if tag == "script" and own.get("type") == "application/ld+json":
            self.json_ld.append(json.loads(data))
        elif tag not in ("script", "style", "code"):
            self.words.append(data)


@pytest.fixture(scope="module")
def answers(pages):
    """Return name, address and answer of every page."""
    client = Client()
    return {name: (address, client.get(address)) for name, address in pages.items()}


def test_every_type_of_page_is_there(answers):
    expected = {"没有的页面": 404, "撤下的信息": 410, "检索词过长": 400, "预约没有选事项": 400}
    for name, (address, response) in answers.items():
        assert response.status_code == expected.get(name, 200), (name, address)
        assert response["Content-Type"] == "text/html; charset=utf-8", name


def test_no_page_loads_or_runs_anything_from_elsewhere(answers):
    for name, (_address, response) in answers.items():
        read = Reader(text(response))
        for address in read.loaded:
            assert re.match(r"/(?![/\\])|data:,$", address), (name, address)
        assert read.inline == [], name
        assert "url(" not in text(response), name


def test_no_page_speaks_english(answers):
    for name, (_address, response) in answers.items():
        said = " ".join(Reader(text(response)).words).lower()
        words = set(re.findall(r"[a-z]{2,}", re.sub(r"https?://\S+", " ", said)))
        assert words <= LATIN, (name, words - LATIN)


def test_every_page_has_one_heading_and_ids_that_differ(answers):
    for name, (_address, response) in answers.items():
        read = Reader(text(response))
        assert read.headings == 1, name
        assert len(set(read.ids)) == len(read.ids), (name, read.ids)
        assert '<html lang="zh-CN">' in text(response), name
        assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text(
            response
        ), name


def test_tags_stand_once_and_are_never_empty(answers):
    for name, (_address, response) in answers.items():
        if name in BARE:
            continue
        found = tags(response)
        assert found["SiteName"] == ORGAN and found["SiteDomain"] == "testserver", name
        assert all(value.strip() for value in found.values()), name
        lower = [each.lower() for each in found]
        assert len(set(lower)) == len(lower), (name, found)
        assert "Django" not in text(response) and "Wagtail" not in text(response), name


def test_a_page_is_known_by_one_address(answers):
    client = Client()
    for name, (address, response) in answers.items():
        read = Reader(text(response))
        assert len(read.canonical) <= 1, name
        if response.status_code == 200 and "noindex" not in text(response):
            assert read.canonical[0].startswith("http://testserver/"), name
            known = client.get(read.canonical[0].removeprefix("http://testserver"))
            assert Reader(text(known)).canonical == read.canonical, (name, address)


def test_each_content_page_that_robots_may_keep_stands_in_the_sitemap(answers):
    told = text(Client().get("/sitemap.xml"))
    for name, (_address, response) in answers.items():
        page = text(response)
        if response.status_code == 200 and "noindex" not in page and "ArticleTitle" in page:
            assert f"<loc>{Reader(page).canonical[0]}</loc>" in told, name


def test_machines_are_told_of_site_search_and_path(answers):
    for name, (_address, response) in answers.items():
        page = text(response)
        things = [one for told in Reader(page).json_ld for one in told["@graph"]]
        kinds = {one["@type"]: one for one in things}
        if name in BARE or name.endswith("打印版"):
            continue
        assert kinds["GovernmentOrganization"]["name"] == ORGAN, name
        action = kinds["WebSite"]["potentialAction"]
        assert action["target"]["urlTemplate"].endswith("/jiansuo/?q={search_term_string}")
        if 'class="crumbs' in page:
            steps = kinds["BreadcrumbList"]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[0]["name"] == "首页" and len(steps) > 1, name


def test_every_link_of_the_site_leads_somewhere(answers):
    client = Client()
    known = {}
    for name, (_address, response) in answers.items():
        for link in Reader(text(response)).links:
            address = link.partition("#")[0]
            assert link and not link.startswith("javascript"), name
            if address.startswith("/") and address not in known and "/report." not in address:
                known[address] = client.get(address).status_code
                assert known[address] in (200, 301, 302), (name, address, known[address])


def test_the_foot_holds_what_the_rules_ask_for(answers):
    foot = text(answers["首页"][1]).partition("<footer")[2]
    for words in ("网站地图", "联系我们", "无障碍说明", "主办单位", "我为政府网站找错", ORGAN):
        assert words in foot, words
