"""Words that mean the same: those that come with the software and those that officers entered."""

import time
from collections.abc import Mapping, Sequence
from threading import Lock

from gongkai.search.lexicon import built_in_synonyms
from gongkai.search.models import SynonymGroup

_MOST = 6
_SECONDS = 10.0


class _Kept:
    """The groups as they were read, for a few seconds: each search would read them otherwise."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read_at = float("-inf")
        self._groups: Mapping[str, tuple[str, ...]] = {}

    def groups(self) -> Mapping[str, tuple[str, ...]]:
        with self._lock:
            now = time.monotonic()
            if now - self._read_at > _SECONDS:
                self._groups, self._read_at = _read(), now
            return self._groups

    def forget(self) -> None:
        with self._lock:
            self._read_at = float("-inf")


_KEPT = _Kept()


def alternatives_of(word: str) -> Sequence[str]:
    """Return a word and those that mean the same, itself first."""
    return (word, *(each for each in _KEPT.groups().get(word.lower(), ()) if each != word.lower()))


def forget_synonyms() -> None:
    """Read the groups anew at the next search."""
    _KEPT.forget()


def own_groups() -> list[SynonymGroup]:
    """Return the groups that officers entered and that are in use, newest first."""
    rows = SynonymGroup.objects.filter(removed_at=None).select_related("agency", "officer")
    return list(rows.order_by("-added_at", "-pk"))


def _read() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    own = SynonymGroup.objects.filter(removed_at=None).values_list("words", flat=True)
    for group in [*built_in_synonyms(), *own.order_by("pk")]:
        words = [str(word).lower() for word in group]
        for word in words:
            held = found.setdefault(word, [])
            held += [each for each in words if each not in held and each != word]
    return {word: tuple(others[: _MOST - 1]) for word, others in found.items()}
