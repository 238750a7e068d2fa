"""What stands in the index of each entry, and how it is told again from there."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import blake2b
from math import exp2
from typing import Any, NamedTuple

import tantivy

from gongkai.search.lexicon import fingerprint, marks_in, whole_words_in
from gongkai.search.sounds import sounds_in
from gongkai.search.sources.entries import Entry
from gongkai.search.tokens import BREAK, squeezed, stream_of, units_of

FORM = f"3{fingerprint()}"
"""Names the form of the index; one of another form is built anew."""

PLACE = "=place"
# Of a text or file, for extracts; all of it is searched.
_LONGEST_SHOWN = 100_000
_TOKENS = "blanks"
_PARTS = "\t"
_KEYWORD_END = re.compile(r"[\s,，;；、]+")
_EPOCH = date(1990, 1, 1)


class Shown(NamedTuple):
    """What the index gives back of an entry: enough to show it without asking the database."""

    key: str
    kind: str
    title: str
    agency: str
    organ: str
    day: date
    address: tuple[str | int, ...]
    text: str
    summary: str
    numbers: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    validity: str
    files: tuple[tuple[str, str], ...]
    is_demonstration: bool


class Place(NamedTuple):
    """How far an index has followed: the last change it holds, and when it was taken over.

    `owes_rebuild` says that a change asked for more than it holds: for all to be read anew.
    """

    position: int
    at: datetime
    owes_rebuild: bool = False


def schema() -> tantivy.Schema:
    """Return the fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    for name in ("everything", "title", "numbers"):
        builder.add_text_field(name, tokenizer_name=_TOKENS)
    builder.add_text_field("choices", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("shelf", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("sounds", tokenizer_name=_TOKENS, index_option="basic")
    builder.add_unsigned_field("shelf_no", fast=True)
    for name in ("day", "since", "until", "again"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_float_field("fresh", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """Return an index that knows how our texts are cut."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENS, blanks)
    index.config_reader("manual")
    return index


def document_of(
    entry: Entry, files: Mapping[str, str], whole: frozenset[str], fields: tantivy.Schema
) -> tantivy.Document:
    """Return what is indexed of an entry.

    :param files: the texts of files that were read, by SHA-256
    :param whole: words that are indexed as a whole besides
    """
    texts = [(file.name, files.get(file.sha256, "")) for file in entry.files]
    numbers = [unit for number in entry.numbers for unit in (*units_of(number), BREAK)]
    title = units_of(entry.title)
    shelf = _PARTS.join(_shelf(entry))
    parts = [entry.title, *entry.numbers, *_KEYWORD_END.split(entry.keywords)]
    # What somebody typed or a page holds ends a paragraph with each line; files wrap their lines.
    parts += [*entry.summary.split("\n"), *entry.text.split("\n")]
    parts += [part for name, text in texts for part in (name, text)]
    everything = units_of("\n\n".join(part for part in parts if part))
    held = [*whole_words_in(everything, whole), *marks_in(everything)]
    record: dict[str, Any] = {
        "key": entry.key,
        "everything": stream_of(everything, held),
        "title": stream_of(title, whole_words_in(title, whole)),
        "numbers": stream_of(numbers, [f"={squeezed(number)}" for number in entry.numbers]),
        "choices": _choices(entry),
        "shelf": shelf,
        "shelf_no": shelf_number(shelf),
        "sounds": " ".join(sounds_in(title)),
        "day": entry.day.toordinal(),
        "fresh": exp2(freshness(entry.day)) - 2,
        "shown": _written(entry, texts),
    }
    moments = {"since": entry.since, "until": entry.until}
    record |= {name: seconds(moment) for name, moment in moments.items() if moment}
    if entry.again is not None:
        record["again"] = entry.again.toordinal()
    return tantivy.Document.from_dict(record, fields)


def place_document(place: Place, fields: tantivy.Schema) -> tantivy.Document:
    """Return the entry that keeps the place; it is committed together with what was taken over."""
    text = json.dumps([place.position, place.at.isoformat(), place.owes_rebuild])
    return tantivy.Document.from_dict({"key": PLACE, "shown": text.encode()}, fields)


def read_place(document: tantivy.Document) -> Place:
    """Return the place that an entry keeps."""
    position, at, owes = json.loads(document["shown"][0])
    return Place(position, datetime.fromisoformat(at), owes)


def read_shown(document: tantivy.Document) -> Shown:
    """Return an entry as it is shown."""
    told = json.loads(document["shown"][0])
    return Shown(
        **told
        | {
            "day": date.fromisoformat(told["day"]),
            "address": tuple(told["address"]),
            "numbers": tuple(told["numbers"]),
            "columns": tuple((code, name) for code, name in told["columns"]),
            "files": tuple((name, text) for name, text in told["files"]),
        }
    )


def read_shelf(written: str) -> tuple[str, tuple[str, str], list[tuple[str, str]], str, str]:
    """Return kind, organ, columns (codes and names), year and validity of a shelf."""
    kind, agency, organ, year, validity, *columns = written.split(_PARTS)
    pairs = list(zip(columns[::2], columns[1::2], strict=True))
    return kind, (agency, organ), pairs, year, validity


def shelf_number(written: str) -> int:
    """Return the number by which things of one shelf are counted, exact as a float too."""
    return int.from_bytes(blake2b(written.encode("utf-8", "replace"), digest_size=6).digest())


def seconds(moment: datetime) -> int:
    """Return a moment as it is compared in the index."""
    return max(0, int(moment.timestamp()))


def _choices(entry: Entry) -> list[str]:
    columns = [f"column:{shelf.code}" for shelf in entry.columns]
    return [
        f"kind:{entry.kind}",
        f"organ:{entry.agency}",
        f"year:{entry.year}",
        f"validity:{entry.validity}",
        *columns,
    ]


def _shelf(entry: Entry) -> list[str]:
    columns = [part for shelf in entry.columns for part in (shelf.code, shelf.name)]
    return [entry.kind, entry.agency, entry.organ, str(entry.year), entry.validity, *columns]


def freshness(day: date) -> float:
    """Return what a score is multiplied by: 2 % more for every year."""
    years = max(0.0, (day - _EPOCH).days / 365.25)
    return 1 + min(years, 100) * 0.02


def _written(entry: Entry, files: list[tuple[str, str]]) -> bytes:
    told = {
        "key": entry.key,
        "kind": entry.kind,
        "title": entry.title,
        "agency": entry.agency,
        "organ": entry.organ,
        "day": entry.day.isoformat(),
        "address": list(entry.address),
        "text": entry.text[:_LONGEST_SHOWN],
        "summary": entry.summary,
        "numbers": list(entry.numbers),
        "columns": [list(shelf) for shelf in entry.columns],
        "validity": entry.validity,
        "files": [[name, text[:_LONGEST_SHOWN]] for name, text in files],
        "is_demonstration": entry.is_demonstration,
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
