"""The paragraph on remedies of a letter, where it needs one."""

from datetime import date

from gongkai.rules.letters.kinds import LetterKind
from gongkai.rules.outcomes import Remedy, outcome, remedy_for, remedy_paragraph


class RemedySettled(ValueError):
    """The law says which remedy this reply has; an office cannot choose another."""


def remedies_of(
    kind: LetterKind,
    outcome_code: str,
    on: date,
    *,
    reconsideration_organ: str,
    court: str,
    chosen: str = "",
) -> str:
    """Return a letter's paragraph on remedies, "" where it has none.

    A third party told of a disclosure against its will may go against it: 条例第五十一条.

    :param chosen: the remedy an office chose for a reply whose remedy the law leaves open
    :raises RemedySettled: if the law does not leave it open
    """
    names = {"reconsideration_organ": reconsideration_organ, "court": court}
    if kind is LetterKind.THIRD_PARTY_NOTICE:
        return remedy_paragraph(Remedy.EITHER, on, paper="本决定", **names)
    if kind is not LetterKind.REPLY:
        return ""
    how = outcome(outcome_code)
    remedy = remedy_for(how, on)
    if chosen and chosen != remedy:
        if how.remedy_settled or chosen not in list(Remedy) or chosen == Remedy.NONE:
            raise RemedySettled(f"“{how.label}”的救济途径为“{remedy.label}”，不能改为其他途径。")
        remedy = Remedy(chosen)
    return remedy_paragraph(remedy, on, **names)
