"""The layouts that every test run goes through: each ugliness at least once in each format."""

from documents.readings.layouts.styles import (
    FigureStyle,
    LabelStyle,
    Spans,
    Split,
    TableStyle,
    drawn_layout,
    plain_layout,
)

_WORD = {"cells": "word", "paragraphs": "word", "headings": "strong", "th": False}
_EDITOR = {"cells": "p", "paragraphs": "br", "headings": "cell", "blank": "<p></p>", "th": False}
_MARKS = ("/", "—", "——", "-", "／", "－")

TABLES = {
    "official": TableStyle(),
    "unmerged": TableStyle(spans=Spans.FIRST, footnote_row=True),
    "labels repeated": TableStyle(spans=Spans.REPEATED, caption_row=True),
    "in two": TableStyle(split=Split.TWO),
    "in two, head again": TableStyle(split=Split.TWO_WITH_HEAD, subtotals=True),
    "head twice": TableStyle(split=Split.HEAD_TWICE, caption_row=True),
    "subtotals": TableStyle(subtotals=True, footnote_row=True),
    "numbered lines": TableStyle(number_column=True),
}
PRINTED = {name: style for name, style in TABLES.items() if style.spans is Spans.KEPT}
RAGGED = {
    "no spans": TableStyle(spans=Spans.DROPPED),
    "no spans, padded": TableStyle(spans=Spans.PADDED),
}
FIGURES = {
    "thousands": FigureStyle(thousands=",", change="减", amount_unit="万元"),
    "wide": FigureStyle(thousands="，", wide=True, change="－", marks=_MARKS),
    "yuan": FigureStyle(amount_unit="元", padded=True, marks=("/",)),
}
LABELS = {
    "ascii": LabelStyle(ascii_brackets=True, quotes='""', number_mark="．", title_blank=" "),
    "broken": LabelStyle(broken=True, blanks=True, title_blank="\n"),
    "old": LabelStyle(old_titles=True, number_mark="、", quotes="”“"),
}
PAGES = {
    "html": {
        "word": _WORD | {"page": "portal", "decoys": True, "encoding": ("gb18030", "gb2312")},
        "editor": _EDITOR | {"page": "nested", "container": "none", "hidden": True},
        "utf-16": {"encoding": ("utf-16", ""), "paragraphs": "div", "headings": "plain"},
        "wrong charset": {"encoding": ("gb18030", "utf-8"), "cells": "font", "blank": "<br>"},
        "no charset": {
            **{"encoding": ("gb18030", ""), "cells": "span", "page": "portal"},
            **{"decoys": True, "hidden": True},
        },
        "charset of another": {"encoding": ("utf-8", "gbk"), "container": "article"},
    },
    "docx": {
        "torn": {"runs": "split", "title": "textbox", "headings": "bold", "numbering": False},
        "revised": {"revisions": True, "numbering": True},
    },
    "xlsx": {
        "numbers": {"sheets": "many", "numbers": "number", "formulas": True, "hidden": True},
        "numbers on one sheet": {"numbers": "number", "formulas": False, "hidden": False},
    },
    "pdf": {
        "small": {"paper": "a5", "narrow": True, "repeat": True},
        "page numbers": {"footer": "plain", "repeat": False, "row_breaks": False, "size": 10.5},
    },
    "txt": {
        "gb18030": {"encoding": "gb18030", "bars": "|", "newline": "\r\n"},
        "marked": {"encoding": "utf-8-sig", "bars": "\t|\t", "breaks": "lost"},
    },
}


def layouts(fmt):
    """Yield the layouts of a format, each with the edition of the report to draw in it."""
    filled_up = TableStyle(Spans.PADDED, subtotals=True)
    tables = {"txt": RAGGED | {"subtotals": filled_up}, "pdf": PRINTED}.get(fmt, TABLES)
    for number, (name, style) in enumerate(tables.items()):
        yield plain_layout(fmt, name, seed=number, tables=style), "2021"
    for number, (name, style) in enumerate(FIGURES.items(), start=20):
        for code in ("2019", "2021"):
            yield plain_layout(fmt, name, seed=number, figures=style), code
    for number, (name, style) in enumerate(LABELS.items(), start=30):
        code = "2019" if style.old_titles else "2021"
        yield plain_layout(fmt, name, seed=number, labels=style, editors=True), code
    for number, (name, page) in enumerate(PAGES[fmt].items(), start=40):
        yield plain_layout(fmt, name, seed=number, page=page), "2021"


def swept(fmt, seeds):
    """Yield the layouts that seeds draw, with the edition of the report to draw in each."""
    for seed in seeds:
        yield drawn_layout(fmt, seed), "2019" if seed % 3 == 0 else "2021"
