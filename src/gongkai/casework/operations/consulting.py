"""Opinions of third parties and co-makers: asked, answered, judged, or not given in time.

第三十二条 leaves the decision to the organ when a third party stays silent; 第三十四条 takes a
co-maker's silence for consent.
"""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import Consultation, ConsultationKind, DisclosureRequest, Opinion
from gongkai.casework.operations.acting import CaseRefused, enter, lock, touch
from gongkai.casework.operations.history import opinion_day
from gongkai.casework.permissions import require_actor
from gongkai.rules.clock import Entry, Event

_ASKED = {
    ConsultationKind.THIRD_PARTY: Event.THIRD_PARTY_CONSULTED,
    ConsultationKind.CO_MAKER: Event.ORGAN_CONSULTED,
}
_ANSWERED = {
    ConsultationKind.THIRD_PARTY: Event.THIRD_PARTY_ANSWERED,
    ConsultationKind.CO_MAKER: Event.ORGAN_ANSWERED,
}


@transaction.atomic
def plan_consultation(
    *,
    request: DisclosureRequest,
    version: int,
    kind: str,
    label: str,
    name: str,
    contact: str,
    asked_about: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Consultation:
    """Note down whom to ask about what; asking itself needs the letter (征求意见书).

    :param label: how history and reply name whom is asked, without the name (第三方甲)
    :raises CaseRefused: if a field is empty or somebody goes by this label already
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case = lock(request, version=version)
    require_actor(officer, case.agency, _ASKED[ConsultationKind(kind)], on)
    for what, text in (("称谓", label), ("名称", name), ("征求意见的内容", asked_about)):
        if not text.strip():
            raise CaseRefused(f"{what}：未填写，请填写后再保存。")
    if case.consultations.filter(kind=kind, label=label.strip()).exists():
        raise CaseRefused(f"称谓：“{label.strip()}”已用于本案，请换一个称谓以便区分。")
    consultation = Consultation.objects.create(
        request=case,
        kind=kind,
        label=label.strip(),
        name=name.strip(),
        contact=contact.strip(),
        asked_about=asked_about.strip(),
    )
    touch(case, action="plan_consultation", officer=officer, at=at, kind=kind, label=label.strip())
    return consultation


@transaction.atomic
def record_opinion(
    *,
    consultation: Consultation,
    version: int,
    opinion: str,
    opinion_text: str,
    answered_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> Consultation:
    """Enter the opinion received: 第三十二条、第三十四条; it ends the pause of the limit.

    :raises CaseRefused: if nobody was asked yet, it was answered before, or no opinion is chosen
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case, row = _asked(consultation, version)
    if row.opinion and row.opinion != Opinion.SILENT:
        raise CaseRefused(f"{row.label}的意见已于{row.answered_on}登记，更正请用“更正登记”。")
    if opinion not in (Opinion.AGREES, Opinion.PARTLY, Opinion.REFUSES):
        raise CaseRefused("意见：未选择，请选择同意公开、同意部分公开或者不同意公开。")
    if opinion != Opinion.AGREES and not opinion_text.strip():
        raise CaseRefused("意见内容：未填写，不同意公开的请写明其理由和所涉内容。")
    enter(
        case,
        Entry(answered_on, _ANSWERED[ConsultationKind(row.kind)], subject=row.label),
        officer=officer,
        on=on,
        at=at,
        note=Opinion(opinion).label,
    )
    Consultation.objects.filter(pk=row.pk).update(
        opinion=opinion, opinion_text=opinion_text.strip(), answered_on=answered_on,
        # What was judged before was the silence until then.
        is_reasonable=None, judgement="", judged_by=None, overrides=False, override_reason="",
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def record_silence(
    *, consultation: Consultation, version: int, officer: Officer, on: date, at: datetime
) -> Consultation:
    """Note that no opinion came by the last day; a co-maker thereby consents (第三十四条).

    Nothing is entered in the history: the limit runs on by itself after the opinion's last day.

    :raises CaseRefused: before that day has passed, or if an opinion came
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case, row = _asked(consultation, version)
    require_actor(officer, case.agency, _ANSWERED[ConsultationKind(row.kind)], on)
    if row.opinion:
        raise CaseRefused(f"{row.label}的意见已登记为“{row.get_opinion_display()}”。")
    last = opinion_day(row.kind, row.reached_on or row.sent_on, working_calendar())
    if last is None:
        raise CaseRefused(
            f"{row.label}的答复期限跨入尚无工作日日历的年份，不能确定是否期满；"
            "请先在“工作日日历”中录入该年，再登记逾期未答复。"
        )
    if on <= last:
        raise CaseRefused(f"{row.label}的答复期限至{last}（含当日），期满后才能登记逾期未答复。")
    row.opinion, row.due_on = Opinion.SILENT, last
    row.save()
    touch(case, action="opinion_silent", officer=officer, at=at, label=row.label, due_on=str(last))
    return row


@transaction.atomic
def judge_opinion(
    *,
    consultation: Consultation,
    version: int,
    is_reasonable: bool | None,
    judgement: str,
    overrides: bool,
    override_reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Consultation:
    """Judge a third party's refusal or silence: 第三十二条.

    Reasonable grounds keep the information closed, unless the public interest outweighs them; then
    the third party is told in writing what is disclosed and why (公开告知书).

    :param is_reasonable: whether the grounds hold; None only for silence
    :raises CaseRefused: if there is nothing to judge, or a reason is missing
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case, row = _asked(consultation, version)
    require_actor(officer, case.agency, Event.THIRD_PARTY_ANSWERED, on)
    if row.kind != ConsultationKind.THIRD_PARTY:
        raise CaseRefused("共同制作机关的意见不作认定：未答复视为同意（条例第三十四条）。")
    if row.opinion not in (Opinion.REFUSES, Opinion.PARTLY, Opinion.SILENT):
        raise CaseRefused(f"{row.label}没有不同意公开的意见，不需要认定。")
    if row.opinion != Opinion.SILENT and is_reasonable is None:
        raise CaseRefused("理由是否成立：未选择，请选择成立或者不成立。")
    if not judgement.strip():
        raise CaseRefused("认定说明：未填写，请写明认定的依据。")
    if overrides and not override_reason.strip():
        raise CaseRefused("决定公开的理由：未填写，请写明不公开会对公共利益造成的重大影响。")
    if overrides and not is_reasonable:
        raise CaseRefused("因公共利益决定公开：只在第三方理由成立时需要，请核对“理由是否成立”。")
    row.is_reasonable, row.judgement, row.judged_by = (
        is_reasonable,
        judgement.strip()[:500],
        officer,
    )
    row.overrides = overrides
    row.override_reason = override_reason.strip()[:500] if overrides else ""
    row.save()
    touch(
        case,
        action="judge_opinion",
        officer=officer,
        at=at,
        label=row.label,
        is_reasonable=is_reasonable,
        overrides=overrides,
    )
    return row


def _asked(consultation: Consultation, version: int) -> tuple[DisclosureRequest, Consultation]:
    case = lock(consultation.request, version=version)
    row = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if row.sent_on is None:
        raise CaseRefused(f"尚未向{row.label}发出征求意见书，请先起草、送审并发出。")
    return case, row
