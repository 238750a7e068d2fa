"""In which figure of the form a column counts, where its organ has not said so."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("website_form/columns.toml")


class ColumnGroup(StrEnum):
    """Where the items of a column count in 信息发布."""

    OVERVIEW = "OVERVIEW"
    NEWS = "NEWS"
    CATALOGUE = "CATALOGUE"
    NONE = "NONE"

    @property
    def label(self) -> str:
        """Return the group's name."""
        return str(_TABLE["groups"][self.value])


class Interpretation(StrEnum):
    """Where the items of a column count in 解读回应."""

    NONE = "NONE"
    MATERIAL = "MATERIAL"
    PRODUCT = "PRODUCT"
    COMMENT = "COMMENT"

    @property
    def label(self) -> str:
        """Return the kind's name."""
        return str(_TABLE["interpretations"][self.value])


def default_group(name: str) -> ColumnGroup:
    """Return where a column counts by its name; what says nothing counts in the catalogue."""
    found = _by_word(name, _TABLE["group_words"])
    return ColumnGroup(found) if found else ColumnGroup.CATALOGUE


def default_interpretation(name: str) -> Interpretation:
    """Return as what a column's items interpret documents, by its name."""
    found = _by_word(name, _TABLE["interpretation_words"])
    return Interpretation(found) if found else Interpretation.NONE


def groups_source() -> str:
    """Return where the defaults come from."""
    return str(_TABLE["source"])


def _by_word(name: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return the code whose longest word stands in a name, "" where none does."""
    found = [(len(word), code) for code, listed in words.items() for word in listed if word in name]
    return max(found)[1] if found else ""
