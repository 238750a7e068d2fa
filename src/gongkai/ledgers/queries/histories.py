"""Whether the histories that new rows of requests and fees lead to are possible at all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest, ProcessingFee
from gongkai.casework.operations.history import (
    LINE_EVENTS,
    entries_of_line,
    limit_of,
    standing_entries,
)
from gongkai.rules.clock import Entry, Event, ImpossibleHistory

_FEE_EVENTS = {"noticed_on": Event.FEE_NOTICED, "paid_on": Event.FEE_PAID}
# The rules end their messages with what to do.
_REMEDY = re.compile(r"[，。；]请.*", re.DOTALL)
_FALLBACK_REMEDY = "请核对该申请的各个日期"


class HasRow(Protocol):
    """A row with its place among the rows given."""

    @property
    def index(self) -> int:
        """Return its place."""

    @property
    def row(self) -> Mapping[str, Any]:
        """Return the row."""


@dataclass(frozen=True)
class HistoryFault:
    """The row, and the column of it, by which a history becomes impossible."""

    kind: str
    index: int
    row: Mapping[str, Any]
    field: str
    reason: str
    remedy: str


def history_faults(agency: Agency, rows: Mapping[str, Sequence[HasRow]]) -> Iterator[HistoryFault]:
    """Yield the rows that would make a request's history impossible.

    :param rows: new and changed rows by kind; requests and processing_fees matter
    """
    requests = {each.row["register_no"]: each for each in rows.get("requests", ())}
    fees: dict[str, list[HasRow]] = defaultdict(list)
    for each in rows.get("processing_fees", ()):
        fees[each.row["request_no"]].append(each)
    fees.pop("", None)
    if not requests and not fees:
        return
    calendar = working_calendar()
    standing = _standing(agency, {*requests, *fees})
    paid = _stored_fees(agency, {*requests, *fees}, rows.get("processing_fees", ()))
    for number in [*requests, *(each for each in fees if each not in requests)]:
        request, notices = requests.get(number), fees.get(number, [])
        if request is None and number not in standing:
            continue
        entries = _entries(request, standing.get(number, []))
        entries += paid[number]
        entries += [entry for each in notices for entry in _fee_entries(each.row)]
        try:
            limit_of(entries, calendar, agency.fee_clock_mode)
        except ImpossibleHistory as impossible:
            yield _blamed(str(impossible), request, notices)


def _entries(request: HasRow | None, standing: Iterable[Entry]) -> list[Entry]:
    """Return a history without its fees; what the row tells replaces what stands."""
    fee_events = _FEE_EVENTS.values()
    if request is None:
        return [entry for entry in standing if entry.event not in fee_events]
    replaced = {*LINE_EVENTS.values(), *fee_events}
    return [
        *entries_of_line(request.row),
        *(entry for entry in standing if entry.event not in replaced),
    ]


def _fee_entries(row: Mapping[str, Any]) -> list[Entry]:
    return [Entry(row[field], event) for field, event in _FEE_EVENTS.items() if row[field]]


def _standing(agency: Agency, numbers: set[str]) -> dict[str, list[Entry]]:
    stored = DisclosureRequest.objects.filter(agency=agency)
    keys = {
        key: number
        for key, number in stored.values_list("pk", "register_no").iterator()
        if number in numbers
    }
    histories = standing_entries(keys)
    return {number: histories[key] for key, number in keys.items()}


def _stored_fees(
    agency: Agency, numbers: set[str], given: Iterable[HasRow]
) -> dict[str, list[Entry]]:
    """Return the entries of stored fees that no row replaces, by the request's number."""
    replaced = {each.row["register_no"] for each in given}
    found: dict[str, list[Entry]] = defaultdict(list)
    fees = ProcessingFee.objects.filter(agency=agency).exclude(request=None)
    for fee in fees.values("register_no", "request__register_no", *_FEE_EVENTS):
        if fee["request__register_no"] in numbers and fee["register_no"] not in replaced:
            found[fee["request__register_no"]] += _fee_entries(fee)
    return found


def _blamed(message: str, request: HasRow | None, notices: Sequence[HasRow]) -> HistoryFault:
    """Return the fault at the column whose step the message names first."""
    remedies = _REMEDY.search(message)
    reason = message[: remedies.start()] if remedies else message.rstrip("。")
    remedy = remedies[0][1:].rstrip("。") if remedies else _FALLBACK_REMEDY
    blamed: list[tuple[int, str, HasRow, str]] = []
    if request is not None:
        blamed += [
            (message.find(f"“{event.label}"), "requests", request, field)
            for field, event in LINE_EVENTS.items()
        ]
    blamed += [
        (message.find(f"“{event.label}"), "processing_fees", notices[-1], field)
        for field, event in _FEE_EVENTS.items()
        if notices
    ]
    named = [each for each in blamed if each[0] >= 0]
    _, kind, each, field = min(named, key=lambda each: each[0]) if named else blamed[0]
    return HistoryFault(kind, each.index, each.row, field, reason, remedy)
