"""Sign-off of letters: sent to be reviewed, reviewed, approved by the head of the office."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_with_role
from gongkai.casework.models import DisclosureRequest, Letter, LetterState
from gongkai.casework.operations.acting import CaseRefused, touch
from gongkai.casework.operations.drafting import enclosed, facts_behind, held_letter
from gongkai.casework.operations.enclosing import require_enclosable
from gongkai.casework.operations.letter_checks import (
    require_complete,
    require_preconditions,
)
from gongkai.casework.permissions import LETTER_STAGES, may_sign_letter, require_actor
from gongkai.casework.queries.letter_documents import content_hash, letter_document
from gongkai.messages.operations import mark_read, notify
from gongkai.review.operations import SignatureRefused, open_round, sign, void_open_round
from gongkai.rules.letters import LetterKind


@transaction.atomic
def submit_letter(
    *, letter: Letter, version: int, officer: Officer, on: date, at: datetime
) -> Letter:
    """Send a letter, exactly as it reads now, to be signed by two other people.

    Every letter is approved by the head of the disclosure office; an extension has to be
    (条例第三十三条).

    :raises CaseRefused: if it is no draft, or lacks a mandatory part, naming each
    :raises PreconditionUnmet, EventNotAllowed: if the law does not let it leave now
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case, row = held_letter(letter, version)
    kind = LetterKind(row.kind)
    require_actor(officer, case.agency, kind.event, on)
    if row.state != LetterState.DRAFT:
        raise CaseRefused(f"文书当前为“{row.get_state_display()}”，不能送审。")
    files = enclosed(row)
    require_enclosable(case, kind, [file.pk for file in files])
    require_complete(row, letter_document(row, files), facts_behind(row), on)
    require_preconditions(row, on)
    row.review_round = open_round(
        agency=case.agency,
        subject=subject_of(row),
        content_hash=content_hash(row, files),
        drafter=row.drafter,
        stages=[stage for stage, _role in LETTER_STAGES],
        at=at,
    )
    row.state = LetterState.IN_REVIEW
    row.save(update_fields=["review_round", "state"])
    touch(case, action="submit_letter", officer=officer, at=at, kind=kind, hash=row.content_hash)
    _tell(row, LETTER_STAGES[0], on, at)
    return row


@transaction.atomic
def sign_letter(
    *,
    letter: Letter,
    verdict: str,
    opinion: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Letter:
    """Sign the next stage, or return the letter with an opinion.

    :param content_hash: of the text that the signer read
    :raises CaseRefused: if it is not in review
    :raises NotAllowed: if the officer does not hold the stage's role
    :raises SignatureRefused: if he drafted it, signed before, or the text changed since
    """
    case, row = held_letter(letter, None)
    round = row.review_round
    if row.state != LetterState.IN_REVIEW or round is None:
        raise CaseRefused(f"文书当前为“{row.get_state_display()}”，不在审签中，请刷新页面查看。")
    stage = round.stages[round.signatures.count()]
    if not may_sign_letter(stage, officer, case.agency, on):
        raise NotAllowed(f"当前为“{stage}”环节，由{case.agency.short_name}相应角色的人员签署。")
    if officer.pk in row.terms.get("wrote", []):
        raise SignatureRefused("不能审签本人修改过的文书，请由其他人员审签。")
    round = sign(
        round=round,
        officer=officer,
        verdict=verdict,
        content_hash=content_hash,
        at=at,
        opinion=opinion,
    )
    subject = subject_of(row)
    mark_read(officer=officer, subject=subject, at=at)
    if round.state == "RETURNED":
        row.state = LetterState.DRAFT
        told = f"{subject}被退回：{opinion.strip()}"[:300]
        notify(officers=[round.drafter], text=told, subject=subject, at=at)
    elif round.state == "PASSED":
        row.state = LetterState.APPROVED
        told = f"{subject}已通过审签，可以发出。"
        notify(officers=[round.drafter], text=told, subject=subject, at=at)
    else:
        _tell(row, LETTER_STAGES[round.signatures.count()], on, at)
    row.save(update_fields=["state"])
    touch(case, action="sign_letter", officer=officer, at=at, stage=stage, verdict=verdict)
    return row


@transaction.atomic
def take_back_letter(
    *, letter: Letter, version: int, officer: Officer, on: date, at: datetime
) -> Letter:
    """Take a letter back out of review, to go on writing.

    :raises CaseRefused: if it is not in review
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case, row = held_letter(letter, version)
    require_actor(officer, case.agency, LetterKind(row.kind).event, on)
    if row.state != LetterState.IN_REVIEW or row.review_round is None:
        raise CaseRefused(f"文书当前为“{row.get_state_display()}”，不在审签中，请刷新页面查看。")
    void_open_round(round=row.review_round, at=at)
    row.review_round.refresh_from_db()
    row.state = LetterState.DRAFT
    row.save(update_fields=["state"])
    touch(case, action="take_back_letter", officer=officer, at=at, kind=row.kind)
    return row


def subject_of(letter: Letter) -> str:
    """Return under which name a letter is in review: its case, kind and key, nobody's name."""
    case: DisclosureRequest = letter.request
    return f"{case.register_no} {LetterKind(letter.kind).label}（文书{letter.pk}）"


def _tell(letter: Letter, stage: tuple[str, str], on: date, at: datetime) -> None:
    """Put a notice on the screens of those who sign next; who drafted it does not."""
    name, role = stage
    officers = [
        each
        for each in officers_with_role(letter.request.agency, role, on)
        if each.pk != letter.drafter_id
    ]
    subject = subject_of(letter)
    notify(officers=officers, text=f"{subject}待{name}。", subject=subject, at=at)
