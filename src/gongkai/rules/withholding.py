"""The grounds on which a part of a document is hidden: 条例第十四条至第十六条、第三十七条."""

from functools import cache
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table


class Ground(NamedTuple):
    """One ground: its code, when it applies, and the article the reply cites."""

    code: str
    label: str
    article: str


@cache
def grounds() -> dict[str, Ground]:
    """Return all grounds by their codes, in the order of the articles."""
    rows = bundled_table("withholding.toml")["grounds"]
    return {code: Ground(code, row["label"], row["article"]) for code, row in rows.items()}
