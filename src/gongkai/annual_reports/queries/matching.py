"""Which organ a file belongs to: by its title, else by its name, and never by a guess."""

import unicodedata
from collections.abc import Iterable

from gongkai.annual_reports.models import CollectionOrgan


def organ_titled(title_organ: str, organs: Iterable[CollectionOrgan]) -> CollectionOrgan | None:
    """Return the organ whose full name is the one in a report's title; blanks do not count."""
    wanted = _plain(title_organ)
    return _only(organ for organ in organs if wanted and _plain(organ.name) == wanted)


def organ_in_file_name(file_name: str, organs: Iterable[CollectionOrgan]) -> CollectionOrgan | None:
    """Return the one organ whose full name stands in a file's name; None if two do."""
    told = _plain(file_name)
    return _only(organ for organ in organs if _plain(organ.name) in told)


def _only(found: Iterable[CollectionOrgan]) -> CollectionOrgan | None:
    all_found = list(found)
    return all_found[0] if len(all_found) == 1 else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
