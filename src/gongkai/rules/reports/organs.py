"""Which organs are expected and which of them are there, by name."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


def organ_key(name: str) -> str:
    """Return what two spellings of one organ's name have in common: blanks and widths aside."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True)
class Attendance:
    """
    Which expected organs are missing, and which came without being expected.

    `perhaps` pairs a missing name with an unexpected one that contains it or is contained in it;
    that is for the eye only, names are never taken for one another.
    """

    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    perhaps: tuple[tuple[str, str], ...]


def attendance(expected: Sequence[str], present: Sequence[str]) -> Attendance:
    """Compare the names of the organs expected with those present."""
    awaited = {organ_key(name): name.strip() for name in expected if name.strip()}
    came = {organ_key(name): name for name in present}
    missing = {key: name for key, name in awaited.items() if key not in came}
    unexpected = {key: name for key, name in came.items() if key not in awaited} if awaited else {}
    perhaps = tuple(
        (name, other)
        for key, name in missing.items()
        for other_key, other in unexpected.items()
        if key in other_key or other_key in key
    )
    return Attendance(tuple(missing.values()), tuple(unexpected.values()), perhaps)
