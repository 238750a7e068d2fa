"""What is missing before an act, in words: what is wrong, the article, what to do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.bundled import bundled_table
from gongkai.rules.clock import chinese_day

_TABLE = bundled_table("preconditions.toml")


class UnmetSeverity(StrEnum):
    """Whether what is missing stops the act or is left to the officer."""

    REFUSE = "REFUSE"
    WARN = "WARN"

    @property
    def label(self) -> str:
        """Return the severity's name."""
        return {UnmetSeverity.REFUSE: "不能办理", UnmetSeverity.WARN: "请确认"}[self]


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing the law asks before an act and the case does not have.

    `message` is a whole sentence that names the article and what to do; `fact` and `remedy` are
    its parts. `code` is the key in data/preconditions.toml.
    """

    code: str
    severity: UnmetSeverity
    fact: str
    article: str
    source: str
    remedy: str

    @property
    def message(self) -> str:
        """Return the sentence for the officer."""
        return f"{self.fact}（{self.article}），{self.remedy}。"

    @property
    def refuses(self) -> bool:
        """Test if the act is stopped."""
        return self.severity is UnmetSeverity.REFUSE


def told(code: str, **values: str | int | date | None) -> Unmet:
    """Return what is missing, by its key in the data, with days written out."""
    row = _TABLE["unmet"][code]
    words = {
        key: chinese_day(value) if isinstance(value, date) else value
        for key, value in values.items()
    }
    article = str(row["article"]).format(**words)
    return Unmet(
        code=code,
        severity=UnmetSeverity(row["severity"]),
        fact=str(row["fact"]).format(**words),
        article=article,
        source=next(
            str(source) for name, source in _TABLE["sources"].items() if article.startswith(name)
        ),
        remedy=str(row["remedy"]).format(**words),
    )
