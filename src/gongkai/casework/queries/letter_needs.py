"""The ways to end a case, grouped as the annual report counts them, and what each still lacks."""

from dataclasses import dataclass
from datetime import date

from gongkai.casework.models import DisclosureRequest
from gongkai.casework.queries.facts import facts_of
from gongkai.rules.outcomes import OUTCOMES, Outcome
from gongkai.rules.preconditions import Unmet, unmet_by_outcome

# What the officer writes comes with the letter; here only what the case lacks is told.
_TO_BE_WRITTEN = "（起草时填写）"
# By the beginning of the report's row: the groups of the table in section 三.
_GROUPS = (
    ("disclosed", "予以公开"),
    ("partly", "部分公开"),
    ("refused", "不予公开"),
    ("unavailable", "无法提供"),
    ("not_processed", "不予处理"),
    ("closed", "其他处理"),
)


@dataclass(frozen=True)
class OutcomeChoice:
    """One way to end a case, and what the law still asks before it."""

    outcome: Outcome
    missing: tuple[Unmet, ...]

    @property
    def is_barred(self) -> bool:
        """Tell whether a reply like this could not leave today."""
        return any(each.refuses for each in self.missing)


def outcome_choices(case: DisclosureRequest, on: date) -> list[tuple[str, list[OutcomeChoice]]]:
    """Return every outcome under its group, each with what it still lacks on a day.

    :raises ImpossibleHistory: if the history contradicts itself or the law
    """
    facts = facts_of(case, on, reasons=_TO_BE_WRITTEN, article=_TO_BE_WRITTEN)
    missing = unmet_by_outcome(facts)
    return [
        (
            label,
            [
                OutcomeChoice(each, missing[each.code])
                for each in OUTCOMES.values()
                if each.report_row.startswith(beginning)
            ],
        )
        for beginning, label in _GROUPS
    ]
