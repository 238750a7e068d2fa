"""The demonstration's texts and its generated rows, as they ship with the package."""

import json
import lzma
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from gongkai.cli.demonstration.registers import Row, Rows

_DATA = resources.files("gongkai.cli.demonstration") / "data"
ROWS_FILE = Path(str(_DATA)) / "2023.json.xz"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
# Fields that hold a day end like this.
_DAYS = ("_on", "_from")


def texts(name: str) -> dict[str, Any]:
    """Return one of the demonstration's TOML files, named without suffix."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def stored_rows() -> Rows:
    """Return the rows that ship, by kind in the order in which they are to be stored."""
    tables = json.loads(lzma.decompress(ROWS_FILE.read_bytes()))
    return {
        kind: [_row(table["fields"], values) for values in table["rows"]]
        for kind, table in tables.items()
    }


def as_text(rows: Mapping[str, Sequence[Row]]) -> str:
    """Return rows as JSON, one row a line, each kind's field names written once."""
    tables = []
    for kind, listed in rows.items():
        fields = list(listed[0])
        lines = ",\n".join(_json([_plain(row[field]) for field in fields]) for row in listed)
        tables.append(f'{_json(kind)}: {{"fields": {_json(fields)}, "rows": [\n{lines}\n]}}')
    return "{" + ",\n".join(tables) + "}\n"


def compressed(text: str) -> bytes:
    """Return a text compressed with fixed settings."""
    return lzma.compress(
        text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=_FILTERS
    )


def _row(fields: Sequence[str], values: Sequence[Any]) -> Row:
    return {
        field: date.fromisoformat(value) if value and field.endswith(_DAYS) else value
        for field, value in zip(fields, values, strict=True)
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
