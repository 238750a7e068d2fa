"""The labels of the statutory tables, recognised however a page writes them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from gongkai.rules.reports.editions import edition

EDITIONS = ("2019", "2021")
# Closer than this and no second label as close: the same label with a slip in it.
_CLOSE = 0.86
_SHORTEST_CLOSE = 6
_LONGEST = 120

_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,2}(?:部分|[、:])|[(]?[一二三四五六七八九十]{1,2}[)、.:]|"
    r"[(]?[0-9]{1,2}(?:[)、.:]|(?=[\u4e00-\u9fff])))+"
)
_NO_LETTER = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": '"', "’": '"', "'": '"', "「": '"',
                         "」": '"', "『": '"', "』": '"', "﹐": ",", "、": ","})  # fmt: skip


class Label(NamedTuple):
    """A recognised label: its key, and the official wording where the one found differs."""

    key: str
    differs_from: str | None = None


class _Wording(NamedTuple):
    key: str
    official: str


@lru_cache(maxsize=16_384)
def letters(text: str) -> str:
    """Return a label's letters alone: no numbering, no punctuation, no blanks."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    return _NO_LETTER.sub("", _NUMBERING.sub("", plain))


@lru_cache(maxsize=16_384)
def row_label(text: str) -> Label | None:
    """Return which line of section 三's table a label names, in either edition."""
    return _recognised(text, _request_rows())


@lru_cache(maxsize=16_384)
def group_label(text: str) -> str | None:
    """Return the letters of the heading a label is, over lines of section 三's table."""
    found = letters(text)
    return found if found in _groups() else None


@lru_cache(maxsize=16_384)
def column_label(text: str) -> Label | None:
    """Return which kind of applicant a label of section 三's table names."""
    return _recognised(text, _request_columns())


@lru_cache(maxsize=16_384)
def proactive_row_label(text: str) -> Label | None:
    """Return which line of section 二's table a label names, by the official wording."""
    return _recognised(text, _proactive_rows())


@lru_cache(maxsize=16_384)
def proactive_column_label(text: str) -> Label | None:
    """Return which column of section 二's table a label names, by the official wording."""
    return _recognised(text, _proactive_columns())


@lru_cache(maxsize=16_384)
def result_label(text: str) -> Label | None:
    """Return which result of section 四's table a label names."""
    return _recognised(text, _results())


@lru_cache(maxsize=16_384)
def route_label(text: str) -> Label | None:
    """Return which route of section 四's table a label names."""
    return _recognised(text, _routes())


@cache
def proactive_paths() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return edition and path for the letters of line and column of section 二's table."""
    return {
        (letters(figure.row_label), letters(figure.column_label)): (code, path)
        for code in EDITIONS
        for path, figure in edition(code).figures.items()
        if path.startswith("proactive")
    }


@cache
def request_group(key: str) -> str | None:
    """Return the letters of the heading that a line stands under in 2021's form, "" for none."""
    for row in edition("2021").request_rows:
        if row.key == key:
            return letters(row.group)
    return None


def _recognised(text: str, book: Mapping[str, _Wording]) -> Label | None:
    found = letters(text)
    if not found or len(text) > _LONGEST:
        return None
    wording = book.get(found) or _nearest(found, book)
    if wording is None:
        return None
    same = _written(text) == _written(wording.official)
    return Label(wording.key, None if same else wording.official)


def _nearest(found: str, book: Mapping[str, _Wording]) -> _Wording | None:
    if len(found) < _SHORTEST_CLOSE:
        return None
    scores: dict[str, tuple[float, _Wording]] = {}
    for known, wording in book.items():
        if abs(len(known) - len(found)) > 4 or len(known) < _SHORTEST_CLOSE:
            continue
        score = SequenceMatcher(None, found, known, autojunk=False).ratio()
        if score >= scores.get(wording.key, (0.0, wording))[0]:
            scores[wording.key] = (score, wording)
    ranked = sorted(scores.values(), key=lambda pair: pair[0], reverse=True)
    if not ranked or ranked[0][0] < _CLOSE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.05:
        return None
    return ranked[0][1]


@lru_cache(maxsize=16_384)
def _written(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)


@cache
def _variants() -> Mapping[str, Mapping[str, list[str]]]:
    file = resources.files("gongkai.documents.readings") / "label_variants.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _book(
    official: Iterable[tuple[str, str]], variants: Mapping[str, list[str]]
) -> dict[str, _Wording]:
    wordings = {key: _Wording(key, wording) for key, wording in official}
    book = {letters(wording.official): wording for wording in wordings.values()}
    for key, texts in variants.items():
        for text in texts:
            book.setdefault(letters(text), wordings[key])
    return book


@cache
def _request_rows() -> Mapping[str, _Wording]:
    book: dict[str, _Wording] = {}
    for code in EDITIONS:
        rows = [(row.key, row.heading) for row in edition(code).request_rows]
        known = {key for key, _ in rows}
        variants = {k: v for k, v in _variants()["requests_rows"].items() if k in known}
        book.update(_book(rows, variants))
    # 其他处理 is a line only in 2019's form; in 2021's it is the heading of three.
    return book


@cache
def _groups() -> frozenset[str]:
    form = edition("2021")
    headings = {letters(row.group) for row in form.request_rows if row.group}
    return frozenset(headings | {letters("三、本年度办理结果")})


@cache
def _request_columns() -> Mapping[str, _Wording]:
    return _book(edition("2021").request_columns, _variants()["requests_columns"])


@cache
def _proactive_rows() -> Mapping[str, _Wording]:
    rows: dict[str, str] = {}
    for code in EDITIONS:
        for path, figure in edition(code).figures.items():
            if path.startswith("proactive"):
                rows[figure.row_label] = figure.row_label
    book = _book(rows.items(), {})
    for key, texts in _variants()["proactive_rows"].items():
        official = edition("2021").figures[_first_path(key)].row_label
        for text in texts:
            book.setdefault(letters(text), _Wording(official, official))
    return book


def _first_path(key: str) -> str:
    return next(p for p in edition("2021").paths if p.startswith(f"proactive.{key}"))


@cache
def _proactive_columns() -> Mapping[str, _Wording]:
    columns: dict[str, str] = {}
    for code in EDITIONS:
        for path, figure in edition(code).figures.items():
            if path.startswith("proactive"):
                columns[figure.column_label] = figure.column_label
    return _book(columns.items(), _variants()["proactive_columns"])


@cache
def _results() -> Mapping[str, _Wording]:
    return _book(edition("2021").dispute_results, _variants()["dispute_results"])


@cache
def _routes() -> Mapping[str, _Wording]:
    return _book(((route.key, route.label) for route in edition("2021").dispute_routes), {})
