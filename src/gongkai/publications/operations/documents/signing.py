"""Passing a document stage by stage, up to the signature that forms, numbers and dates it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.operations import notify, settle_notices
from gongkai.publications.models import DocumentState, OfficialDocument
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.acting import (
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.documents.form_checks import require_sendable
from gongkai.publications.operations.documents.keeping import require_same_bytes
from gongkai.publications.operations.documents.making_public import start_item
from gongkai.publications.operations.documents.normative import enter_signed
from gongkai.publications.operations.documents.numbering import document_number
from gongkai.publications.operations.documents.secrecy import require_reviewed
from gongkai.publications.operations.documents.submitting import tell_signers
from gongkai.publications.operations.stage_signing import Examined, signed_at, stage_to_sign
from gongkai.publications.queries.documents.clocks import next_review
from gongkai.publications.queries.documents.contents import content_hash as hash_now
from gongkai.publications.queries.documents.stages import is_last, writers_of
from gongkai.rules.document_stages import document_stages


@transaction.atomic
def sign_document(
    *,
    document: OfficialDocument,
    verdict: str,
    opinion: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    checked: Sequence[str] = (),
    marks: Sequence[Mapping[str, str]] = (),
    on_behalf_of: Officer | None = None,
    countersigned: Mapping[str, date] | None = None,
) -> OfficialDocument:
    """Sign the next stage of a document, or return it to the start with an opinion.

    The last signature forms it: the day is 成文日期, the number is given, 规范性文件 enter their
    register, and what is 主动公开 begins as a draft item (条例第二十六条).

    :param content_hash: of what the signer read
    :param checked: what of the stage's checklist he ticked off; passing needs all of it
    :param countersigned: on which day each joint organ signed, for the signatory of a joint
        document, who signs last
    :raises ItemRefused: if it is not on its way, something is not ticked off or not reviewed
    :raises NotAllowed: if neither he nor whom he stands in for signs at this stage
    :raises SignatureRefused: if he wrote any of it, signed before, or it changed since
    """
    held = hold(document)
    require_state(held, DocumentState.IN_REVIEW)
    examined = examined_document(held)
    stage = stage_to_sign(
        examined,
        verdict=verdict,
        content_hash=content_hash,
        officer=officer,
        on=on,
        checked=checked,
        on_behalf_of=on_behalf_of,
    )
    if verdict == "PASS" and is_last(stage):
        _require_ready(held, content_hash, on_behalf_of or officer, countersigned or {}, on)
    held.review_round, told = signed_at(
        examined,
        stage,
        verdict=verdict,
        opinion=opinion,
        officer=officer,
        at=at,
        checked=checked,
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    _follow(held, opinion, officer, on, at)
    detail = {**told, "no": held.document_no}
    touch(held, action="signed", officer=officer, at=at, detail=detail)
    if held.state == DocumentState.SIGNED:
        enter_signed(held, officer, at)
        start_item(held, on=on, at=at)
    return held


def examined_document(document: OfficialDocument) -> Examined:
    """Return a document on its way as those who sign it examine it."""
    return Examined(
        agency=document.agency,
        title=document.title,
        drafter=document.drafter,
        subject=subject_of(document),
        round=document.review_round,
        stages=document_stages(),
        writers=writers_of(document),
        content_hash=hash_now(document),
        refused=ItemRefused,
        act="审签",
        thing="公文",
    )


def _require_ready(
    document: OfficialDocument,
    digest: str,
    signatory: Officer,
    countersigned: Mapping[str, date],
    on: date,
) -> None:
    require_sendable(document)
    require_reviewed(document, digest)
    require_same_bytes(document)
    if document.signatory and document.signatory != signatory.name:
        raise ItemRefused(
            f"签发人：稿面为“{document.signatory}”，与签发的{signatory.name}不一致，请退回更正。"
        )
    for organ in document.joint_with:
        day = countersigned.get(organ)
        if day is None:
            raise ItemRefused(
                f"会签日期：“{organ}”未填写。联合发文以最后签发机关签发的日期为成文日期，"
                "请在各机关签发后由本机关最后签发。"
            )
        if day > on:
            raise ItemRefused(f"会签日期：“{organ}”为{day.isoformat()}，晚于今日，请核对。")
    document.joint_signed = {
        organ: countersigned[organ].isoformat() for organ in document.joint_with
    }


def _follow(
    document: OfficialDocument, opinion: str, officer: Officer, on: date, at: datetime
) -> None:
    subject, round = subject_of(document), document.review_round
    settle_notices(subject=subject, at=at)
    if round.state == "OPEN":
        tell_signers(document, on, at)
        return
    if round.state == "RETURNED":
        document.state = DocumentState.DRAFT
        told = f"公文《{document.title}》被退回：{opinion.strip()}"
    else:
        document.state, document.formed_on = DocumentState.SIGNED, on
        document.document_no = document_number(document, on.year)
        document.next_review_on = next_review(document, on)
        told = f"公文《{document.title}》已签发，文号{document.document_no}，请印发。"
    notify(officers=[document.drafter], text=told[:300], subject=subject, at=at)
