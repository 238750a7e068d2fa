"""A form's table written as TOML again, for whoever changes it."""

import json
from collections.abc import Mapping
from typing import Any

_TABLES = ("sections", "materials", "rules")


def written_table(table: Mapping[str, Any]) -> str:
    """Return a form's table as TOML that reads back to the same table."""
    lines = [f"{key} = {_value(value)}" for key, value in table.items() if not _is_part(key)]
    for key in _TABLES:
        for row in table.get(key, []):
            lines += ["", f"[[{key}]]", *_rows(row)]
    if isinstance(table.get("batch"), Mapping):
        lines += ["", "[batch]", *_rows(table["batch"])]
    return "\n".join(lines) + "\n"


def _is_part(key: str) -> bool:
    return key in (*_TABLES, "batch")


def _rows(row: Mapping[str, Any]) -> list[str]:
    """Return the lines of a table; a list of tables has a line for each."""
    lines = []
    for key, value in row.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            inner = [f"  {_value(each)}," for each in value]
            lines += [f"{key} = [", *inner, "]"]
        else:
            lines.append(f"{key} = {_value(value)}")
    return lines


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    # A JSON string is a TOML string, but for DEL, which forms do not hold.
    return json.dumps(str(value), ensure_ascii=False)
