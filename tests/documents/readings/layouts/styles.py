"""How one layout differs from another: every ugliness a site may have, as data."""

import random
from dataclasses import dataclass, field
from enum import StrEnum


class Spans(StrEnum):
    """What became of merged cells."""

    KEPT = "KEPT"
    FIRST = "FIRST"  # unmerged, the text left in the upper left place
    REPEATED = "REPEATED"  # unmerged, every place has the label
    DROPPED = "DROPPED"  # rows list the cells that start in them, nothing says how wide
    PADDED = "PADDED"  # the same, filled up with empty cells on the right


class Split(StrEnum):
    """How section 三's table is broken into pieces."""

    WHOLE = "WHOLE"
    TWO = "TWO"
    TWO_WITH_HEAD = "TWO_WITH_HEAD"
    HEAD_TWICE = "HEAD_TWICE"


@dataclass(frozen=True)
class FigureStyle:
    """How figures are written; `marks` stand where a blank is marked as not applicable."""

    thousands: str = ""
    wide: bool = False
    padded: bool = False
    change: str = "-"  # "-", "减" or "－"
    amount_unit: str = ""  # "", "万元" or "元", written in the cell
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelStyle:
    """How labels are written."""

    ascii_brackets: bool = False
    quotes: str = "“”"
    number_mark: str = "."
    blanks: bool = False
    broken: bool = False  # header cells over two lines
    old_titles: bool = False  # headings as published reports on 2019 and 2020 have them
    title_blank: str = ""


@dataclass(frozen=True)
class TableStyle:
    """What is added to or taken from the tables."""

    spans: Spans = Spans.KEPT
    split: Split = Split.WHOLE
    number_column: bool = False
    caption_row: bool = False
    footnote_row: bool = False
    subtotals: bool = False


@dataclass(frozen=True)
class Layout:
    """One way to publish a report in a format; `page` holds what only this format has."""

    name: str
    format: str
    seed: int = 0
    figures: FigureStyle = FigureStyle()
    labels: LabelStyle = LabelStyle()
    tables: TableStyle = TableStyle()
    lead: bool = True
    signed: bool = True
    editors: bool = False
    page: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.format}-{self.name}-{self.seed}"

    def random(self, what):
        """Return a generator of chance that depends on the seed and on `what` alone."""
        return random.Random(f"{self.seed} {what}")

    @property
    def may_be_refused(self):
        """Tell whether a cell's column cannot be told from the file with certainty."""
        ragged = {Spans.DROPPED, Spans.PADDED} if self.format != "txt" else set()
        # Where a label stands in every place that it covered, it seems to name many columns.
        return self.tables.spans in ragged | {Spans.REPEATED}


CHOICES = {
    "html": {
        "encoding": [
            *(("utf-8", "utf-8"), ("utf-8", ""), ("gb18030", "gb2312"), ("gb18030", "")),
            *(("utf-16", ""), ("utf-8-sig", "utf-8"), ("gb18030", "utf-8"), ("utf-8", "gbk")),
        ],
        "page": ["bare", "portal", "nested"],
        "container": ["zoom", "editor", "article", "none"],
        "paragraphs": ["p", "br", "div", "word"],
        "headings": ["h2", "strong", "cell", "plain"],
        "cells": ["plain", "word", "font", "p", "span"],
        "blank": ["", "&nbsp;", "<p></p>", "<br>", "　"],
        "th": [True, False],
        "decoys": [False, True],
        "hidden": [False, True],
    },
    "docx": {
        "runs": ["whole", "split"],
        "title": ["paragraph", "textbox"],
        "numbering": [False, True],
        "headings": ["styled", "bold"],
        "revisions": [False, True],
    },
    "xlsx": {
        "sheets": ["one", "many"],
        "numbers": ["text", "number"],
        "hidden": [False, True],
        "formulas": [False, True],
    },
    "pdf": {
        "paper": ["a4", "a5"],
        "footer": ["pages", "dashes", "plain"],
        "repeat": [True, False],
        "narrow": [False, True],
        "row_breaks": [True, False],
        "size": [7, 10.5],
    },
    "txt": {
        "encoding": ["utf-8", "utf-8-sig", "gb18030", "utf-16"],
        "breaks": ["blank", "lost"],
        "bars": ["reference", " | ", "|", "\t|\t"],
        "newline": ["\n", "\r\n"],
    },
}


def drawn_layout(fmt, seed):
    """Return the layout that a seed draws for a format."""
    chance = random.Random(f"{fmt} {seed}")
    figures = FigureStyle(
        thousands=chance.choice(["", "", ",", "，"]),
        wide=chance.random() < 0.2,
        padded=chance.random() < 0.3,
        change=chance.choice("-减－"),
        amount_unit=chance.choice(["", "", "万元", "元"]),
        marks=chance.choice([(), ("/",), ("—",), ("/", "—", "——", "-", "／", "－")]),
    )
    labels = LabelStyle(
        ascii_brackets=chance.random() < 0.4,
        quotes=chance.choice(["“”", '""', "＂＂", "「」", "”“", "‘’"]),
        number_mark=chance.choice("..．、"),
        blanks=chance.random() < 0.2,
        broken=chance.random() < 0.4,
        old_titles=chance.random() < 0.3,
        title_blank=chance.choice(["", " ", "\n"]),
    )
    spans = {
        "txt": [Spans.PADDED, Spans.PADDED, Spans.DROPPED, Spans.FIRST],
        "html": [Spans.KEPT] * 4 + [Spans.FIRST, Spans.REPEATED, Spans.DROPPED, Spans.PADDED],
        # A table is printed after its cells were merged.
        "pdf": [Spans.KEPT],
    }.get(fmt, [Spans.KEPT, Spans.KEPT, Spans.FIRST, Spans.REPEATED])
    tables = TableStyle(
        spans=chance.choice(spans),
        split=chance.choice([Split.WHOLE, Split.WHOLE, *Split]),
        number_column=fmt != "txt" and chance.random() < 0.1,
        caption_row=chance.random() < 0.2,
        footnote_row=chance.random() < 0.2,
        subtotals=chance.random() < 0.2,
    )
    page = {key: chance.choice(values) for key, values in CHOICES[fmt].items()}
    return Layout(
        *("drawn", fmt, seed, figures, labels, tables),
        lead=chance.random() < 0.8,
        signed=chance.random() < 0.6,
        editors=chance.random() < 0.4,
        page=page,
    )


def plain_layout(fmt, name="official", **changes):
    """Return the official layout in a format, with what is to differ."""
    page = {key: values[0] for key, values in CHOICES[fmt].items()} | changes.pop("page", {})
    if fmt == "txt":
        changes.setdefault("tables", TableStyle(spans=Spans.PADDED))
    return Layout(name, fmt, page=page, **changes)
