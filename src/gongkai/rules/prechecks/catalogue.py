"""The rules of the automatic check: code, label, level and where each comes from."""

from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.prechecks.findings import (
    Finding,
    Hit,
    Level,
    digest_of,
    shown,
    without_numbers,
)

_TABLE = bundled_table("prechecks/rules.toml")


class Precheck(NamedTuple):
    """One rule; `level` is the gravest that it gives."""

    code: str
    label: str
    level: Level
    source: str


PRECHECKS: dict[str, Precheck] = {
    code: Precheck(code, row["label"], Level(row["level"]), row["source"])
    for code, row in _TABLE["rules"].items()
}
"""The rules by their codes, in the order in which they are listed."""

MOST_OF_ONE_RULE: int = _TABLE["limits"]["most_of_one_rule"]
TITLE_CHARACTERS: int = _TABLE["limits"]["title_characters"]
TITLE_SOURCE: str = _TABLE["limits"]["title_source"]


def finding(hit: Hit, place: str, text: str, key: bytes) -> Finding:
    """Return a hit in a text as a finding that may be stored.

    :param text: all of the piece, or the whole matter where start and end are both 0
    """
    matched = text[hit.start : hit.end] if hit.end else text
    return Finding(
        rule=hit.rule,
        level=hit.level or PRECHECKS[hit.rule].level,
        place=place,
        start=hit.start,
        end=hit.end,
        matched=shown(hit.rule, matched),
        message=without_numbers(hit.message),
        suggestion=without_numbers(hit.suggestion),
        digest=digest_of(hit.rule, _known_by(hit, text), key),
    )


# A comma alone would stand for every comma: such findings are known again by what is around them.
_AROUND = 6
_BARE = frozenset(
    {"HALF_WIDTH_MARK", "DOUBLED_MARK", "NEEDLESS_COMMA", "STRAIGHT_QUOTE", "ELLIPSIS"}
    | {"NUMBERING_MARK", "FULL_WIDTH_DIGIT", "RANGE_HYPHEN", "SHORT_YEAR", "TITLE_MARK"}
)


def _known_by(hit: Hit, text: str) -> str:
    if not hit.end:
        return text
    if hit.rule in _BARE:
        return text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
    return text[hit.start : hit.end]
