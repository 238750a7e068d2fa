"""What a letter brings about beside its entry in the history: days, opinions asked, fees."""

from datetime import date
from decimal import Decimal

from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest, Letter, ProcessingFee
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.history import opinion_day
from gongkai.casework.operations.numbering import register_number
from gongkai.casework.queries.fee_counting import fee_of
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import LetterKind

# What the entry itself keeps: 第三十条 and 第三十五条 leave the day to the organ.
_SETS_A_DAY = (LetterKind.CORRECTION_NOTICE, LetterKind.DELAY_NOTICE)
_ASKS_AN_OPINION = (LetterKind.THIRD_PARTY_CONSULTATION, LetterKind.CO_MAKER_CONSULTATION)


def entry_of(letter: Letter, issued_on: date) -> Entry:
    """Return what a letter of a day enters in the history."""
    kind = LetterKind(letter.kind)
    subject = letter.consultation.label if letter.consultation else ""
    if kind.event is Event.LETTER_SENT:
        subject = kind.label
    until = _until(letter) if kind in _SETS_A_DAY else None
    return Entry(issued_on, kind.event, subject=subject[:100], until_on=until)


def take_effect(letter: Letter, case: DisclosureRequest, issued_on: date) -> None:
    """Set what follows from a letter that leaves, in a locked case.

    :raises CaseRefused: if a fee was noticed already, none is owed, or no day can be told
    """
    kind = LetterKind(letter.kind)
    if kind is LetterKind.CORRECTION_NOTICE:
        case.correction_until = _until(letter)
        case.save(update_fields=["correction_until"])
    elif kind in _ASKS_AN_OPINION and letter.consultation is not None:
        letter.consultation.sent_on = issued_on
        # Counted from sending until its receipt is known.
        letter.consultation.due_on = opinion_day(
            letter.consultation.kind, issued_on, working_calendar()
        )
        letter.consultation.save(update_fields=["sent_on", "due_on"])
    elif kind is LetterKind.THIRD_PARTY_NOTICE and letter.consultation is not None:
        letter.consultation.informed_on = issued_on
        letter.consultation.save(update_fields=["informed_on"])
    elif kind is LetterKind.FEE_NOTICE:
        _owe(letter, case, issued_on)


def _owe(letter: Letter, case: DisclosureRequest, issued_on: date) -> None:
    """Put the fee on record; its amount is the one that the letter names and was signed.

    国办函〔2020〕109号第三条: by item or by page, never both.
    """
    method, quantity = letter.terms["method"], int(letter.terms["quantity"])
    if ProcessingFee.objects.filter(request=case, withdrawn_on=None).exists():
        raise CaseRefused("本案已发出收费通知；按件和按量只取其一，请先撤回原通知。")
    fee = fee_of(case, method, quantity, issued_on)
    if fee.amount <= Decimal(0):
        raise CaseRefused("计收数量未超过免费的数量，不收取信息处理费，请核对数量。")
    ProcessingFee.objects.create(
        agency=case.agency,
        register_no=register_number(case.agency, issued_on.year, prefix="XF", series="fee"),
        request=case,
        method=method,
        quantity=quantity,
        amount=fee.amount,
        noticed_on=issued_on,
    )


def _until(letter: Letter) -> date:
    return date.fromisoformat(letter.terms["until"])
