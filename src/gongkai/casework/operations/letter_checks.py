"""What a letter must say and what the law wants before it leaves: checked when it is sent to be
signed, and again when it leaves."""

from datetime import date

from gongkai.casework.models import DisclosureRequest, Letter, LetterState
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.history import standing_entries
from gongkai.casework.queries.facts import facts_of
from gongkai.casework.queries.fee_counting import fee_of
from gongkai.casework.queries.letter_fields import LetterFacts, fields_of
from gongkai.documents.letters.document import LetterDocument
from gongkai.review.queries import day_closed
from gongkai.rules.letters import LetterKind, missing_parts, wording
from gongkai.rules.lifecycle import require_allowed
from gongkai.rules.preconditions import Facts, Unmet, require_met, unmet


def parts_missing(
    letter: Letter, document: LetterDocument, facts: LetterFacts, on: date
) -> tuple[str, ...]:
    """Return the names of what a letter must say and does not.

    :raises TermsRefused, RemedySettled: if what it decides cannot stand
    """
    fields = fields_of(facts, on)
    if document.number:
        fields |= {"文号": document.number, "成文日期": document.date_text}
    return missing_parts(LetterKind(letter.kind), letter.outcome, document.plain_text, fields)


def require_complete(
    letter: Letter, document: LetterDocument, facts: LetterFacts, on: date
) -> None:
    """Refuse a letter that lost what it must say.

    :raises CaseRefused: naming each part
    """
    lost = parts_missing(letter, document, facts, on)
    if lost:
        told = "、".join(f"“{name}”" for name in lost)
        raise CaseRefused(
            f"文书缺少必备内容：{told}，或者与填写的办理事项不一致。请在正文中补全，或按模板重新生成正文。"
        )


def require_preconditions(letter: Letter, on: date, case: DisclosureRequest | None = None) -> None:
    """Refuse a letter whose act the state or the law does not let happen on a day.

    :param case: another case that the same letter answers
    :raises EventNotAllowed: if the state does not
    :raises PreconditionUnmet: if the law asks for something first, telling what
    """
    case = case or letter.request
    entries = standing_entries([case.pk])[case.pk]
    event = LetterKind(letter.kind).event
    require_allowed(entries, event)
    require_met(event, _facts(letter, on, case))


def unmet_before(letter: Letter, on: date) -> tuple[Unmet, ...]:
    """Return what the law asks before a letter leaves: what refuses it, and what to look at.

    :raises ImpossibleHistory: if the history contradicts itself or the law
    """
    return unmet(LetterKind(letter.kind).event, _facts(letter, on, letter.request))


def _facts(letter: Letter, on: date, case: DisclosureRequest) -> Facts:
    """Return what is known of a case, with what the letter adds."""
    kind, terms = LetterKind(letter.kind), letter.terms
    fee = None
    if kind is LetterKind.FEE_NOTICE:
        fee = fee_of(letter.request, terms["method"], int(terms["quantity"]), on).amount
    return facts_of(
        case,
        on,
        outcome=letter.outcome,
        reasons=str(terms.get("reasons") or terms.get("handling") or ""),
        article=wording(kind, letter.outcome).rests_on,
        approved_on=_approved_on(letter, on) if kind is LetterKind.EXTENSION_NOTICE else None,
        until=date.fromisoformat(terms["until"]) if terms.get("until") else None,
        fee_amount=fee,
    )


def _approved_on(letter: Letter, on: date) -> date:
    """Return the day the head of the office signed; the day itself while it goes to him."""
    passed = letter.state == LetterState.APPROVED
    return (day_closed(letter.review_round) if passed else None) or on
