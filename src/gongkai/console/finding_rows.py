"""What the automatic check found, as the panel beside the editor shows it, each with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gongkai.publications.models import AcceptedFinding
from gongkai.publications.queries.prechecking import Precheck
from gongkai.rules.prechecks import PRECHECKS, Finding, Level, pieces_of_html

_CELL = re.compile(r"body/table-(\d+)/(\d+)-(\d+)")
_NAMED = re.compile(r"body/([a-z0-9]+)-(\d+)")
_BLANK = re.compile(r"\s")
_COLOURS = {Level.BLOCK: "error", Level.CONFIRM: "warning", Level.ADVICE: "info"}
# What is typed in a field of its own, by its place.
_FIELDS = {
    "title": "标题",
    "summary": "内容概述",
    "source": "信息来源",
    "keywords": "关键词",
    "formed_on": "成文日期",
}
_ELEMENTS = {"img": "图片", "a": "链接", "table": "表格", "p": "段", "video": "视频"}


@dataclass(frozen=True)
class FindingRow:
    """One finding; `start` and `end` count characters of its field, of the text without blanks.

    `element` is a picture, link or table by its number, as "img:2".
    """

    finding: Finding
    label: str
    colour: str
    where: str
    field: str
    start: int
    end: int
    element: str
    accepted: AcceptedFinding | None

    @property
    def is_open(self) -> bool:
        """Tell whether it stops publication until mended or confirmed."""
        return self.finding.level is not Level.ADVICE and self.accepted is None

    @property
    def key(self) -> str:
        """Return by what the form names it."""
        return f"{self.finding.rule}:{self.finding.digest}"


def rows_of(found: Precheck, body: str) -> list[FindingRow]:
    """Return findings as rows: what stops publication first, each in the order of the text."""
    offsets = _offsets(body)
    rows = [_row(each, found, offsets) for each in found.findings]
    order = {Level.BLOCK: 0, Level.CONFIRM: 1, Level.ADVICE: 2}
    return sorted(rows, key=lambda row: (row.accepted is not None, order[row.finding.level]))


def _row(each: Finding, found: Precheck, offsets: Mapping[str, tuple[int, str]]) -> FindingRow:
    field, start, end, element = each.place, each.start, each.end, ""
    if each.place.startswith("body"):
        field = "body"
        before, text = offsets.get(each.place, (0, ""))
        start = before + _solid(text[: each.start])
        end = start + _solid(text[each.start : each.end])
        named = _NAMED.match(each.place)
        if named and (start == end or named[1] in ("img", "a")):
            element = f"{named[1]}:{named[2]}"
    elif each.place not in _FIELDS:
        field = "files"
    return FindingRow(
        finding=each,
        label=PRECHECKS[each.rule].label,
        colour=_COLOURS[each.level],
        where=_where(each.place),
        field=field,
        start=start,
        end=end,
        element=element,
        accepted=found.accepted.get((each.rule, each.digest)),
    )


def _offsets(body: str) -> dict[str, tuple[int, str]]:
    """Return how many characters, blanks left out, stand before each piece, and its text."""
    offsets: dict[str, tuple[int, str]] = {}
    before = 0
    for piece in pieces_of_html(body, "body"):
        if piece.place.endswith("/alt") or "/hidden-" in piece.place:
            continue
        offsets[piece.place] = (before, piece.text)
        before += _solid(piece.text)
    return offsets


def _solid(text: str) -> int:
    return len(_BLANK.sub("", text))


def _where(place: str) -> str:
    if place in _FIELDS:
        return _FIELDS[place]
    cell = _CELL.match(place)
    if cell:
        told: dict[str, Any] = {"table": cell[1], "row": cell[2], "column": cell[3]}
        return _("正文表%(table)s第%(row)s行第%(column)s格") % told
    named = _NAMED.match(place)
    if named:
        what = _ELEMENTS.get(named[1], _("处"))
        return _("正文第%(number)s%(what)s") % {"number": named[2], "what": what}
    if place.startswith("attachment:"):
        return _("附件“%(name)s”") % {"name": place.removeprefix("attachment:").split("/")[0]}
    return _("正文")
