"""Putting the exchange's calls on record in one short stroke: all is made ready before.

On SQLite whoever saves a call at the desk waits while a transaction is open. So the rows are sealed
and brought into the form of the database before it, and what is left are three plain statements.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Call, CallOrigin, ImportMapping, MissedCall
from gongkai.hotline.operations.calls.numbering import exchange_numbers
from gongkai.hotline.operations.outside.importing_calls import CallPlan, ReadCalls
from gongkai.hotline.operations.outside.importing_missed import settle_waiting
from gongkai.hotline.queries.outside.import_fields import NO
from gongkai.hotline.queries.outside.import_rows import Row

Values = list[Any]

_STEP = 2000
# A call of the desk gets its number and times at the exchange; nothing else changes.
_JOIN = """
    UPDATE hotline_call SET
        "outside_no" = %s, "waited" = %s, "version" = "version" + 1,
        "began_at" = COALESCE(%s, "began_at"), "ended_at" = COALESCE(%s, "ended_at")
    WHERE "id" = %s AND "agency_id" = %s AND "outside_no" = ''
"""


@dataclass
class SealedCalls:
    """Rows as the database takes them, by their number at the exchange; calls without theirs."""

    calls: dict[str, Values] = field(default_factory=dict)
    missed: dict[str, Values] = field(default_factory=dict)


def seal_calls(
    *, agency: Agency, read: ReadCalls, progress: Callable[[int, int], None]
) -> SealedCalls:
    """Return the rows of a file ready to be stored, personal data sealed."""
    found = SealedCalls()
    for done, (number, row) in enumerate(read.told.items(), start=1):
        if row["connected"] == NO:
            found.missed[number] = _values(_missed(agency, row))
        else:
            found.calls[number] = _values(_call(agency, row))
        if done % _STEP == 0:
            # Reading was the first half.
            progress(len(read.told) + done, 2 * len(read.told))
    return found


def carry_out_calls(
    *, agency: Agency, mapping: ImportMapping, plan: CallPlan, sealed: SealedCalls, at: datetime
) -> int:
    """Put on record what was planned; return how many numbers wait to be called since.

    Must run in a transaction that holds the organ's mappings of calls.
    """
    with connection.cursor() as cursor:
        cursor.executemany(_JOIN, list(_joins(agency, plan)))
    _store(Call, _numbered(agency, plan.new, sealed))
    _store(MissedCall, [sealed.missed[row["outside_no"]] for row in plan.missed])
    return settle_waiting(
        agency=agency,
        answered=[*plan.new, *(row for _key, row in plan.joined)],
        missed=plan.missed,
        at=at,
        lists_missed=mapping.lists_missed,
    )


def _numbered(agency: Agency, rows: Iterable[Row], sealed: SealedCalls) -> list[Values]:
    """Give new calls their register numbers, by year in the order in which they began."""
    place = [each.name for each in _fields(Call)].index("register_no")
    years: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (each["began_at"], each["outside_no"])):
        years[row["called_on"].year].append(row)
    ready = []
    for year, found in sorted(years.items()):
        for number, row in zip(exchange_numbers(agency, year, len(found)), found, strict=True):
            values = sealed.calls[row["outside_no"]]
            values[place] = number
            ready.append(values)
    return ready


def _joins(agency: Agency, plan: CallPlan) -> Iterator[Sequence[Any]]:
    moment = Call._meta.get_field("began_at")
    for key, row in plan.joined:
        began, ended = (
            moment.get_db_prep_save(row[name], connection) if row["ended_at"] else None
            for name in ("began_at", "ended_at")
        )
        yield row["outside_no"], row["waited"], began, ended, key, agency.pk


def _store(model: type[models.Model], rows: list[Values]) -> None:
    if not rows:
        return
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(each.column) for each in _fields(model))
    places = ", ".join(["%s"] * len(_fields(model)))
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def _values(row: models.Model) -> Values:
    return [
        each.get_db_prep_save(each.pre_save(row, True), connection) for each in _fields(type(row))
    ]


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [each for each in model._meta.concrete_fields if not each.primary_key]


def _call(agency: Agency, row: Row) -> Call:
    return Call(
        agency=agency,
        called_on=row["called_on"],
        route=row["route"],
        origin=CallOrigin.EXCHANGE,
        outside_no=row["outside_no"],
        number=row["number"],
        number_digest=row["digest"],
        agent_id=row["agent_id"],
        began_at=row["began_at"],
        ended_at=row["ended_at"],
        waited=row["waited"],
    )


def _missed(agency: Agency, row: Row) -> MissedCall:
    return MissedCall(
        agency=agency,
        outside_no=row["outside_no"],
        number_digest=row["digest"],
        rang_at=row["began_at"],
        waited=row["waited"],
    )
