"""Puts the records into the system's own databases, whose tables its migrations have made."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import psycopg

from bench.records import TABLES

_BATCH = 50_000


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


def load_sqlite(records: Path, database: Path) -> None:
    """Copy the records into an SQLite database."""
    target = sqlite3.connect(database)
    # Only while loading: the file is new and can be made again.
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")
    target.execute("PRAGMA cache_size = -400000")
    fill_sqlite(records, target)
    target.commit()
    target.execute("ANALYZE")
    target.commit()
    target.execute("PRAGMA journal_mode = WAL")
    target.close()


def fill_sqlite(records: Path, target: sqlite3.Connection) -> None:
    """Insert the records through an open connection; the caller commits."""
    with duckdb.connect(str(records), read_only=True) as source:
        for table in TABLES:
            columns, rows = _rows(source, table)
            marks = ", ".join("?" * len(columns))
            target.executemany(f'INSERT INTO "{table}" ({_quoted(columns)}) VALUES ({marks})', rows)


def load_postgresql(records: Path, address: str, folder: Path) -> None:
    """Copy the records into a PostgreSQL database; `folder` takes a passing file."""
    passing = folder / "table.csv"
    with (
        duckdb.connect(str(records), read_only=True) as source,
        psycopg.connect(address, autocommit=True) as target,
    ):
        # The references are sound; looking each of them up would only take time.
        target.execute("SET session_replication_role = replica")
        for table in TABLES:
            source.execute(f"COPY {table} TO '{passing}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
            names = _quoted(name for name, _ in _columns(source, table))
            into = f"COPY {table} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')"
            with target.cursor().copy(into) as copy, passing.open("rb") as file:
                while block := file.read(1 << 20):
                    copy.write(block)
            # The next row that is entered takes the next number.
            target.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        passing.unlink()
        # What autovacuum does within minutes on a server that lives.
        target.execute("VACUUM ANALYZE")


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _columns(source: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    described = source.execute(f"DESCRIBE {table}").fetchall()
    return [(row[0], row[1]) for row in described]


def _rows(
    source: duckdb.DuckDBPyConnection, table: str
) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    columns = _columns(source, table)
    # SQLite keeps days and sums of money as text and numbers, as Django writes them.
    chosen = [
        f'CAST("{name}" AS VARCHAR)' if kind.startswith(("DATE", "DECIMAL")) else f'"{name}"'
        for name, kind in columns
    ]
    found = source.execute(f"SELECT {', '.join(chosen)} FROM {table}")

    def rows() -> Iterator[tuple[object, ...]]:
        while batch := found.fetchmany(_BATCH):
            yield from batch

    return [name for name, _ in columns], rows()
