"""`python -m bench`: makes the records, loads them, measures, and writes the page.

`python -m bench readings` measures the reading of finished reports alone and writes that part.
`python -m bench filing` measures the filing of requests, on a PostgreSQL that waits for its disk.
`python -m bench publishing` measures the screens of publishing alone and writes that part.
`python -m bench site` measures kept pages, servers and the first view alone and writes that part.
`python -m bench search` measures searches among published items alone and writes that part.
`python -m bench hotline` measures the hotline's wall and its agents' screens alone, likewise.
`python -m bench fund` measures schedules, certificates and batches of the fund alone, likewise.
GONGKAI_BENCH_SCALE makes everything smaller (0.001 takes half a minute); only a full run writes
docs/performance.md. GONGKAI_TEST_POSTGRESQL names an empty database to measure PostgreSQL on.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench import building, ledger_import, readings
from bench.hotline_records import TABLES as HOTLINE_TABLES
from bench.hotline_records import make_hotline
from bench.loading import gather_static, load_postgresql, load_sqlite, migrate
from bench.machine import machine_facts
from bench.page import (
    FILING,
    FUND,
    HOTLINE,
    PUBLISHING,
    READINGS,
    SEARCH,
    SITE,
    readings_section,
    section,
    tables,
    write_page,
)
from bench.records import make_records
from bench.timing import Comparison, Limit, Result, from_json

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
# How often a count, how often a whole command and how often a folder of files is repeated.
COUNTS, COMMANDS, FOLDERS = 9, 5, 5
# Pages asked for of each sort, and how long four writers file in each turn.
PAGES, FILING_SECONDS = 200, 10.0
# One organ's items of a year.
ITEMS = 50_000
# Requests to each web server in each turn.
REQUESTS = 20_000
# Items that are searched, of many years.
SEARCHED = 200_000
# How often a schedule is reckoned, a batch taken in, and a certificate issued.
SCHEDULES, BATCHES, CERTIFICATES = 51, 5, 200
# How long the agents answer calls.
AGENTS_SECONDS = 120.0
_BIG = {
    "casework_disclosurerequest": "requests",
    "hotline_call": "calls",
    "hotline_ticket": "tickets",
}


def main() -> int:
    """Measure everything, or the readings alone; return 1 if a full run misses a target."""
    scale = float(os.environ.get("GONGKAI_BENCH_SCALE", "1"))
    parts = {"readings": [_readings], "filing": [_filing], "publishing": [_publishing],
             "search": [_search], "site": [_site], "hotline": [_hotline],
             "fund": [_fund]}  # fmt: skip
    chosen = parts.get(
        " ".join(sys.argv[1:]), [_records, _readings, _publishing, _search, _site, _hotline, _fund]
    )
    results = [one for part in chosen for one in part(scale)]
    judged = [one for one in results if isinstance(one, Comparison | Limit)]
    missed = [f"{one.what} ({one.database})" for one in judged if one.met is False]
    for what in missed:
        _say(f"missed: {what}")
    # Small runs measure mostly how long things take to start.
    return 1 if missed and scale == 1 else 0


def _readings(scale: float) -> list[Result]:
    _say(f"reading finished reports, scale {scale:g}")
    facts = machine_facts("")
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        results = readings.measured(Path(made), scale, FOLDERS)
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1:
        write_page(PAGE, readings_section(results, facts), READINGS)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _filing(scale: float) -> list[Result]:
    address = os.environ.get("GONGKAI_TEST_POSTGRESQL", "")
    if not address:
        _say("PostgreSQL is not there: filing is not measured")
        return []
    _say("filing requests")
    facts = machine_facts(address)
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        environment = {
            "GONGKAI_HOME": made,
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
            "DATABASE_URL": address,
        }
        migrate(environment)
        results = _run("bench.filing", environment, str(max(1.0, FILING_SECONDS * scale)))
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1:
        write_page(PAGE, readings_section(results, facts), FILING)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _publishing(scale: float) -> list[Result]:
    address = os.environ.get("GONGKAI_TEST_POSTGRESQL", "")
    facts = machine_facts(address)
    results: list[Result] = []
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        databases = {"SQLite": f"sqlite:///{made}/sqlite3.db"}
        if address:
            databases["PostgreSQL"] = _emptied(address)
        for name, database in databases.items():
            _say(f"{name}: screens of publishing")
            environment = {
                "GONGKAI_HOME": made,
                "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
                "DATABASE_URL": database,
            }
            migrate(environment)
            gather_static(environment)
            number = str(max(100, int(ITEMS * scale)))
            results += _run("bench.publishing", environment, name, number, str(PAGES))
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1:
        write_page(PAGE, readings_section(results, facts), PUBLISHING)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _site(scale: float) -> list[Result]:
    facts = machine_facts("")
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        _say("SQLite: the public site")
        environment = {
            "GONGKAI_HOME": made,
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
            "DATABASE_URL": f"sqlite:///{made}/gongkai.sqlite3",
            "GONGKAI_HOSTS": "localhost",
        }
        migrate(environment)
        gather_static(environment)
        number, asked = max(100, int(ITEMS * scale)), max(400, int(REQUESTS * scale))
        results = _run("bench.site", environment, str(number), str(asked))
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1:
        write_page(PAGE, readings_section(results, facts), SITE)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _search(scale: float) -> list[Result]:
    facts = machine_facts("")
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        _say("SQLite: searches")
        environment = {
            "GONGKAI_HOME": made,
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
            "DATABASE_URL": f"sqlite:///{made}/sqlite3.db",
        }
        migrate(environment)
        gather_static(environment)
        number = str(max(300, int(SEARCHED * scale)))
        results = _run("bench.searching", environment, "SQLite", number, str(PAGES))
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1:
        write_page(PAGE, readings_section(results, facts), SEARCH)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _hotline(scale: float) -> list[Result]:
    address = os.environ.get("GONGKAI_TEST_POSTGRESQL", "")
    facts = machine_facts(address)
    results: list[Result] = []
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        folder = Path(made)
        records, file = folder / "hotline.duckdb", folder / "sqlite3.db"
        shared = {
            "GONGKAI_HOME": made,
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
        }
        databases = {"SQLite": {**shared, "DATABASE_URL": f"sqlite:///{file}"}}
        if address:
            databases["PostgreSQL"] = {**shared, "DATABASE_URL": _emptied(address)}
        _say(f"making calls and tickets, scale {scale:g}")
        make_hotline(records, scale, databases["SQLite"])
        for name, environment in databases.items():
            _say(f"{name}: the hotline")
            migrate(environment)
            if name == "SQLite":
                load_sqlite(records, file, HOTLINE_TABLES)
            else:
                load_postgresql(records, address, folder, HOTLINE_TABLES)
            results += _run("bench.hotline", environment, name, str(records), str(COUNTS))
            if name == "PostgreSQL":
                gather_static(environment)
                seconds = str(max(20.0, AGENTS_SECONDS * scale))
                results += _run("bench.hotline_agents", environment, name, seconds)
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1 and address:
        write_page(PAGE, readings_section(results, facts), HOTLINE)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _fund(scale: float) -> list[Result]:
    address = os.environ.get("GONGKAI_TEST_POSTGRESQL", "")
    facts = machine_facts(address)
    _say("schedules of loans")
    results = _run("bench.fund_schedule", {}, str(max(3, int(SCHEDULES * scale))))
    for what, module, times in (
        ("batches of an employer", "bench.fund_batch", BATCHES),
        ("certificates", "bench.fund_certificates", CERTIFICATES),
    ):
        with TemporaryDirectory(prefix="gongkai-bench-") as made:
            databases = {"SQLite": f"sqlite:///{made}/sqlite3.db"}
            if address:
                databases["PostgreSQL"] = _emptied(address)
            for name, database in databases.items():
                _say(f"{name}: {what}")
                environment = {
                    "GONGKAI_HOME": made,
                    "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
                    "DATABASE_URL": database,
                }
                migrate(environment)
                results += _run(module, environment, name, str(max(2, int(times * scale))))
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1:
        write_page(PAGE, readings_section(results, facts), FUND)
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _emptied(address: str) -> str:
    """Return a database whose tables of earlier parts are gone."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP SCHEMA public CASCADE")
        server.execute("CREATE SCHEMA public")
    return address


def _records(scale: float) -> list[Result]:
    postgresql = os.environ.get("GONGKAI_TEST_POSTGRESQL", "")
    facts = machine_facts(postgresql)
    with TemporaryDirectory(prefix="gongkai-bench-") as made:
        folder = Path(made)
        records = folder / "records.duckdb"
        shared = {
            "GONGKAI_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
        }
        databases = {"SQLite": {**shared, "DATABASE_URL": f"sqlite:///{folder / 'sqlite3.db'}"}}
        if postgresql:
            databases["PostgreSQL"] = {**shared, "DATABASE_URL": postgresql}
        else:
            _say("PostgreSQL is not there: only SQLite is measured")
        _say(f"making the records, scale {scale:g}")
        rows = make_records(records, scale)
        results: list[Result] = []
        for name, environment in databases.items():
            _say(f"{name}: loading")
            migrate(environment)
            if name == "SQLite":
                load_sqlite(records, folder / "sqlite3.db")
            else:
                load_postgresql(records, postgresql, folder)
            results += _measured(name, environment, records, folder, scale)
    facts["Load after the run"] = f"{os.getloadavg()[0]:.1f}"
    print(tables(results))
    if scale == 1 and postgresql:
        sizes = {title: rows[table] for table, title in _BIG.items()}
        write_page(PAGE, section(results, facts, sizes))
        _say(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return results


def _measured(
    name: str, environment: dict[str, str], records: Path, folder: Path, scale: float
) -> list[Result]:
    _say(f"{name}: counting")
    results = _run("bench.counting", environment, name, str(records), str(COUNTS))
    _say(f"{name}: screens of requests")
    gather_static(environment)
    results += _run("bench.casework", environment, name, str(PAGES))
    _say(f"{name}: building reports")
    results += building.measured(name, environment, folder, COMMANDS)
    _say(f"{name}: importing ledgers")
    results += ledger_import.measured(name, environment, folder, scale, COMMANDS)
    return results


def _run(module: str, environment: dict[str, str], *arguments: str) -> list[Result]:
    """Return what a module measures in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    return from_json(json.loads(done.stdout))


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
