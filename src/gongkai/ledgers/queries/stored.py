"""Stored records in the form of ledger rows, to compare new rows with."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest, Dispute, ProcessingFee
from gongkai.casework.operations.history import LINE_EVENTS, standing_entries
from gongkai.fund_services.models import ServiceItem
from gongkai.hotline.models import Call, Ticket
from gongkai.ledgers.sheets.catalogue import BY_KIND
from gongkai.oversight.models import Activity, Institution
from gongkai.publications.models import (
    AdministrativeFee,
    CityReport,
    Decision,
    FollowerCount,
    LegalDocument,
    Post,
    Publication,
)

MODELS: Mapping[str, type[models.Model]] = {
    "items": Publication,
    "posts": Post,
    "followers": FollowerCount,
    "city_reports": CityReport,
    "documents": LegalDocument,
    "decisions": Decision,
    "administrative_fees": AdministrativeFee,
    "calls": Call,
    "tickets": Ticket,
    "requests": DisclosureRequest,
    "processing_fees": ProcessingFee,
    "disputes": Dispute,
    "institutions": Institution,
    "activities": Activity,
    "services": ServiceItem,
}

# Where a ledger's column is not a column of the table.
_ELSEWHERE = {"column": "column__name", "request_no": "request__register_no"}
# SQLite of old allows 999 values in one query.
_MOST_NUMBERS = 900


def stored_rows(
    kind: str, agency: Agency, register_numbers: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Return an organ's records with these numbers as ledger rows, by number."""
    records = MODELS[kind]._default_manager.filter(agency=agency)
    if not records.exists():
        return {}
    found: dict[str, dict[str, Any]] = {}
    for numbers in _batches(register_numbers):
        chosen = records.filter(register_no__in=numbers)
        found |= _request_rows(chosen) if kind == "requests" else _plain_rows(kind, chosen)
    return found


def _plain_rows(kind: str, records: models.QuerySet[Any]) -> dict[str, dict[str, Any]]:
    fields = BY_KIND[kind].fields
    columns = [_ELSEWHERE.get(field, field) for field in fields]
    rows = (dict(zip(fields, values, strict=True)) for values in records.values_list(*columns))
    found = {row["register_no"]: row for row in rows}
    if "request_no" in fields:
        for row in found.values():
            row["request_no"] = row["request_no"] or ""
    return found


def _request_rows(records: models.QuerySet[Any]) -> dict[str, dict[str, Any]]:
    """Return requests as rows; a step that happened often shows its first day."""
    plain = [field for field in BY_KIND["requests"].fields if field not in LINE_EVENTS]
    rows = {row["pk"]: row for row in records.values("pk", *plain)}
    histories = standing_entries(rows)
    found: dict[str, dict[str, Any]] = {}
    for key, row in rows.items():
        first: dict[str, Any] = {}
        for entry in histories[key]:
            first.setdefault(entry.event, entry.on)
        row |= {field: first.get(event) for field, event in LINE_EVENTS.items()}
        del row["pk"]
        found[row["register_no"]] = row
    return found


def _batches(numbers: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(numbers)
    while batch := list(islice(rest, _MOST_NUMBERS)):
        yield batch
