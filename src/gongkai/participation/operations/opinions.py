"""Taking in opinions, deciding what is shown of them, and what becomes of each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.audit.operations import record
from gongkai.messages.operations import notify, settle_notices
from gongkai.participation.models import (
    Moderation,
    OpinionSource,
    PieceState,
    PublicConsultation,
    PublicOpinion,
    Uptake,
)
from gongkai.participation.operations.acting import ParticipationRefused, subject_of, touches
from gongkai.participation.operations.numbering import OPINIONS, next_number
from gongkai.participation.operations.texts import require_line, require_text
from gongkai.participation.permissions import insist, may_draft
from gongkai.privacy.digests import keyed_digest
from gongkai.privacy.finding import personal_data_in

LONGEST_OPINION = 2000
_NO_CONSENT = "提交人未同意公开"


@dataclass(frozen=True)
class OpinionContent:
    """What somebody says; all but the text may be left out."""

    text: str
    about_article: str = ""
    name: str = ""
    contact: str = ""
    may_be_shown: bool = False


@transaction.atomic
def send_opinion(
    *, consultation: PublicConsultation, content: OpinionContent, token: str, on: date, at: datetime
) -> PublicOpinion:
    """Take in an opinion from the site and give it a receipt number.

    :param token: of the form; sent twice, it gives the same opinion
    :raises ParticipationRefused: naming the field at fault, or if the consultation is not open
    """
    root = _root(consultation)
    digest = keyed_digest("opinion", f"{root.pk}:{token}") if token else None
    if digest is not None:
        # The consultation is held: whoever sent the same form a moment ago has been seen.
        earlier = PublicOpinion.objects.filter(token_digest=digest).first()
        if earlier is not None:
            return earlier
    if not root.is_open(on):
        raise ParticipationRefused(_why_closed(root, on))
    opinion = _opinion(root, content, OpinionSource.SITE, on, at)
    opinion.token_digest = digest
    opinion.save()
    detail = {"source": opinion.source, "may_be_shown": opinion.may_be_shown}
    record(
        action="opinion.sent", subject=opinion.receipt_no, at=at, agency=root.agency, detail=detail
    )
    # One notice that opinions wait is enough.
    settle_notices(subject=f"{subject_of(root)} 意见", at=at)
    waiting = root.opinions.filter(moderation=Moderation.RECEIVED).count()
    told = f"，待审阅公开的有{waiting}条" if waiting else ""
    notify(
        officers=officers_with_role(root.agency, "CLERK", on),
        text=f"《{root.title[:60]}》收到意见{opinion.receipt_no}{told}。",
        subject=f"{subject_of(root)} 意见",
        at=at,
    )
    return opinion


@transaction.atomic
def enter_opinion(
    *,
    consultation: PublicConsultation,
    content: OpinionContent,
    source: str,
    received_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> PublicOpinion:
    """Enter an opinion that came by letter, mail or word of mouth, before the result is public.

    :param source: a code of OpinionSource
    :raises ParticipationRefused: naming the field at fault, or if the result is handed in
    :raises NotAllowed: if the officer may not
    """
    insist(may_draft(officer, consultation.agency, on), "登记意见")
    root = _root(consultation)
    if source not in OpinionSource.values or source == OpinionSource.SITE:
        raise ParticipationRefused("来源：请选择意见是怎样收到的。", "source")
    if received_on > on:
        raise ParticipationRefused(
            f"收到日期：{received_on}晚于今天，请填写实际收到的日期。", "received_on"
        )
    if received_on < root.from_on:
        raise ParticipationRefused(
            f"收到日期：{received_on}早于征集开始日期{root.from_on}，请核对。", "received_on"
        )
    _require_result_open(root)
    opinion = _opinion(root, content, source, received_on, at)
    opinion.handled_by = officer
    opinion.save()
    _record("opinion.entered", opinion, officer, at, source=source)
    return opinion


@transaction.atomic
def show_opinion(
    *, opinion: PublicOpinion, shown_text: str, officer: Officer, on: date, at: datetime
) -> PublicOpinion:
    """Let everybody read an opinion as moderated: without names or anything that tells who.

    :raises ParticipationRefused: if its sender did not consent, or personal data stands in it
    :raises NotAllowed: if the officer may not
    """
    row = _held(opinion, officer, on)
    if not row.may_be_shown:
        raise ParticipationRefused(
            "提交人没有同意公开这条意见，不能公开；可以在征集结果中概括说明。"
        )
    text = require_text("公开的文字", shown_text, LONGEST_OPINION, "shown_text")
    known = {"提交人姓名": row.name, "提交人联系方式": row.contact}
    found = personal_data_in(text, {what: told for what, told in known.items() if told})
    if found:
        raise ParticipationRefused(
            f"公开的文字：含有{found[0].what}（{found[0].shown}），请删去后再公开。", "shown_text"
        )
    row.moderation, row.shown_text, row.kept_reason = Moderation.SHOWN, text, ""
    _moderated(row, officer, at)
    return row


@transaction.atomic
def keep_opinion(
    *, opinion: PublicOpinion, reason: str, officer: Officer, on: date, at: datetime
) -> PublicOpinion:
    """Show an opinion to nobody outside; it counts all the same.

    :raises ParticipationRefused: without a reason
    :raises NotAllowed: if the officer may not
    """
    row = _held(opinion, officer, on)
    row.kept_reason = require_line("不公开的原因", reason, 200, "reason")
    row.moderation, row.shown_text = Moderation.KEPT, ""
    _moderated(row, officer, at)
    return row


@transaction.atomic
def judge_opinion(
    *, opinion: PublicOpinion, uptake: str, reason: str, officer: Officer, on: date, at: datetime
) -> PublicOpinion:
    """Tell what becomes of an opinion; one that is not taken up whole needs a reason.

    :param uptake: a code of Uptake
    :raises ParticipationRefused: without uptake or reason, or if the result is handed in
    :raises NotAllowed: if the officer may not
    """
    row = _held(opinion, officer, on)
    if uptake not in Uptake.values or not uptake:
        raise ParticipationRefused("采纳情况：未选择，请选择一项。", "uptake")
    wanted = uptake in (Uptake.NOT_TAKEN_UP, Uptake.PARTLY)
    said = require_line("理由", reason, 500, "reason", wanted=wanted)
    _require_result_open(row.consultation)
    row.uptake, row.uptake_reason, row.handled_by = uptake, said, officer
    row.save(update_fields=["uptake", "uptake_reason", "handled_by"])
    _record("opinion.judged", row, officer, at, uptake=uptake)
    _settle(row.consultation, at)
    return row


@transaction.atomic
def read_sender(
    *, opinion: PublicOpinion, officer: Officer, on: date, at: datetime
) -> tuple[str, str]:
    """Return name and contact of who sent an opinion; that they were read is on record.

    :raises NotAllowed: if the officer may not
    """
    insist(may_draft(officer, opinion.consultation.agency, on), "查看提交人信息")
    _record("opinion.read_sender", opinion, officer, at)
    return opinion.name, opinion.contact


def _opinion(
    root: PublicConsultation, content: OpinionContent, source: Any, received_on: date, at: datetime
) -> PublicOpinion:
    opinion = PublicOpinion(
        consultation=root,
        source=source,
        received_on=received_on,
        sent_at=at,
        text=require_text("意见", content.text, LONGEST_OPINION, "text"),
        about_article=require_line(
            "针对的条款", content.about_article, 100, "about_article", wanted=False
        ),
        name=require_line("姓名", content.name, 50, "name", wanted=False),
        contact=require_line("联系方式", content.contact, 100, "contact", wanted=False),
        may_be_shown=content.may_be_shown,
    )
    if not content.may_be_shown:
        opinion.moderation, opinion.kept_reason = Moderation.KEPT, _NO_CONSENT
    opinion.receipt_no = next_number(root.agency, received_on.year, OPINIONS)
    return opinion


def _root(consultation: PublicConsultation) -> PublicConsultation:
    return (
        PublicConsultation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=consultation.pk)
    )


def _why_closed(root: PublicConsultation, on: date) -> str:
    if root.is_public and on < root.from_on:
        return f"征集自{root.from_on}开始，请届时再提交。"
    if root.is_public:
        return f"征集已于{root.until_on}截止，不再接收意见；仍有意见的，请按页面上的联系方式反映。"
    return "这项征集已不在公开状态，不接收意见。"


def _require_result_open(root: PublicConsultation) -> None:
    result = getattr(root, "result", None)
    if result is not None and result.state in (PieceState.SUBMITTED, PieceState.PUBLISHED):
        raise ParticipationRefused(
            f"征集结果{result.get_state_display()}，不能再改动意见；需要改动的，请先取回或者撤下结果。"
        )


def _held(opinion: PublicOpinion, officer: Officer, on: date) -> PublicOpinion:
    row = (
        PublicOpinion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("consultation__agency")
        .get(pk=opinion.pk)
    )
    insist(may_draft(officer, row.consultation.agency, on), "审阅意见")
    return row


def _moderated(row: PublicOpinion, officer: Officer, at: datetime) -> None:
    row.handled_by = officer
    row.save(update_fields=["moderation", "shown_text", "kept_reason", "handled_by"])
    _record(
        "opinion.moderated", row, officer, at, moderation=row.moderation, reason=row.kept_reason
    )
    root = row.consultation
    _settle(root, at)
    touches("consultation", root.pk, root, "opinions_changed", at)


def _settle(root: PublicConsultation, at: datetime) -> None:
    if not root.opinions.filter(moderation=Moderation.RECEIVED).exists():
        settle_notices(subject=f"{subject_of(root)} 意见", at=at)


def _record(
    action: str, row: PublicOpinion, officer: Officer, at: datetime, **detail: object
) -> None:
    record(
        action=action,
        subject=row.receipt_no,
        at=at,
        agency=row.consultation.agency,
        officer=officer,
        detail=detail,
    )
