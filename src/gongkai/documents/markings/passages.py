"""Where the words that findings quote stand in a text, whatever its blanks and letter widths."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gongkai.documents.markings.notes import Note, gravest
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.sentences import plain

_ELLIPSIS = "…"
_BEFORE, _AFTER = 40, 60
_SENTENCE_ENDS = "。！？；!?;\n"


class Span(NamedTuple):
    """A run of characters of a text, from the first to before the last."""

    start: int
    end: int


class Passage(NamedTuple):
    """A run of text about which the same findings speak; `begins` are those that begin here."""

    text: str
    notes: tuple[Note, ...] = ()
    begins: tuple[Note, ...] = ()

    @property
    def severity(self) -> Severity | None:
        """Return the gravest severity of the findings, None for text without any."""
        return gravest(self.notes)


@dataclass(frozen=True)
class Searchable:
    """A text in which quotes are looked up; blanks and the width of letters do not count."""

    text: str

    def find(self, quote: str) -> Span | None:
        """Return where a quote first stands, or None."""
        wanted = plain(quote.rstrip().removesuffix(_ELLIPSIS))
        letters, places = self._plain
        start = letters.find(wanted) if wanted else -1
        if start < 0:
            return None
        return Span(places[start], places[start + len(wanted) - 1] + 1)

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(self.text):
            for letter in unicodedata.normalize("NFKC", character):
                if not letter.isspace():
                    letters.append(letter)
                    places.append(place)
        return "".join(letters), places


def passages(text: str, found: Iterable[tuple[Note, Span]]) -> Iterator[Passage]:
    """Yield a text cut where a finding's passage begins or ends."""
    spans = sorted(found, key=lambda one: (one[1].start, one[0].number))
    cuts = sorted({0, len(text), *(place for _, span in spans for place in span)})
    for start, end in zip(cuts, cuts[1:], strict=False):
        notes = [note for note, span in spans if span.start <= start and end <= span.end]
        begins = [note for note, span in spans if span.start == start]
        yield Passage(text[start:end], tuple(notes), tuple(begins))


def excerpt(text: str, note: Note, span: Span) -> tuple[Passage, ...]:
    """Return a finding's passage with the rest of its sentence, or the nearest of a long one."""
    start = _sentence_start(text, span.start)
    end = _sentence_end(text, span.end)
    cut = text[start:end]
    inside = Span(span.start - start, span.end - start)
    pieces = list(passages(cut, [(note, inside)]))
    if start > 0 and text[start - 1] not in _SENTENCE_ENDS:
        pieces.insert(0, Passage(_ELLIPSIS))
    if end < len(text) and text[end - 1] not in _SENTENCE_ENDS:
        pieces.append(Passage(_ELLIPSIS))
    return tuple(pieces)


def _sentence_start(text: str, place: int) -> int:
    earliest = max(0, place - _BEFORE)
    ends = [text.rfind(end, earliest, place) for end in _SENTENCE_ENDS]
    return max(earliest, max(ends) + 1)


def _sentence_end(text: str, place: int) -> int:
    if place and text[place - 1] in _SENTENCE_ENDS:
        return place
    latest = min(len(text), place + _AFTER)
    ends = [found for end in _SENTENCE_ENDS if (found := text.find(end, place, latest)) >= 0]
    return min(ends) + 1 if ends else latest
