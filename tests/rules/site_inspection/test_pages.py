"""Tags, foot, links, search and speed of pages; the host they stand on."""

from datetime import date, timedelta

import pytest

from gongkai.rules.site_inspection.hosts import (
    AnswerFact,
    CertificateFact,
    address_faults,
    answer_faults,
    certificate_faults,
    domain_faults,
    encryption_faults,
)
from gongkai.rules.site_inspection.limits import Limits
from gongkai.rules.site_inspection.links import (
    LinkFact,
    PageFact,
    is_listed,
    link_faults,
    page_faults,
    search_faults,
    unlisted_faults,
)
from gongkai.rules.site_inspection.tags import (
    Foot,
    PageTags,
    PageType,
    foot_faults,
    missing_site_tags,
    tag_faults,
)

ON = date(2024, 6, 1)
LIMITS = Limits()
SITE = [("SiteName", "中心"), ("SiteDomain", "gjj.example.gov.cn"), ("SiteIDCode", "2114000012")]
COLUMN = [("ColumnName", "通知"), ("ColumnDescription", "通知"), ("ColumnKeywords", "通知"),
          ("ColumnType", "通知公告")]  # fmt: skip
ARTICLE = [("ArticleTitle", "通知"), ("PubDate", "2024-01-10 10:30"), ("ContentSource", "中心")]


def told(kind, tags, known=()):
    return [fault.rule for fault in tag_faults(PageTags("/", "页", kind, tags), known)]


def without(tags, name):
    return [each for each in tags if each[0] != name]


@pytest.mark.parametrize(
    ("kind", "tags", "rules"),
    [
        (PageType.HOME, SITE, []),
        (PageType.OTHER, SITE, []),
        (PageType.COLUMN, SITE + COLUMN, []),
        (PageType.ITEM, SITE + COLUMN + ARTICLE, []),
        (PageType.HOME, without(SITE, "SiteIDCode"), ["SITE_TAG_MISSING"]),
        (PageType.COLUMN, SITE, ["COLUMN_TAG_MISSING"]),
        (PageType.ITEM, SITE + COLUMN, ["ARTICLE_TAG_MISSING"]),
        (PageType.ITEM, SITE + ARTICLE, ["COLUMN_TAG_MISSING"]),
        (PageType.ITEM, SITE + COLUMN + without(ARTICLE, "ContentSource"),
         ["ARTICLE_TAG_MISSING"]),
        (PageType.HOME, [*SITE, ("SiteName", "又一次")], ["TAG_TWICE"]),
        (PageType.HOME, [*SITE, ("viewport", "a"), ("viewport", "b")], []),
    ],
)  # fmt: skip
def test_each_kind_of_page_carries_its_tags_once(kind, tags, rules):
    assert told(kind, tags) == rules


def test_names_of_tags_are_known_in_any_case_and_empty_ones_count_as_missing():
    assert told(PageType.HOME, [(name.lower(), text) for name, text in SITE]) == []
    assert told(PageType.HOME, [*without(SITE, "SiteName"), ("SiteName", " ")]) == [
        "SITE_TAG_MISSING"
    ]


def test_what_the_home_page_lacks_is_not_told_of_every_page():
    lacking = without(SITE, "SiteIDCode")
    known = missing_site_tags(lacking)
    assert known == {"SiteIDCode"}
    assert told(PageType.OTHER, lacking, known) == []


@pytest.mark.parametrize("code", ["123", "21140000123", "2114-00012"])
def test_an_identification_code_has_ten_places(code):
    tags = [*without(SITE, "SiteIDCode"), ("SiteIDCode", code)]
    assert told(PageType.HOME, tags) == ["SITE_TAG_MISSING"]


@pytest.mark.parametrize("written", ["2024-01-10", "2024年1月10日", "2024-1-10 10:30"])
def test_the_moment_of_publication_is_written_as_the_guide_says(written):
    tags = [*SITE, *COLUMN, *without(ARTICLE, "PubDate"), ("PubDate", written)]
    assert told(PageType.ITEM, tags) == ["PUBLISHED_FORM"]


@pytest.mark.parametrize("name", Foot._fields)
def test_the_foot_shows_what_it_must(name):
    whole = Foot(**dict.fromkeys(Foot._fields, True))
    assert list(foot_faults(whole)) == []
    (fault,) = foot_faults(whole._replace(**{name: False}))
    assert fault.rule == "FOOT_MARK_MISSING"


@pytest.mark.parametrize(
    ("is_on_home", "problem", "rules"),
    [
        (True, "", []),
        (True, "状态码404", ["HOME_LINK_DEAD"]),
        (False, "状态码404", ["LINK_DEAD"]),
    ],
)
def test_a_dead_link_counts_more_on_the_home_page(is_on_home, problem, rules):
    fact = LinkFact("/", "首页", "/nope/", "指南", is_on_home, problem)
    assert [fault.rule for fault in link_faults(fact)] == rules


def test_two_dead_links_of_a_page_are_two_faults():
    one, other = (
        next(link_faults(LinkFact("/", "首页", target, "", True, "状态码404")))
        for target in ("/a/", "/b/")
    )
    assert one.identity != other.identity


@pytest.mark.parametrize(
    ("status", "milliseconds", "linked_from", "rules"),
    [
        (200, 3000, "", []),
        (200, 3001, "", ["PAGE_SLOW"]),
        (500, 10, "/", ["PAGE_DEAD"]),
        (404, 10, "/", []),
        (404, 10, "", ["PAGE_DEAD"]),
    ],
)
def test_a_page_opens_and_soon(status, milliseconds, linked_from, rules):
    fact = PageFact("/a/", "页", status, milliseconds, linked_from)
    assert [fault.rule for fault in page_faults(fact, LIMITS)] == rules


@pytest.mark.parametrize(("status", "count"), [(200, 0), (500, 1), (404, 1)])
def test_the_site_can_be_searched(status, count):
    assert len(list(search_faults(status, "/jiansuo/"))) == count


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.gov.cn", True),
        ("gov.cn", True),
        ("a.b.gov.cn", True),
        ("www.example.org.cn", True),
        ("notgov.cn", False),
        ("gov.cn.example.com", False),
        ("example.com", False),
    ],
)
def test_links_lead_to_government_or_to_listed_sites(host, expected):
    assert is_listed(host, ("example.org.cn",)) is expected
    found = list(unlisted_faults("/", "首页", f"https://{host}/x", ("example.org.cn",)))
    assert (found == []) is expected


@pytest.mark.parametrize(("host", "count"), [("gjj.example.gov.cn", 0), ("gjj.example.com", 1)])
def test_the_domain_is_of_government(host, count):
    assert len(list(domain_faults([host]))) == count


@pytest.mark.parametrize(("scheme", "count"), [("https", 0), ("http", 1)])
def test_visitors_come_encrypted(scheme, count):
    assert len(list(encryption_faults("gjj.example.gov.cn", scheme))) == count


@pytest.mark.parametrize(
    ("days", "problem", "count"),
    [(30, "", 0), (29, "", 1), (-1, "", 1), (None, "证书已经过期", 1), (400, "", 0)],
)
def test_a_certificate_is_trusted_and_lasts(days, problem, count):
    until = None if days is None else ON + timedelta(days=days)
    fact = CertificateFact("gjj.example.gov.cn", until, problem)
    assert len(list(certificate_faults(fact, ON, LIMITS))) == count


@pytest.mark.parametrize(("addresses", "count"), [(("2001:db8::1",), 0), ((), 1)])
def test_the_host_has_an_ipv6_address(addresses, count):
    assert len(list(address_faults("gjj.example.gov.cn", addresses))) == count


@pytest.mark.parametrize(
    ("seconds", "problem", "count"), [(15.0, "", 0), (15.1, "", 1), (0.1, "打不开", 1)]
)
def test_the_home_page_comes_in_fifteen_seconds(seconds, problem, count):
    fact = AnswerFact("gjj.example.gov.cn", seconds, problem)
    assert len(list(answer_faults(fact, LIMITS))) == count
