"""Storing rows of all kinds: all of them in one transaction, or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.casework.operations import registering as casework
from gongkai.documents.workbooks.cells import reader_of
from gongkai.documents.workbooks.refusals import CellRefused
from gongkai.documents.workbooks.sheets import SheetSpec
from gongkai.fund_services import operations as fund_services
from gongkai.hotline import operations as hotline
from gongkai.ledgers.queries.faults import BadRow, Faults, changed_from_to, seen
from gongkai.ledgers.queries.planning import KindPlan, Plan, Planned, differing, planned
from gongkai.ledgers.sheets.catalogue import BY_KIND
from gongkai.outbox.operations import announce
from gongkai.oversight import operations as oversight
from gongkai.publications import operations as publications

Row = Mapping[str, Any]
Progress = Callable[[int, int], None]

_SLICE = 5000
_CORRECTIONS_AN_ENTRY = 200


@dataclass(frozen=True)
class _Writer:
    """How new rows of a kind are registered and known ones corrected."""

    register: Callable[..., int]
    correct: Callable[..., int]


def _of_kind(package: Any, kind: str) -> _Writer:
    return _Writer(
        partial(package.register_records, kind=kind), partial(package.correct_records, kind=kind)
    )


_WRITERS: Mapping[str, _Writer] = {
    "items": _Writer(publications.register_items, publications.correct_items),
    "posts": _of_kind(publications, "posts"),
    "followers": _of_kind(publications, "followers"),
    "city_reports": _of_kind(publications, "city_reports"),
    "documents": _of_kind(publications, "documents"),
    "decisions": _of_kind(publications, "decisions"),
    "administrative_fees": _of_kind(publications, "administrative_fees"),
    "calls": _Writer(hotline.register_calls, hotline.correct_calls),
    "tickets": _Writer(hotline.register_tickets, hotline.correct_tickets),
    "requests": _Writer(casework.register_requests, casework.correct_requests),
    "processing_fees": _Writer(casework.register_fees, casework.correct_fees),
    "disputes": _Writer(casework.register_disputes, casework.correct_disputes),
    "institutions": _of_kind(oversight, "institutions"),
    "activities": _of_kind(oversight, "activities"),
    "services": _Writer(fund_services.register_services, fund_services.correct_services),
}


class UnknownKind(LookupError):
    """There is no such kind of record, or no such field on it."""


@dataclass(frozen=True)
class StoreResult:
    """Counts by kind of what was stored; with conflicts, nothing was."""

    new: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    conflicts: Sequence[BadRow] = ()
    columns_created: Sequence[str] = ()

    @property
    def changes_something(self) -> bool:
        """Test if anything is or would be written."""
        return any(self.new.values()) or any(self.updated.values()) or bool(self.columns_created)


@transaction.atomic
def store_rows(
    *,
    agency: Agency,
    rows: Mapping[str, Sequence[Row]],
    officer: Officer | None,
    at: datetime,
    update: bool = False,
) -> StoreResult:
    """Store rows of typed values by kind; all of them, or none if one cannot be.

    Fields left out are empty. A row that is stored already is counted as unchanged; one that
    differs from its record is a conflict, or with `update` a correction. A conflict's `row` is
    its place among the rows given, from 1.

    :raises UnknownKind: for a kind or field that no sheet has
    """
    faults = Faults()
    latest = date(at.year + 1, 12, 31)
    complete = {
        kind: _completed(_spec(kind), given, latest, faults) for kind, given in rows.items()
    }
    # Two imports for one organ take turns: the plan of the second must see the first.
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    plan = planned(
        agency,
        complete,
        update=update,
        faults=faults,
        place=lambda kind, index: (BY_KIND[kind].title, index + 1),
    )
    if faults.count:
        return StoreResult(conflicts=tuple(faults.listed))
    return carry_out(plan, agency=agency, officer=officer, at=at, source={})


def result_of(plan: Plan) -> StoreResult:
    """Return what carrying out a plan stores."""
    kinds = plan.kinds
    return StoreResult(
        new={kind: len(each.new) for kind, each in kinds.items()},
        unchanged={kind: each.unchanged + each.repeated for kind, each in kinds.items()},
        updated={kind: len(each.changed) for kind, each in kinds.items()},
        columns_created=tuple(plan.new_columns),
    )


@transaction.atomic
def carry_out(
    plan: Plan,
    *,
    agency: Agency,
    officer: Officer | None,
    at: datetime,
    source: Mapping[str, Any],
    progress: Progress | None = None,
) -> StoreResult:
    """Write what a plan without faults says, and record it; a plan without changes leaves no trace.

    :param source: what the rows came from, for the audit trail
    :param progress: told rows written and rows in all
    """
    result = result_of(plan)
    if not result.changes_something:
        return result
    if plan.new_columns:
        publications.add_columns(agency=agency, names=plan.new_columns)
    total = sum(result.new.values()) + sum(result.updated.values())
    done = 0
    for kind, each in plan.kinds.items():
        writer = _WRITERS[kind]
        for write, rows in ((writer.register, each.new), (writer.correct, each.changed)):
            for start in range(0, len(rows), _SLICE):
                some = [one.row for one in rows[start : start + _SLICE]]
                done += write(agency=agency, rows=some, at=at)
                if progress:
                    progress(done, total)
    _record(plan, result, agency, officer, at, source)
    return result


def _record(
    plan: Plan,
    result: StoreResult,
    agency: Agency,
    officer: Officer | None,
    at: datetime,
    source: Mapping[str, Any],
) -> None:
    counts = {
        kind: {
            "new": result.new[kind],
            "unchanged": result.unchanged[kind],
            "updated": result.updated[kind],
        }
        for kind in plan.kinds
    }
    detail = {**source, "counts": counts, "columns_created": list(result.columns_created)}
    subject = str(source.get("file") or "台账记录")
    who = {"at": at, "agency": agency, "officer": officer}
    record(action="ledger.import", subject=subject, detail=detail, **who)
    for kind, each in plan.kinds.items():
        for start in range(0, len(each.changed), _CORRECTIONS_AN_ENTRY):
            some = each.changed[start : start + _CORRECTIONS_AN_ENTRY]
            corrections = [_correction(each, one) for one in some]
            record(
                action="ledger.correct",
                subject=f"{each.spec.title} {len(corrections)}条",
                detail={"kind": kind, "corrections": corrections},
                **who,
            )
    kinds = [kind for kind in plan.kinds if result.new[kind] or result.updated[kind]]
    announce(
        kind="ledger.stored",
        subject=agency.code,
        at=at,
        agency=agency,
        # A sheet may hold entries of any column, year and state of the public lists.
        detail={"kinds": kinds, "touches": ["site"]},
    )


def _correction(plan: KindPlan, each: Planned) -> dict[str, Any]:
    """Return what changed in a record; personal data appear masked."""
    before = each.before or {}
    fields = {}
    for name in differing(before, each.row):
        fields[name] = changed_from_to(plan.spec.column(name), before[name], each.row[name])
    return {"register_no": each.row["register_no"], "fields": fields}


def _spec(kind: str) -> SheetSpec:
    if kind not in BY_KIND:
        raise UnknownKind(f"没有“{kind}”这类记录；可用：{'、'.join(BY_KIND)}。")
    return BY_KIND[kind]


def _completed(
    spec: SheetSpec, rows: Sequence[Row], latest: date, faults: Faults
) -> list[dict[str, Any]]:
    """Return rows with every field, each value checked as a cell of its column would be."""
    readers = [(column, reader_of(column, latest=latest)) for column in spec.columns]
    known = set(spec.fields)
    found = []
    for place, row in enumerate(_checked_names(spec, rows, known), start=1):
        full: dict[str, Any] = {}
        for column, read in readers:
            value = row.get(column.field)
            full[column.field] = column.blank
            try:
                if value is not None and value != "":
                    full[column.field] = read(value)
                elif column.required:
                    raise CellRefused("未填写", f"请填写“{column.header}”")
            except CellRefused as refusal:
                faults.add(
                    BadRow(
                        spec.title,
                        place,
                        column.header,
                        seen(column, value),
                        refusal.reason,
                        refusal.remedy,
                    )
                )
                full = {}
                break
        for fault in spec.faults(full) if full else ():
            column = spec.column(fault.field)
            value = seen(column, full[fault.field])
            faults.add(BadRow(spec.title, place, column.header, value, fault.reason, fault.remedy))
        if full:
            found.append(full)
    return found


def _checked_names(spec: SheetSpec, rows: Sequence[Row], known: set[str]) -> Iterator[Row]:
    for row in rows:
        if not row.keys() <= known:
            extra = "、".join(sorted(row.keys() - known))
            raise UnknownKind(f"“{spec.title}”没有字段“{extra}”；可用：{'、'.join(spec.fields)}。")
        yield row
