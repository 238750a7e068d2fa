"""The files that an organ took over, and what is remembered of their headers."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.documents.tables.reading import Table, table_in
from gongkai.hotline.models import ImportMapping, ImportRun
from gongkai.hotline.queries.outside.import_faults import shown
from gongkai.hotline.queries.outside.import_fields import fields_of, guessed_columns
from gongkai.privacy.encryption import decrypt_bytes

FIRST_ROWS = 5
_MOST_WORDS = 60
_LONGEST_WORD = 20


class Sample(NamedTuple):
    """A file's header and first rows as texts, and the few words of columns that have few."""

    headers: tuple[str, ...]
    rows: list[list[str]]
    words: dict[str, list[str]]


def runs_of(agency: Agency) -> QuerySet[ImportRun]:
    """Return an organ's files, the newest first."""
    rows = ImportRun.objects.filter(agency=agency).select_related("officer", "mapping")
    return rows.order_by("-created_at", "-pk").defer("sample")


def run_of(agency: Agency, pk: int) -> ImportRun | None:
    """Return one of an organ's files, None if it has none of that key."""
    rows = ImportRun.objects.filter(agency=agency).select_related("agency", "officer", "mapping")
    return rows.filter(pk=pk).first()


def path_of(run: ImportRun) -> Path:
    """Return where a file stands sealed, or stood."""
    return Path(settings.GONGKAI_FILES) / "hotline-imports" / run.file_name


def table_of(run: ImportRun) -> Table:
    """Return the table of a file that is still kept.

    :raises TableUnreadable: if it is none
    :raises OSError: if the file is gone
    """
    return table_in(decrypt_bytes(path_of(run).read_bytes()), run.original_name)


def mapping_for(agency: Agency, kind: str, digest: str) -> ImportMapping | None:
    """Return what is remembered of a header."""
    return ImportMapping.objects.filter(agency=agency, kind=kind, digest=digest).first()


def sample_of(run: ImportRun) -> Sample:
    """Return a file's sample; an empty one where the file is gone."""
    told: dict[str, Any] = json.loads(run.sample) if run.sample else {}
    return Sample(tuple(told.get("headers", ())), told.get("rows", []), told.get("words", {}))


def sampled(table: Table) -> str:
    """Return a table's sample as it is kept."""
    few: dict[int, dict[str, None] | None] = {
        place: {} for place, header in enumerate(table.headers) if header
    }
    for _line, values in table.rows:
        for place, words in few.items():
            if words is None:
                continue
            text = str(values[place]).strip()
            if text and text not in words:
                words[text] = None
                if len(words) > _MOST_WORDS or len(text) > _LONGEST_WORD:
                    few[place] = None
    rows = [
        [str(value)[:60] for value in values[: len(table.headers)]]
        for _line, values in table.rows[:FIRST_ROWS]
    ]
    words_of = {table.headers[place]: list(words) for place, words in few.items() if words}
    return json.dumps({"headers": table.headers, "rows": rows, "words": words_of})


def first_mapping(run: ImportRun) -> dict[str, Any]:
    """Return what a mapping page begins with: what is on record, else what is guessed."""
    sample = sample_of(run)
    if run.mapping is not None:
        columns, fixed, words = run.mapping.fields, run.mapping.fixed, run.mapping.words
        return {
            "fields": columns,
            "fixed": fixed,
            "words": words,
            "lists_missed": run.mapping.lists_missed,
        }
    columns = guessed_columns(run.kind, sample.headers)
    return {"fields": columns, "fixed": {}, "words": {}, "lists_missed": False}


def words_to_map(run: ImportRun, columns: dict[str, str]) -> dict[str, list[str]]:
    """Return by field the words of its column, where the field is one of words."""
    told = sample_of(run).words
    return {
        each.name: told[columns[each.name]]
        for each in fields_of(run.kind)
        if each.reads == "word" and columns.get(each.name) in told
    }


def shown_rows(run: ImportRun, columns: dict[str, str]) -> list[list[str]]:
    """Return a file's first rows as a screen may show them."""
    sample = sample_of(run)
    private = {columns.get(each.name): each.private for each in fields_of(run.kind)}
    return [
        [
            shown(value, private.get(header, ""))
            for header, value in zip(sample.headers, row, strict=False)
        ]
        for row in sample.rows
    ]
