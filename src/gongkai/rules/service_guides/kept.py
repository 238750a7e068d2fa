"""A guide as it is kept: plain tables that JSON and TOML can hold, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from gongkai.rules.service_guides.elements import (
    Basis,
    FlowStep,
    GuideElements,
    Material,
    MaterialForm,
    MaterialSource,
    Place,
    Question,
    Sheet,
    StepBy,
)

_Row = Mapping[str, Any]


def guide_table(guide: GuideElements) -> dict[str, Any]:
    """Return a guide as a table of plain values."""
    return {name: _plain(value) for name, value in asdict(guide).items()}


def read_guide(table: _Row) -> GuideElements:
    """Return the guide of a table; what it does not say is left empty.

    :raises KeyError: if a row lacks its name
    :raises ValueError: if a form, source or doer is none that there is
    """
    told: dict[str, Any] = {}
    for field in fields(GuideElements):
        value = table.get(field.name)
        if value is None:
            continue
        read = _READ.get(field.name)
        told[field.name] = tuple(map(read, value)) if read else value
    return GuideElements(**told)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _material(row: _Row) -> Material:
    return Material(
        name=row["name"],
        form=MaterialForm(row.get("form", "ORIGINAL")),
        number=int(row.get("number", 1)),
        source=MaterialSource(row.get("source", "APPLICANT")),
        when=row.get("when", ""),
    )


def _step(row: _Row) -> FlowStep:
    return FlowStep(
        name=row["name"],
        by=StepBy(row.get("by", "CENTRE")),
        text=row.get("text", ""),
        within=row.get("within", ""),
        otherwise=row.get("otherwise", ""),
    )


_READ: Mapping[str, Callable[[Any], Any]] = {
    "also_called": str,
    "basis": lambda row: Basis(row["title"], row.get("article", "")),
    "conditions": str,
    "materials": _material,
    "places": lambda row: Place(
        row["name"], row.get("address", ""), row.get("hours", ""), row.get("phone", "")
    ),
    "steps": _step,
    "sheets": lambda row: Sheet(row["name"], row.get("note", "")),
    "questions": lambda row: Question(row["question"], row["answer"]),
}
