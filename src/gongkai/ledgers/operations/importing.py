"""Importing a ledger workbook: read, compared, and stored all or nothing."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.ledgers.operations.storing import StoreResult, carry_out, result_of
from gongkai.ledgers.permissions import insist_on_import
from gongkai.ledgers.queries.faults import MOST_LISTED, Faults
from gongkai.ledgers.queries.planning import planned
from gongkai.ledgers.queries.reading import read_ledger
from gongkai.ledgers.sheets.catalogue import BY_KIND

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do; with bad rows it stores nothing."""

    file: str
    sha256: str
    dry_run: bool
    stored: StoreResult
    faults: Faults = field(default_factory=Faults)
    ignored_sheets: Mapping[str, str] = field(default_factory=dict)
    ignored_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    read: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Test if there is no bad row."""
        return self.faults.count == 0

    def to_json(self) -> dict[str, Any]:
        """Return the result as plain values; the keys stay as they are."""
        stored = self.stored
        return {
            "file": self.file,
            "sha256": self.sha256,
            "dry_run": self.dry_run,
            "ok": self.is_good,
            "counts": {
                kind: {
                    "sheet": BY_KIND[kind].title,
                    "read": self.read[kind],
                    "new": stored.new.get(kind, 0),
                    "unchanged": stored.unchanged.get(kind, 0),
                    "updated": stored.updated.get(kind, 0),
                }
                for kind in self.read
            },
            "columns_created": list(stored.columns_created),
            "ignored_sheets": dict(self.ignored_sheets),
            "ignored_columns": {name: list(each) for name, each in self.ignored_columns.items()},
            "bad_row_count": self.faults.count,
            "bad_rows": [bad.to_json() for bad in self.faults.listed],
            "bad_rows_truncated": self.faults.count > MOST_LISTED,
        }


def import_ledger(
    *,
    path: Path | str,
    agency: Agency,
    officer: Officer | None,
    on: date,
    at: datetime,
    dry_run: bool = False,
    update: bool = False,
    name: str = "",
    progress: Progress | None = None,
    close: Callable[[ImportResult], None] | None = None,
) -> ImportResult:
    """Import a workbook's rows, or with `dry_run` only tell what would happen.

    A row stored already changes nothing; one that differs from its record is a bad row, or with
    `update` a correction. Without an officer it is the installation's own administrator who acts.

    :param name: what the file is called, where the path does not tell
    :param progress: told steps done and steps in all; reading a row and storing it are a step each
    :param close: called with the result inside the transaction that stores the rows
    :raises LedgerUnreadable: if the file cannot be read as a ledger
    :raises NotAllowed: if the officer may not import for this organ
    """
    if officer is not None:
        insist_on_import(officer, agency, on)
    path = Path(path)
    reading = read_ledger(path, agency, on, progress=_first_half(progress))
    digest = _sha256(path)
    name = name or path.name
    with transaction.atomic():
        # Two imports for one organ take turns: the plan of the second must see the first.
        agency = Agency.objects.select_for_update().get(pk=agency.pk)
        plan = planned(
            agency, reading.rows, update=update, faults=reading.faults, place=reading.place_of
        )
        if reading.faults.count or dry_run:
            stored = result_of(plan)
        else:
            stored = carry_out(
                plan,
                agency=agency,
                officer=officer,
                at=at,
                source={"file": name, "sha256": digest},
                progress=_second_half(progress),
            )
        result = ImportResult(
            file=name,
            sha256=digest,
            dry_run=dry_run,
            stored=stored,
            faults=reading.faults,
            ignored_sheets=reading.ignored_sheets,
            ignored_columns=reading.ignored_columns,
            read=reading.counts,
        )
        if close is not None:
            close(result)
    return result


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_half(progress: Progress | None) -> Progress | None:
    return (lambda done, total: progress(done, 2 * total)) if progress else None


def _second_half(progress: Progress | None) -> Progress | None:
    return (lambda done, total: progress(total + done, 2 * total)) if progress else None
