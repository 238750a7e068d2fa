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
