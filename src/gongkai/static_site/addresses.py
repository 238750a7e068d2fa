"""Which file stands for an address, and how it is handed out; nginx goes by the same rules.

docs/nginx/ says the same in nginx's words, and tests compare the two.
"""

import re
from urllib.parse import unquote, urlsplit

# What is ours beside the folders: all else that does not end in "/" is somebody's file.
_PAGE = re.compile(
    r"/(?:(?:robots|security)\.txt|feed\.(?:rss|atom)|se-[0-9a-f]{6}\.css)?$"
    r"|^/sitemap(?:/.+)?\.xml$"
)
# Its address names what is in it.
_LASTING = re.compile(r"/se-[0-9a-f]{6}\.css$")
_INDEX = "index.html"
# What never becomes a file, whatever it answers: the program's own files, and what is not the
# public's.
_NEVER = ("/static/", "/media/", "/console/", "/documents/", "/api/")
_LONGEST = 1000

_PAGE_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
# What browsers show and never run.
_SHOWN = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
_SAVED = "application/octet-stream"


def file_of(path: str) -> str | None:
    """Return the file, below a site's folder, that stands for a path; None where none may.

    :param path: the decoded path of an address, which begins with "/"
    """
    if not path.startswith("/") or len(path) > _LONGEST or not path.isprintable():
        return None
    steps = path[1:].split("/")
    last = steps.pop()
    if any(step in ("", ".", "..") for step in steps) or "\\" in path:
        return None
    # The files themselves are no addresses, nor is what is beside them or half written.
    if last in (".", "..", _INDEX) or last.endswith((".gz", ".tmp")):
        return None
    return "/".join([*steps, last or _INDEX])


def is_page(path: str) -> bool:
    """Tell whether a path is a page or feed of ours, and no file that somebody attached."""
    return _PAGE.search(path) is not None


def keeping(path: str) -> str:
    """Return the Cache-Control that goes with a path: pages are asked for anew each time."""
    return "public, max-age=31536000, immutable" if _LASTING.search(path) else "public, no-cache"


def may_be_kept(path: str) -> bool:
    """Tell whether what a path answers may become a file."""
    return not path.startswith(_NEVER) and file_of(path) is not None


def media_type(path: str) -> str:
    """Return the Content-Type that goes with a path."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    if path.endswith("/"):
        return _PAGE_TYPES["html"]
    if is_page(path):
        return _PAGE_TYPES[ending]
    return _SHOWN.get(ending, _SAVED)


def manner(path: str) -> str:
    """Return the Content-Disposition that goes with a file: what browsers cannot show is saved."""
    return "attachment" if media_type(path) == _SAVED else "inline"


def path_below(base: str, written: str, beside: str = "/") -> str | None:
    """Return the decoded path that a link leads to on a site; None if it leads elsewhere.

    :param base: scheme and host of the site
    :param written: the link as it stands in a page
    :param beside: the path of that page
    """
    if "?" in written:
        return None
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        if f"{parts.scheme}://{parts.netloc}" != base:
            return None
        path = parts.path or "/"
    elif parts.path.startswith("/"):
        path = parts.path
    elif parts.path:
        path = beside[: beside.rindex("/") + 1] + parts.path
    else:
        return None
    decoded = unquote(path, errors="replace")
    return decoded if may_be_kept(decoded) else None
