"""What the figures were measured on, without names or paths."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg

_PACKAGES = ("django", "wagtail", "duckdb", "openpyxl", "typst")


def machine_facts(postgresql: str) -> dict[str, str]:
    """Return the facts of this machine by name; `postgresql` is an address or empty."""
    facts = {
        "System": f"{platform.system()} {platform.machine()}",
        "Processor": _processor(),
        "Cores": str(os.cpu_count()),
        "Memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "Load before the run": f"{os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
    }
    if postgresql:
        with psycopg.connect(postgresql) as connection:
            number = connection.info.server_version
            buffers = connection.execute("SHOW shared_buffers").fetchall()[0][0]
        facts["PostgreSQL"] = f"{number // 10000}.{number % 100}, shared_buffers {buffers}"
    return facts | {name: version(name) for name in _PACKAGES}


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    names = [line.split(":")[1].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else "unknown"
