"""Files that the public may have: whose they are, and their bytes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.searchable import items_with_file, public_file_of
from gongkai.sites.queries.files import bytes_of
from gongkai.sites.queries.searchable import pages_with_file, public_site_file_of


class PublicFile(NamedTuple):
    """A file by the name it is handed out by, and what gives its bytes."""

    name: str
    read: Callable[[], bytes]


def public_file(sha256: str) -> PublicFile | None:
    """Return a file of these bytes that something public hands out, None if nothing does.

    Its `read` raises Undecipherable where the key does not fit, FileNotFoundError where it is gone.
    """
    of_item = public_file_of(sha256)
    if of_item is not None:
        return PublicFile(of_item.name, partial(content_of, of_item))
    of_site = public_site_file_of(sha256)
    return PublicFile(of_site.name, partial(bytes_of, of_site)) if of_site is not None else None


def what_carries(sha256: str) -> Mapping[str, Sequence[int]]:
    """Return the public items and pages that hand out a file of these bytes, by their keys."""
    return {"items": items_with_file(sha256), "pages": pages_with_file(sha256)}
