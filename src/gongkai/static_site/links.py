"""Where a page leads: what is linked is looked at, so that no list of pages has to be kept."""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from gongkai.static_site.addresses import path_below

_PLACES = (
    ("a[href]", "href"),
    ("link[href]", "href"),
    ("img[src]", "src"),
    ("source[src]", "src"),
    ("video[src]", "src"),
    ("video[poster]", "poster"),
    ("track[src]", "src"),
    ("iframe[src]", "src"),
    ('meta[property="og:image"]', "content"),
)
_IN_FEEDS = re.compile(r'<(?:loc|link)>([^<]+)</|\shref="([^"]+)"')


def links_in(path: str, body: bytes, base: str) -> list[str]:
    """Return the paths of the same site that a page, sitemap or feed leads to, in their order.

    :param path: of the page; what ends neither in "/" nor as sitemaps and feeds do leads nowhere
    :param base: scheme and host of the site
    """
    if path.endswith("/"):
        written = _in_page(body)
    elif path.endswith((".xml", ".rss", ".atom")):
        text = body.decode("utf-8", "replace")
        written = [unescape(one or other) for one, other in _IN_FEEDS.findall(text)]
    else:
        return []
    found = (path_below(base, each, path) for each in written)
    return list(dict.fromkeys(each for each in found if each is not None and each != path))


def _in_page(body: bytes) -> list[str]:
    page = LexborHTMLParser(body)
    return [
        node.attributes.get(name) or "" for selector, name in _PLACES for node in page.css(selector)
    ]
