"""Whether a public text is in force on a day, and what took its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.publications.queries.related import RelatedItem

_REPLACING: Mapping[str, str] = {
    "REPEALS": "REPEALED",
    "AMENDS": "AMENDED",
}
_OVER = ("REPEALED", "INVALID")
_UNTOUCHED = ("NONE", "IN_FORCE")


@dataclass(frozen=True)
class Standing:
    """How a text stands on a day: its validity, since or until when, and what replaced it.

    `coming` is what will replace it, but is not in force yet.
    """

    validity: str
    since: date | None = None
    until: date | None = None
    successors: tuple[RelatedItem, ...] = ()
    coming: tuple[RelatedItem, ...] = ()

    @property
    def is_over(self) -> bool:
        """Tell whether the text no longer holds."""
        return self.validity in _OVER

    @property
    def needs_warning(self) -> bool:
        """Tell whether a reader must not rely on the text as it stands."""
        return self.is_over or self.validity == "AMENDED" or bool(self.coming)


def standing_of(content: Mapping[str, Any], related: Iterable[RelatedItem], on: date) -> Standing:
    """Return how a public text stands on a day.

    What was approved of it says so, or a public text that repeals or amends it and is in force.
    """
    validity = str(content.get("validity") or "NONE")
    invalid_on = _day(content.get("invalid_on"))
    replacing = [each for each in related if each.is_incoming and each.kind in _REPLACING]
    coming = [each for each in replacing if each.effective_on and each.effective_on > on]
    successors = [each for each in replacing if each not in coming]
    since = invalid_on if validity in _OVER else None
    if validity in _UNTOUCHED:
        validity, since = _by_others(validity, successors)
    if validity in _UNTOUCHED and invalid_on and invalid_on <= on:
        validity, since = "INVALID", invalid_on
    until = invalid_on if validity == "IN_FORCE" else None
    return Standing(validity, since, until, tuple(successors), tuple(coming))


def _by_others(own: str, successors: Iterable[RelatedItem]) -> tuple[str, date | None]:
    """Return what others made of the text: a repeal outweighs an amendment."""
    found = sorted(successors, key=lambda each: each.kind != "REPEALS")
    if not found:
        return own, None
    return _REPLACING[found[0].kind], found[0].effective_on


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
