"""The reference for reading: a parser by position, as the field writes them.

It takes all numbers of a table in their order and lays them out 25 lines by 7 columns; labels
decide nothing. Written anew for this comparison, as quick as such a parser gets.
"""

import re

from gongkai.rules.reports.editions import edition

_FORM = edition("2021")
_ROWS = [row.key for row in _FORM.request_rows]
_COLUMNS = [key for key, _ in _FORM.request_columns]
REQUEST_PATHS = tuple(f"requests.{row}.{column}" for row in _ROWS for column in _COLUMNS)
DISPUTE_PATHS = tuple(path for path in _FORM.paths if path.startswith("disputes."))
PROACTIVE_PATHS = tuple(path for path in _FORM.paths if path.startswith("proactive."))
_HEADINGS = re.compile(r"^([一二三四五六])、\s*(.*(?:情况|事项))\s*$", re.MULTILINE)
# The number of a label ("3.其他") is followed by a mark.
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![.．、\d])")
_TITLE = re.compile(r"(\S+?)\s*(\d{4})年政府信息公开工作年度报告")


def positional_reading(text: str) -> dict[str, object]:
    """Return organ, year, figures by path and the text of the sections, all by position."""
    found = list(_HEADINGS.finditer(text))
    ends = [*(heading.start() for heading in found[1:]), len(text)]
    sections = {
        heading[1]: text[heading.end() : end] for heading, end in zip(found, ends, strict=True)
    }
    title = _TITLE.search(text)
    figures: dict[str, object] = {}
    for number, paths in (("二", PROACTIVE_PATHS), ("三", REQUEST_PATHS), ("四", DISPUTE_PATHS)):
        numbers = _NUMBER.findall(sections.get(number, ""))
        figures.update(
            (path, float(digits) if "." in digits else int(digits))
            for path, digits in zip(paths, numbers, strict=False)
        )
    narrative = {
        part: sections.get(number, "").strip()
        for part, number in (("overview", "一"), ("problems", "五"), ("other", "六"))
    }
    return {
        "organ": title[1] if title else "",
        "year": int(title[2]) if title else 0,
        "figures": figures,
        "narrative": narrative,
    }
