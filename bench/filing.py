"""Measures filing a request on PostgreSQL that waits for its disk, against the bare inserts.

Usage: python -m bench.filing SECONDS, with an empty migrated database in DATABASE_URL. Four
processes file as fast as they can, through the operation the public form calls, with a hundred
organs as their applicants please, and then all with one organ, whose register gives one number
after the other; then four processes insert, over and over, the rows that one filing leaves, each
lot in one transaction, with nothing else: no checks, no questions, no locks, no register, no
chain. Taken in turn. The inserts are made once by the same object mapper, and once by the bare
driver. Prints JSON.
"""

import json
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from bench.timing import Comparison, as_json  # noqa: E402
from gongkai.agencies.models import Agency  # noqa: E402
from gongkai.agencies.operations import add_agency, add_officer  # noqa: E402
from gongkai.audit.models import Entry  # noqa: E402
from gongkai.casework.models import CaseEvent, DisclosureRequest  # noqa: E402
from gongkai.casework.operations.applying import Application  # noqa: E402
from gongkai.casework.operations.filing import file_request  # noqa: E402
from gongkai.messages.models import Notice  # noqa: E402
from gongkai.rules.applicants import ApplicantKind  # noqa: E402

WRITERS, TURNS, ORGANS = 4, 3, 100
_ON, _AT = date(2026, 1, 15), datetime(2026, 1, 15, 2, 0, tzinfo=UTC)
# What must differ from row to row for the database to take it.
_DISTINCT = {"register_no", "form_digest", "sequence", "digest", "stored_name"}


def measured(seconds: float) -> list[Comparison]:
    """Return seconds per filing against seconds per lot of bare inserts."""
    organs = [_office(number) for number in range(ORGANS)]
    filed = file_request(agency=organs[0], application=_application(0), on=_ON, at=_AT).request
    rows = _rows_of(filed)
    lot = [(row._meta.db_table, _stored(row)) for row in rows]
    ours, one, mapped, bare = [], [], [], []
    for turn in range(TURNS):
        ours.append(1 / _rate(_file, (organs, seconds, turn)))
        one.append(1 / _rate(_file, (organs[:1], seconds, turn + TURNS)))
        mapped.append(1 / _rate(_save, (rows, seconds, turn)))
        bare.append(1 / _rate(_insert, (lot, seconds, turn)))
    what = f"Filing a request with {ORGANS} organs, {WRITERS} writers, fsync on"
    alone = what.replace(f"{ORGANS} organs", "one organ")
    inserts = f"the {len(rows)} inserts it makes, {WRITERS} writers"
    by_mapper = f"{inserts}, by the object mapper"
    # At least 40 % of the rate is at most 2.5 times the time.
    return [
        Comparison(what, "PostgreSQL", by_mapper, ours, mapped, 2.5),
        Comparison(alone, "PostgreSQL", by_mapper, one, mapped),
        Comparison(what, "PostgreSQL", f"{inserts}, by the driver", ours, bare),
    ]


def _office(number: int) -> Agency:
    name = f"某市第{number}公积金中心"
    agency = add_agency(code=f"bench{number}", name=name, short_name=name, kind="FUND_CENTRE")
    add_officer(
        agency=agency, username=f"bench{number}", name="经办", password="bench-parola-1",
        roles=["CLERK"], on=date(2021, 1, 1),
    )  # fmt: skip
    return agency


def _application(number: int) -> Application:
    return Application(
        applicant_kind=ApplicantKind.NATURAL_PERSON,
        wanted=f"申请公开某年度住房公积金归集、提取、贷款情况的有关文件，编号{number}",
        applicant_name="某人",
        identity_kind="PASSPORT",
        identity_number=f"E{number:08}",
        phone="13800000000",
        email="someone@example.cn",
        form="ELECTRONIC",
        delivery="PORTAL",
    )


def _rows_of(filed: DisclosureRequest) -> list[models.Model]:
    """Return the rows one filing left."""
    return [
        filed,
        *CaseEvent.objects.filter(request=filed),
        *Notice.objects.filter(subject=filed.register_no),
        *Entry.objects.filter(subject=filed.register_no),
    ]


def _stored(row: models.Model) -> dict[str, Any]:
    return {
        field.column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def _distinct(names: Iterable[str], draw: random.Random) -> dict[str, Any]:
    mark = draw.randrange(10**12, 10**13)
    return {
        name: mark if name == "sequence" else f"bare-{mark}" for name in names if name in _DISTINCT
    }


def _rate(work: Callable[..., int], arguments: tuple[Any, ...]) -> float:
    """Return how many a second all writers together get done."""
    connection.close()
    spawned = multiprocessing.get_context("fork")
    began = time.perf_counter()
    with spawned.Pool(WRITERS) as writers:
        done = writers.starmap(work, [(*arguments, writer) for writer in range(WRITERS)])
    return sum(done) / (time.perf_counter() - began)


def _file(organs: list[Agency], seconds: float, turn: int, writer: int) -> int:
    draw, done = random.Random(turn * WRITERS + writer), 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        done += 1
        number = (turn * WRITERS + writer) * 1_000_000 + done
        file_request(agency=draw.choice(organs), application=_application(number), on=_ON, at=_AT)
    return done


def _save(rows: list[models.Model], seconds: float, turn: int, writer: int) -> int:
    lot = [
        (type(row), {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields[1:]})
        for row in rows
    ]
    draw, done = random.Random(100 + turn * WRITERS + writer), 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        with transaction.atomic():
            for model, values in lot:
                model(**{**values, **_distinct(values, draw)}).save(force_insert=True)
        done += 1
    return done


def _insert(lot: list[tuple[str, dict[str, Any]]], seconds: float, turn: int, writer: int) -> int:
    statements = []
    for table, values in lot:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(["%s"] * len(values))
        statements.append((f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values))
    draw, done = random.Random(turn * WRITERS + writer), 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as target:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            with target.transaction():
                for statement, values in statements:
                    changed = {**values, **_distinct(values, draw)}
                    target.execute(statement, list(changed.values()))
            done += 1
    return done


if __name__ == "__main__":
    json.dump(as_json(measured(float(sys.argv[1]))), sys.stdout)
