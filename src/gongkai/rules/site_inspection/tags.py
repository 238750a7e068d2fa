"""Identification tags (网页标签) and the foot of pages: 国办发〔2017〕47号."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_ID_CODE = re.compile(r"[0-9A-Za-z]{10}")
# Of all named tags only these may stand once; others come from elsewhere.
_ONCE = frozenset(name.lower() for name in (*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS))


class PageType(StrEnum):
    """What a page is, and so which tags it must carry; other pages carry those of the site."""

    HOME = "HOME"
    COLUMN = "COLUMN"
    ITEM = "ITEM"
    OTHER = "OTHER"


class PageTags(NamedTuple):
    """A page with its `<meta name= content=>` in their order."""

    where: str
    title: str
    kind: PageType
    tags: Sequence[tuple[str, str]]
    subject: str = ""


class Foot(NamedTuple):
    """What the foot of the home page shows."""

    has_organ: bool
    has_contact: bool
    has_id_code: bool
    has_icp_no: bool
    has_police_no: bool
    has_fault_entry: bool
    has_site_map: bool


_FOOT = {
    "has_organ": "主办单位",
    "has_contact": "联系方式",
    "has_id_code": "网站标识码",
    "has_icp_no": "ICP备案编号",
    "has_police_no": "公安机关备案号",
    "has_fault_entry": "“我为政府网站找错”入口",
    "has_site_map": "网站地图",
}


def tag_faults(page: PageTags, told_once: Collection[str] = ()) -> Iterator[Fault]:
    """Yield the tags that a page lacks, leaves empty or gives twice; names in any case.

    Content pages carry those of site, column and content, column pages those of site and column.

    :param told_once: tags that the home page lacks already, told of there for the whole site
    """
    told: dict[str, str] = {}
    for name, content in page.tags:
        told.setdefault(name.lower(), content.strip())
    wanted: list[tuple[str, tuple[str, ...]]] = [("SITE_TAG_MISSING", SITE_TAGS)]
    if page.kind in (PageType.COLUMN, PageType.ITEM):
        wanted.append(("COLUMN_TAG_MISSING", COLUMN_TAGS))
    if page.kind is PageType.ITEM:
        wanted.append(("ARTICLE_TAG_MISSING", ARTICLE_TAGS))
    for rule, names in wanted:
        missing = [name for name in names if not told.get(name.lower()) and name not in told_once]
        if missing:
            text = f"缺少或空白的标签：{'、'.join(missing)}。"
            yield _of(page, rule, text, "缺少", "、".join(names))
    code = told.get("siteidcode", "")
    if code and page.kind is PageType.HOME and not _ID_CODE.fullmatch(code):
        yield _of(
            page, "SITE_TAG_MISSING", "SiteIDCode不是10位标识码。", code, "10位标识码", "form"
        )
    published = told.get("pubdate", "")
    if published and not _TIME.fullmatch(published):
        yield _of(
            page, "PUBLISHED_FORM", "PubDate的写法不符合规定。", published, "YYYY-MM-DD HH:MM"
        )
    counted = Counter(name.lower() for name, _ in page.tags)
    twice = sorted(name for name, count in counted.items() if count > 1 and name in _ONCE)
    if twice:
        yield _of(page, "TAG_TWICE", f"重复的标签：{'、'.join(twice)}。", "重复", "每页一次")


def missing_site_tags(tags: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return which tags of the site a page lacks or leaves empty."""
    told = {name.lower() for name, content in tags if content.strip()}
    return frozenset(name for name in SITE_TAGS if name.lower() not in told)


def foot_faults(foot: Foot, where: str = "/") -> Iterator[Fault]:
    """Yield what the foot of the home page lacks: 底部功能区."""
    for name, label in _FOOT.items():
        if not getattr(foot, name):
            yield Fault(
                "FOOT_MARK_MISSING",
                where,
                "首页底部",
                f"没有{label}。",
                "site:",
                "没有",
                label,
                known_by=name,
            )


def _of(
    page: PageTags, rule: str, message: str, found: str, expected: str, known_by: str = ""
) -> Fault:
    # What a record's page lacks is mended at the record; one fault for the site as a whole.
    subject = "" if rule == "SITE_TAG_MISSING" else page.subject
    return Fault(
        rule, page.where, page.title or page.where, message, subject, found, expected, known_by
    )
