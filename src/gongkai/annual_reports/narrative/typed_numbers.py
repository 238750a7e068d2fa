"""Finds numbers typed by hand where a live figure exists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gongkai.annual_reports.narrative.language import typed_text
from gongkai.annual_reports.narrative.live import LiveFigure, NothingRecorded, average, rate

_NUMBER = re.compile(r"(?<![\d.·〔第])\d[\d,]*(?:\.\d+)?%?(?![\d·]|\s*[年月日号〕])")
_TITLES = re.compile(r"《[^》]*》|“[^”]*”|〔[^〕]*〕|第\d+条")
_FILLERS = "共计约为达了有合累总的数量人次件条"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
# Below this, a number that happens to equal a figure says nothing.
_TELLING = 10


@dataclass(frozen=True)
class TypedNumber:
    """A number the office typed, and the live figure that ought to stand there."""

    line: int
    quote: str
    typed: str
    path: str
    label: str
    current: str

    @property
    def agrees(self) -> bool:
        """Tell whether the typed number is what the live figure prints today."""
        return self.typed.replace(",", "") == self.current


def typed_numbers(template: str, live: Mapping[str, LiveFigure]) -> Iterator[TypedNumber]:
    """Yield each typed number that a figure's usual words lead up to, or that equals a figure."""
    printed = {path: _forms(figure) for path, figure in live.items()}
    for first_line, raw in typed_text(template):
        text = raw.translate(_FULL_WIDTH)
        text = _TITLES.sub(lambda match: "　" * len(match.group()), text)
        for match in _NUMBER.finditer(text):
            path = _named_by_words(text[: match.start()], match.group(), live) or _equal_to(
                match.group(), printed
            )
            if path is None:
                continue
            line = first_line + text.count("\n", 0, match.start())
            quote = raw[max(0, match.start() - 12) : match.end() + 4].strip()
            yield TypedNumber(
                line=line,
                quote=quote,
                typed=match.group(),
                path=_reference(path, match.group()),
                label=live[path].figure.label,
                current=_current(live[path], match.group()),
            )


def _forms(figure: LiveFigure) -> set[str]:
    forms = set()
    for show in (str, rate):
        try:
            forms.add(show(figure))
        except NothingRecorded:
            continue
    return forms


def _named_by_words(before: str, number: str, live: Mapping[str, LiveFigure]) -> str | None:
    lead = re.split(r"[，。；：、,;:\n　]", before)[-1].rstrip(_FILLERS + " ")
    best: tuple[int, str] | None = None
    for path, figure in live.items():
        is_rate = figure.figure.out_of is not None and any(
            phrase.endswith("率") for phrase in figure.figure.phrases
        )
        if is_rate != number.endswith("%"):
            continue
        for phrase in figure.figure.phrases:
            if lead.endswith(phrase) and (best is None or len(phrase) > best[0]):
                best = (len(phrase), path)
    return best[1] if best else None


def _equal_to(number: str, printed: Mapping[str, set[str]]) -> str | None:
    plain = number.replace(",", "")
    try:
        if not plain.endswith("%") and Decimal(plain) < _TELLING:
            return None
    except InvalidOperation:
        return None
    if plain == "100%":
        return None
    return next((path for path, forms in printed.items() if plain in forms), None)


def _reference(path: str, number: str) -> str:
    return f"{{{{ {path}|rate }}}}" if number.endswith("%") else f"{{{{ {path} }}}}"


def _current(figure: LiveFigure, number: str) -> str:
    try:
        if number.endswith("%"):
            return rate(figure)
        return average(figure) if figure.figure.path.endswith("days_taken") else str(figure)
    except NothingRecorded:
        return "（无记录）"
