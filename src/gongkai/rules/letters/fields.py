"""The live fields of letters, each by its Chinese name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gongkai.rules.bundled import bundled_table


class PartCheck(StrEnum):
    """How an edited letter is searched for a field that it must not lose."""

    NEVER = ""
    EXACT = "exact"
    FREE = "free"
    ARTICLE = "article"
    REMEDIES = "remedies"


@dataclass(frozen=True, slots=True)
class Field:
    """A live field: what it stands for, and how an officer fills it, if it is he who does.

    `term` is the key in the letter's terms, "" where the field follows from the case.
    """

    name: str
    explains: str
    sample: str
    check: PartCheck
    term: str
    label: str
    input: str


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        name: Field(
            name=name,
            explains=row["explains"],
            sample=row["sample"],
            check=PartCheck(row["check"]),
            term=row.get("term", ""),
            label=row.get("label", name),
            input=row.get("input", ""),
        )
        for name, row in bundled_table("letters/fields.toml").items()
    }
)
