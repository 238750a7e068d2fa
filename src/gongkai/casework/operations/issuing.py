"""Issuing letters: number, files and effect in one transaction, or none of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import licensed_fonts
from gongkai.casework.models import (
    CaseFile,
    CaseLink,
    DisclosureRequest,
    FileKind,
    Letter,
    LetterState,
    LinkKind,
)
from gongkai.casework.operations.acting import CaseRefused, enter
from gongkai.casework.operations.drafting import enclosed, facts_behind, held_letter
from gongkai.casework.operations.enclosing import require_enclosable
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.letter_checks import require_complete, require_preconditions
from gongkai.casework.operations.letter_effects import entry_of, take_effect
from gongkai.casework.operations.numbering import letter_number
from gongkai.casework.operations.proposing import detect_after_reply
from gongkai.casework.operations.publishing_log import begin_log_entry
from gongkai.casework.operations.signing import subject_of
from gongkai.casework.operations.voiding import lock_with
from gongkai.casework.permissions import require_actor
from gongkai.casework.queries.letter_documents import content_hash, letter_document
from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.letters.docx import letter_docx
from gongkai.documents.letters.pdf import letter_pdf
from gongkai.messages.operations import mark_read
from gongkai.review.operations import require_passed
from gongkai.review.queries import day_closed
from gongkai.rules.letters import LetterKind

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def issue_letter(
    *,
    letter: Letter,
    version: int,
    issued_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> Letter:
    """Let a signed letter leave: give it its number, keep its files, and enter what it does.

    One reply can close joined cases of the same applicant with it.

    :param issued_on: the day of the letter (成文日期)
    :raises NotPassed: if its exact text has not passed its review
    :raises CaseRefused: if its day cannot be, or what it says no longer fits the case
    :raises EventNotAllowed, PreconditionUnmet, ImpossibleHistory: if the law does not let it
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    joined = lock_with(letter)
    case, row = held_letter(letter, version)
    _insist_on_joined(case, joined)
    kind = LetterKind(row.kind)
    require_actor(officer, case.agency, kind.event, on)
    if row.state != LetterState.APPROVED:
        raise CaseRefused(f"文书当前为“{row.get_state_display()}”，通过审签后才能发出。")
    files = enclosed(row)
    require_passed(row.review_round, content_hash(row, files))
    require_enclosable(case, kind, [file.pk for file in files])
    _insist_on_day(row, issued_on, on)
    require_preconditions(row, issued_on)
    for each in joined:
        require_preconditions(row, issued_on, each)
    row.number = letter_number(row, year=issued_on.year, series=series_of(row), at=at)
    row.dated_on = issued_on
    document = letter_document(row, files)
    require_complete(row, document, facts_behind(row), issued_on)
    row.pdf, row.docx = _keep(row, document, officer, at)
    for each in joined:
        _close_with(each, case, row, officer, on, at)
    row.event = enter(
        case,
        entry_of(row, issued_on),
        officer=officer,
        on=on,
        at=at,
        note=f"{row.title}（{row.number}）",
        outcome=row.outcome,
        by_letter=kind,
    )
    take_effect(row, case, issued_on)
    row.state = LetterState.ISSUED
    row.save()
    # The notice that it may leave has been followed.
    mark_read(officer=row.drafter, subject=subject_of(row), at=at)
    for each in (case, *joined) if kind is LetterKind.REPLY else ():
        begin_log_entry(case=each, on=on, at=at)
        detect_after_reply(case=each, on=on, at=at)
    return row


def series_of(letter: Letter) -> str:
    """Return the series of a letter's number, e.g. 葫公积金公开答.

    :raises CaseRefused: if the organ has no 机关代字 yet
    """
    agency = letter.request.agency
    if not agency.letter_word:
        raise CaseRefused(
            "本机关尚未登记机关代字，不能编制发文字号。请公开工作机构负责人在“文书模板”页填写。"
        )
    return f"{agency.letter_word}公开{LetterKind(letter.kind).series_word}"


def joined_cases(case: DisclosureRequest) -> list[DisclosureRequest]:
    """Return the open cases joined to a case, of the same applicant: one reply can close all."""
    if not case.applicant_digest:
        return []
    links = CaseLink.objects.filter(other=case, kind=LinkKind.JOINED).select_related("request")
    return [
        link.request
        for link in links.order_by("request")
        if link.request.closed_on is None
        and link.request.agency_id == case.agency_id
        and link.request.applicant_digest == case.applicant_digest
    ]


def _insist_on_joined(case: DisclosureRequest, others: Sequence[DisclosureRequest]) -> None:
    allowed = {each.pk for each in joined_cases(case)} if others else set()
    wrong = [each.register_no for each in others if each.pk not in allowed]
    if wrong:
        raise CaseRefused(
            f"不能一并答复{'、'.join(wrong)}：只有已并入本案、申请人相同且尚未办结的申请可以一并答复。"
        )


def _close_with(
    other: DisclosureRequest,
    case: DisclosureRequest,
    letter: Letter,
    officer: Officer,
    on: date,
    at: datetime,
) -> None:
    assert letter.dated_on is not None
    enter(
        other,
        entry_of(letter, letter.dated_on),
        officer=officer,
        on=on,
        at=at,
        note=f"与{case.register_no}一并答复（{letter.number}）",
        outcome=letter.outcome,
        by_letter=letter.kind,
    )


def _insist_on_day(letter: Letter, issued_on: date, on: date) -> None:
    if issued_on > on:
        raise CaseRefused(f"成文日期：{issued_on} 晚于今天，请填写实际签发的日期。")
    signed_on = day_closed(letter.review_round)
    if signed_on and issued_on < signed_on:
        raise CaseRefused(f"成文日期：{issued_on} 早于负责人签发的日期 {signed_on}，文书不能倒签。")


def _keep(
    letter: Letter, document: LetterDocument, officer: Officer, at: datetime
) -> tuple[CaseFile, CaseFile]:
    """Keep the letter as PDF and as DOCX; both take some tens of milliseconds to make."""
    name = f"{letter.title}（{letter.number}）"
    made: tuple[tuple[Any, str, str, bytes], ...] = (
        (FileKind.LETTER_PDF, "pdf", _PDF, letter_pdf(document, licensed_fonts())),
        (FileKind.LETTER_DOCX, "docx", _DOCX, letter_docx(document)),
    )
    pdf, docx = (
        keep_file(
            kind=kind,
            name=f"{name[:190]}.{ending}",
            media_type=media_type,
            content=content,
            at=at,
            request=letter.request,
            officer=officer,
        )
        for kind, ending, media_type, content in made
    )
    return pdf, docx
