"""The invented calls and tickets of one centre, in a DuckDB file of their own."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

TABLES = ("agencies_agency", "hotline_topic", "hotline_ticket", "hotline_call")
FULL = {"calls": 5_000_000, "tickets": 1_000_000}
_SEAL = """
import sys, django
django.setup()
from gongkai.privacy.encryption import encrypt
print(encrypt("13800000000"))
print(encrypt("咨询租房提取住房公积金需要哪些材料、在哪里办理、多长时间到账。"))
"""


def make_hotline(file: Path, scale: float, environment: dict[str, str]) -> dict[str, int]:
    """Make the records in a new DuckDB file; return how many rows of each sort.

    :param environment: of the installation with whose key texts are encrypted
    """
    sealed = subprocess.run(
        [sys.executable, "-c", _SEAL],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout.split()
    rows = {name: max(100, round(full * scale)) for name, full in FULL.items()}
    with duckdb.connect(str(file)) as store:
        for name, value in {**rows, "sealed_short": sealed[0], "sealed_long": sealed[1]}.items():
            store.execute(f"SET VARIABLE {name} = ?", [value])
        store.execute(Path(__file__).with_name("hotline.sql").read_text(encoding="utf-8"))
        store.execute("CHECKPOINT")
    return rows
