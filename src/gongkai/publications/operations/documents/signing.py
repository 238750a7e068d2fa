"""Passing a document stage by stage, up to the signature that forms, numbers and dates it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
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
from gongkai.publications.permissions import may_sign_stage
from gongkai.publications.queries.documents.clocks import next_review
from gongkai.publications.queries.documents.contents import content_hash as hash_now
from gongkai.publications.queries.documents.stages import is_last, stage_of, writers_of
from gongkai.review.operations import SignatureRefused, sign
from gongkai.review.queries import principals_of
from gongkai.rules.review_stages import Stage


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
    stage = stage_of(held)
    if stage is None:
        raise ItemRefused("审签环节已被改动，请取回后重新送审。")
    require_signer(held, stage, officer, on_behalf_of, on)
    now = hash_now(held)
    if now != held.review_round.content_hash or now != content_hash:
        raise SignatureRefused("送审后内容有变动，原审签不再适用，请取回后重新送审。")
    missing = [check for check in stage.checks if check not in checked]
    if verdict == "PASS" and missing:
        raise ItemRefused(f"核对事项：尚未核对“{'”“'.join(missing)}”，请逐项核对后再通过。")
    if verdict == "PASS" and is_last(stage):
        _require_ready(held, now, on_behalf_of or officer, countersigned or {}, on)
    round = sign(
        round=held.review_round,
        officer=officer,
        verdict=verdict,
        content_hash=now,
        at=at,
        opinion=opinion,
        checked=[check for check in stage.checks if check in checked],
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    held.review_round = round
    _follow(held, opinion, officer, on, at)
    touch(
        held, action="signed", officer=officer, at=at,
        detail={
            "stage": stage.name, "verdict": verdict, "hash": now,
            "for": on_behalf_of.name if on_behalf_of else "", "no": held.document_no,
        },
    )  # fmt: skip
    if held.state == DocumentState.SIGNED:
        enter_signed(held, officer, at)
        start_item(held, on=on, at=at)
    return held


def require_signer(
    document: OfficialDocument,
    stage: Stage,
    officer: Officer,
    principal: Officer | None,
    on: date,
) -> None:
    """Insist that an officer may sign a stage, or decide there, himself or in another's place.

    :raises NotAllowed: if neither holds the stage's role
    :raises SignatureRefused: if either wrote any of the document
    """
    writers = writers_of(document)
    if officer.pk in writers:
        raise SignatureRefused("不能审签本人起草或者修改过的公文，请由其他人员审签。")
    if principal is not None:
        if principal.pk not in {each.pk for each in principals_of(officer, on)}:
            raise NotAllowed(f"您今天没有代{principal.name}审签的授权，请先登记代签授权。")
        if principal.pk in writers:
            raise SignatureRefused(
                f"{principal.name}起草或者修改过该公文，不能由他人代其审签，请由其他人员审签。"
            )
    if not may_sign_stage(stage.roles, principal or officer, document.agency, on):
        raise NotAllowed(
            f"当前为“{stage.name}”环节，由{document.agency.short_name}相应角色的人员签署。"
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
