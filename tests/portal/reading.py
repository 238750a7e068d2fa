"""Reading a served page the way a visitor or a robot does."""

import re
from html import unescape

TAG = re.compile(r'<meta name="([^"]+)" content="([^"]*)">')


def text(response):
    """Return a page's markup."""
    return response.content.decode()


def tags(response):
    """Return the page's named tags; a name that stands twice is an error."""
    found = [(name, unescape(value)) for name, value in TAG.findall(text(response))]
    assert len({name for name, _ in found}) == len(found), found
    return dict(found)


def title(response):
    """Return what the browser shows in its tab."""
    return unescape(re.search(r"<title>(.*?)</title>", text(response), re.DOTALL)[1].strip())


def canonical(response):
    """Return the address that the page names as its own."""
    return re.search(r'<link rel="canonical" href="([^"]+)">', text(response))[1]


def subjects(response):
    """Return what a page, asked for to be kept as a file, says it is made from."""
    return set(response["Gongkai-Reads"].split())


def until(response):
    """Return when such a page says that it changes by itself, "" for never."""
    return response.get("Gongkai-Until", "")
