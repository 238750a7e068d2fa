"""A page taken apart: its title, tags, links, and what its foot shows."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from gongkai.rules.site_inspection.tags import Foot

_SPACE = re.compile(r"\s+")
_LONGEST = 500
# The page that says one is leaving, and what it is told: a link there leads to the site behind it.
_LEAVING, _TO = "/likai/", "to"
_ID_CODE = re.compile(r"标识码\D{0,5}[0-9A-Za-z]{10}")
_ICP_NO = re.compile(r"ICP备\s*\d{5,}", re.IGNORECASE)
_POLICE_NO = re.compile(r"公网安备\s*\d{8,}")
_PHONE = re.compile(r"\d{3,4}-?\d{7,8}|\d{7,8}")


class Link(NamedTuple):
    """A link of a page: whole address without fragment, and its words."""

    target: str
    text: str


class PageParts(NamedTuple):
    """What is looked at of a page."""

    title: str
    tags: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    text: str


def page_parts(content: bytes, base: str) -> PageParts:
    """Return the parts of an HTML page.

    :param base: its whole address, for links that are written short
    """
    tree = LexborHTMLParser(content.decode("utf-8", "replace"))
    title = tree.css_first("title")
    tags = tuple(
        (node.attributes.get("name") or "", node.attributes.get("content") or "")
        for node in tree.css("meta[name]")
    )
    main = tree.css_first("main") or tree.body
    return PageParts(
        _plain(title.text()) if title else "",
        tags,
        tuple(_links(tree, base)),
        main.text(separator="\n") if main else "",
    )


def foot_of(content: bytes, names: Iterable[str]) -> Foot:
    """Return what the foot of a page shows of what it must.

    :param names: of the organ and its site, one of which must stand there
    """
    tree = LexborHTMLParser(content.decode("utf-8", "replace"))
    node = tree.css_first("footer")
    text = _plain(node.text(separator=" ")) if node else ""
    links = [
        (link.attributes.get("href") or "", _plain(link.text(separator=" ")) + _alternative(link))
        for link in (node.css("a[href]") if node else ())
    ]
    return Foot(
        has_organ=any(name in text for name in names),
        has_contact=_PHONE.search(text) is not None,
        has_id_code=_ID_CODE.search(text) is not None,
        has_icp_no=_ICP_NO.search(text) is not None,
        has_police_no=_POLICE_NO.search(text) is not None,
        has_fault_entry=any("找错" in words or "zhaocuo" in href for href, words in links),
        has_site_map=any(words.endswith(("网站地图", "站点地图")) for _, words in links),
    )


def _links(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    seen = set()
    for node in tree.css("a[href], area[href]"):
        href = (node.attributes.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        try:
            target = _led_to(urldefrag(urljoin(base, href)).url, base)
            scheme = urlsplit(target).scheme
        except ValueError:
            target, scheme = href, "http"
        if scheme in ("http", "https") and target not in seen and len(target) <= _LONGEST:
            seen.add(target)
            yield Link(target, _plain(node.text(separator=" "))[:100])


def _led_to(target: str, base: str) -> str:
    parts = urlsplit(target)
    if parts.path != _LEAVING or parts.netloc != urlsplit(base).netloc:
        return target
    return urldefrag(parse_qs(parts.query).get(_TO, [target])[0]).url


def _alternative(node: object) -> str:
    images = node.css("img[alt]")  # type: ignore[attr-defined]
    return "".join(image.attributes.get("alt") or "" for image in images)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
