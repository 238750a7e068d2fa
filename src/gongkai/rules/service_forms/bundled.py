"""The forms that ship with the package, to begin with; a centre confirms or replaces each."""

from functools import cache
from types import MappingProxyType
from typing import Any

from gongkai.rules.bundled import bundled_tables
from gongkai.rules.service_forms.cells import FormFaulty

_FOLDER = "service_forms"
_SHARED = "shared"


def bundled_forms() -> MappingProxyType[str, dict[str, Any]]:
    """Return the tables of the bundled forms by item code, with what they share put in.

    They are read once and shared: never change them.
    """
    return _all()


def bundled_form(item: str) -> dict[str, Any] | None:
    """Return the table of an item's bundled form, None where there is none."""
    return _all().get(item)


@cache
def _all() -> MappingProxyType[str, dict[str, Any]]:
    tables = bundled_tables(_FOLDER)
    shared = tables.pop(_SHARED)
    forms = {table["item"]: _put_together(table, shared) for table in tables.values()}
    return MappingProxyType(forms)


def _put_together(table: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Return a table in which sections and materials that name shared ones stand in full."""
    whole = {key: value for key, value in table.items() if not key.startswith("shared")}
    whole.setdefault("note", shared["note"])
    for part in ("sections", "materials"):
        if part in table:
            whole[part] = [_in_full(row, shared[part]) for row in table[part]]
    declaration = table.get("shared_declaration")
    if declaration:
        whole["declaration"] = shared["declarations"][declaration]
    return whole


def _in_full(row: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    name = row.get("shared")
    if name is None:
        return row
    if name not in shared:
        raise FormFaulty(f"没有共用部分“{name}”，请核对。")
    return {**shared[name], **{key: value for key, value in row.items() if key != "shared"}}
