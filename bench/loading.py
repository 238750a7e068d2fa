"""Puts the records into the system's own databases, whose tables its migrations have made."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from bench.records import TABLES

_BATCH = 50_000
# What stands in a column that must hold something and of which the records say nothing.
_EMPTY = {"bool": "false", "int": "0", "smallint": "0", "bigint": "0", "integer": "0"}


def migrate(environment: dict[str, str]) -> None:
    """Make the tables and indexes of an installation."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        env={**os.environ, **environment},
        check=True,
    )


def gather_static(environment: dict[str, str]) -> None:
    """Put style sheets and scripts where a page looks for their addresses."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--verbosity", "0", "--no-input"],
        env={**os.environ, **environment},
        check=True,
    )


def load_sqlite(records: Path, database: Path, tables: Sequence[str] = TABLES) -> None:
    """Copy the records into an SQLite database."""
    target = sqlite3.connect(database)
    # Only while loading: the file is new and can be made again.
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")
    target.execute("PRAGMA cache_size = -400000")
    made = _indexes_of_sqlite(target, tables)
    for name in made:
        target.execute(f'DROP INDEX "{name}"')
    fill_sqlite(records, target, tables)
    # Each made in one go, which takes a fraction of keeping it through every row.
    for statement in made.values():
        target.execute(statement)
    target.commit()
    target.execute("ANALYZE")
    target.commit()
    target.execute("PRAGMA journal_mode = WAL")
    target.close()


def fill_sqlite(records: Path, target: sqlite3.Connection, tables: Sequence[str] = TABLES) -> None:
    """Insert the records through an open connection; the caller commits."""
    with duckdb.connect(str(records), read_only=True) as source:
        for table in tables:
            columns, rows = _rows(source, table)
            needed = target.execute(f'PRAGMA table_info("{table}")').fetchall()
            empty = _empty(
                (
                    (name, kind)
                    for _, name, kind, must, default, _ in needed
                    if must and not default
                ),
                columns,
            )
            marks = ", ".join([*"?" * len(columns), *empty.values()])
            into = _quoted([*columns, *empty])
            target.executemany(f'INSERT INTO "{table}" ({into}) VALUES ({marks})', rows)


def load_postgresql(
    records: Path, address: str, folder: Path, tables: Sequence[str] = TABLES
) -> None:
    """Copy the records into a PostgreSQL database; `folder` takes a passing file."""
    passing = folder / "table.csv"
    with (
        duckdb.connect(str(records), read_only=True) as source,
        psycopg.connect(address, autocommit=True) as target,
    ):
        # The references are sound; looking each of them up would only take time.
        target.execute("SET session_replication_role = replica")
        target.execute("SET TimeZone = 'UTC'")
        made = _indexes_of_postgresql(target, tables)
        for name in made:
            target.execute(f'DROP INDEX "{name}"')
        for table in tables:
            empty = _empty(
                target.execute(
                    "SELECT column_name, data_type FROM information_schema.columns"
                    " WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL",
                    [table],
                ).fetchall(),
                [name for name, _ in _columns(source, table)],
            )
            _set_defaults(target, table, empty)
            source.execute(f"COPY {table} TO '{passing}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
            names = _quoted(name for name, _ in _columns(source, table))
            into = f"COPY {table} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')"
            with target.cursor().copy(into) as copy, passing.open("rb") as file:
                while block := file.read(1 << 20):
                    copy.write(block)
            _set_defaults(target, table, dict.fromkeys(empty, ""))
            # The next row that is entered takes the next number.
            target.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        passing.unlink()
        for statement in made.values():
            target.execute(statement)
        # What autovacuum does within minutes on a server that lives.
        target.execute("VACUUM ANALYZE")


def _indexes_of_sqlite(target: sqlite3.Connection, tables: Sequence[str]) -> dict[str, str]:
    """Return the indexes that stand apart from a constraint, by name, with how each is made."""
    found = target.execute(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    return {name: statement for name, table, statement in found if table in tables}


def _indexes_of_postgresql(
    target: psycopg.Connection[Any], tables: Sequence[str]
) -> dict[str, str]:
    """Return the indexes that stand apart from a constraint, by name, with how each is made."""
    found = target.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [list(tables)],
    ).fetchall()
    return {name: statement for name, statement in found}


def _empty(needed: Iterable[tuple[str, str]], given: Sequence[str]) -> dict[str, str]:
    """Return columns that must hold something and are not given, with a literal for each."""
    return {
        name: _EMPTY.get(
            kind.split()[0].lower().removesuffix("ean"), "'{}'" if "json" in kind else "''"
        )
        for name, kind in needed
        if name not in given and name != "id"
    }


def _set_defaults(target: psycopg.Connection[Any], table: str, defaults: Mapping[str, str]) -> None:
    """Give columns a default while a table is filled; "" takes it away."""
    for name, default in defaults.items():
        change = f"SET DEFAULT {default}" if default else "DROP DEFAULT"
        target.execute(f'ALTER TABLE {table} ALTER COLUMN "{name}" {change}')


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _columns(source: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    described = source.execute(f"DESCRIBE {table}").fetchall()
    return [(row[0], row[1]) for row in described]


def _rows(
    source: duckdb.DuckDBPyConnection, table: str
) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    columns = _columns(source, table)
    # SQLite keeps days, moments and sums of money as text and numbers, as Django writes them.
    chosen = [
        f'CAST("{name}" AS VARCHAR)'
        if kind.startswith(("DATE", "DECIMAL", "TIMESTAMP"))
        else f'"{name}"'
        for name, kind in columns
    ]
    found = source.execute(f"SELECT {', '.join(chosen)} FROM {table}")

    def rows() -> Iterator[tuple[object, ...]]:
        while batch := found.fetchmany(_BATCH):
            yield from batch

    return [name for name, _ in columns], rows()
