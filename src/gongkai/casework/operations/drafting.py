"""Drafting letters from the organ's wording, and editing them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.casework.models import (
    CaseFile,
    Consultation,
    ConsultationKind,
    DisclosureRequest,
    Letter,
    LetterState,
)
from gongkai.casework.operations.acting import CaseRefused, lock, touch
from gongkai.casework.operations.consulting import plan_consultation
from gongkai.casework.operations.enclosing import require_enclosable
from gongkai.casework.operations.history import standing_entries
from gongkai.casework.permissions import require_actor
from gongkai.casework.queries.letter_documents import content_hash
from gongkai.casework.queries.letter_fields import LetterFacts, fields_of
from gongkai.casework.queries.letters import template_in_use
from gongkai.review.operations import void_open_round
from gongkai.rules.letters import (
    Addressee,
    FieldsMissing,
    LetterKind,
    cleaned_terms,
    fill,
    wording,
)
from gongkai.rules.lifecycle import require_allowed

LONGEST_BODY = 20_000
"""The most characters of a letter's text."""

_CONSULTED = {
    LetterKind.THIRD_PARTY_CONSULTATION: ConsultationKind.THIRD_PARTY,
    LetterKind.THIRD_PARTY_NOTICE: ConsultationKind.THIRD_PARTY,
    LetterKind.CO_MAKER_CONSULTATION: ConsultationKind.CO_MAKER,
}
_ASKS = (LetterKind.THIRD_PARTY_CONSULTATION, LetterKind.CO_MAKER_CONSULTATION)
_WHOM = ("label", "name", "contact", "asked_about")
# The body of a letter that is sent back for good: it can be read, not changed.
_FINISHED = (LetterState.ISSUED, LetterState.VOID)


@transaction.atomic
def draft_letter(
    *,
    request: DisclosureRequest,
    version: int,
    kind: str,
    terms: Mapping[str, Any],
    officer: Officer,
    on: date,
    at: datetime,
    outcome: str = "",
    consultation: Consultation | None = None,
    enclosures: Iterable[int] = (),
) -> Letter:
    """Draft a letter of a kind, filled from the organ's template, else from the bundled wording.

    :param terms: what the letter decides (rules.letters.terms); for a consultation with somebody
        not planned yet also label, name, contact and asked_about
    :param outcome: how the case ends, for a reply
    :param enclosures: keys of the case's files that go along
    :raises CaseRefused: if there is a reply already, or nobody to whom it goes
    :raises EventNotAllowed: if the state does not let the letter's act happen
    :raises FieldsMissing, TermsRefused: naming what is not known or cannot stand
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case = lock(request, version=version)
    chosen = LetterKind(kind)
    require_actor(officer, case.agency, chosen.event, on)
    entries = standing_entries([case.pk])[case.pk]
    require_allowed(entries, chosen.event)
    if chosen is LetterKind.REPLY and _standing_replies(case):
        raise CaseRefused("本案已有答复书，请在该答复书上修改，或者先将其作废。")
    typed = dict(terms)
    whom = {key: str(typed.pop(key, "")) for key in _WHOM}
    if chosen in _ASKS and consultation is None:
        consultation = plan_consultation(
            request=case, version=case.version, kind=_CONSULTED[chosen],
            officer=officer, on=on, at=at, **whom,
        )  # fmt: skip
        case = lock(request)
    _insist_on_consulted(case, chosen, consultation)
    files = require_enclosable(case, chosen, enclosures)
    facts = LetterFacts(
        case,
        chosen,
        outcome,
        cleaned_terms(chosen, outcome, typed, on),
        entries,
        consultation,
        files,
    )
    template = template_in_use(case.agency, chosen, outcome)
    fields = fields_of(facts, on)
    _insist_on_remedies(facts, fields)
    needs = wording(chosen, outcome).needs
    letter = Letter(
        request=case,
        kind=chosen,
        outcome=outcome,
        consultation=consultation,
        title=fill(template.title, fields)[:200],
        addressee=_addressee(facts),
        body=fill(template.body, fields, needs),
        terms={**facts.terms, "wrote": []},
        template_version=template.version,
        drafter=officer,
        drafted_at=at,
    )
    letter.content_hash = content_hash(letter, files)
    letter.save()
    letter.enclosures.set(files)
    touch(case, action="draft_letter", officer=officer, at=at, kind=chosen, outcome=outcome)
    return letter


@transaction.atomic
def edit_letter(
    *,
    letter: Letter,
    version: int,
    title: str,
    addressee: str,
    body: str,
    terms: Mapping[str, Any],
    officer: Officer,
    on: date,
    at: datetime,
    enclosures: Iterable[int] = (),
    refill: bool = False,
) -> Letter:
    """Change a letter that has not left; an open or passed round on it no longer counts.

    Who edits a letter cannot sign it, as little as its drafter.

    :param refill: write title and body anew from the template with the terms given
    :raises CaseRefused: if the letter has left or is void, or a part of it is empty
    :raises FieldsMissing, TermsRefused: as draft_letter does
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case, row = held_letter(letter, version)
    kind = LetterKind(row.kind)
    require_actor(officer, case.agency, kind.event, on)
    if row.state in _FINISHED:
        raise CaseRefused(f"文书“{row.get_state_display()}”，不能修改；需要改变的，请另行起草。")
    files = require_enclosable(case, kind, enclosures)
    facts = LetterFacts(
        case,
        kind,
        row.outcome,
        cleaned_terms(kind, row.outcome, terms, on),
        standing_entries([case.pk])[case.pk],
        row.consultation,
        files,
    )
    if refill:
        template = template_in_use(case.agency, kind, row.outcome)
        fields = fields_of(facts, on)
        _insist_on_remedies(facts, fields)
        title = fill(template.title, fields)
        body = fill(template.body, fields, wording(kind, row.outcome).needs)
        row.template_version = template.version
    _insist_on_text(title, addressee, body, kind)
    wrote = row.terms.get("wrote", [])
    changes = {
        "title": " ".join(title.split()),
        "addressee": " ".join(addressee.split()),
        "body": body.replace("\r\n", "\n").strip(),
        "terms": {**facts.terms, "wrote": wrote},
    }
    for name, value in changes.items():
        setattr(row, name, value)
    digest = content_hash(row, files)
    if digest != row.content_hash:
        if officer.pk not in (*wrote, row.drafter_id):
            row.terms["wrote"] = [*wrote, officer.pk]
            digest = content_hash(row, files)
        row.content_hash = digest
        void_round(row, at)
    row.save()
    row.enclosures.set(files)
    touch(case, action="edit_letter", officer=officer, at=at, kind=kind, content_hash=digest)
    return row


def held_letter(letter: Letter, version: int | None) -> tuple[DisclosureRequest, Letter]:
    """Return a letter and its case, both held for the transaction.

    :raises CaseChanged: as acting.lock does
    """
    case = lock(letter.request, version=version)
    row = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("consultation", "review_round", "event", "drafter")
        .get(pk=letter.pk)
    )
    row.request = case
    return case, row


def facts_behind(letter: Letter) -> LetterFacts:
    """Return what a letter stands on now."""
    return LetterFacts(
        letter.request,
        LetterKind(letter.kind),
        letter.outcome,
        letter.terms,
        standing_entries([letter.request_id])[letter.request_id],
        letter.consultation,
        enclosed(letter),
    )


def enclosed(letter: Letter) -> list[CaseFile]:
    """Return the files that go along with a letter, in the order of their keeping."""
    return list(letter.enclosures.order_by("pk"))


def _standing_replies(case: DisclosureRequest) -> bool:
    replies = case.letters.filter(kind=LetterKind.REPLY).exclude(state=LetterState.VOID)
    return bool(replies.exists())


def _insist_on_consulted(
    case: DisclosureRequest, kind: LetterKind, consultation: Consultation | None
) -> None:
    if kind not in _CONSULTED:
        if consultation is not None:
            raise CaseRefused(f"“{kind.label}”不是发给被征求意见方的文书，请重新选择文书种类。")
        return
    if consultation is None:
        raise CaseRefused("未选择第三方，请先选择曾征求意见的第三方。")
    if consultation.request_id != case.pk or consultation.kind != _CONSULTED[kind]:
        raise CaseRefused("所选的征求意见不属于本案，或者与文书种类不符，请刷新页面后重新选择。")
    if kind in _ASKS and consultation.sent_on:
        raise CaseRefused(
            f"已于{consultation.sent_on}向{consultation.label}征求意见，同一对象只征求一次。"
        )
    if kind is LetterKind.THIRD_PARTY_NOTICE and not consultation.overrides:
        raise CaseRefused(
            f"尚未认定因公共利益公开{consultation.label}不同意公开的信息，请先在征求意见处登记认定。"
        )


def _insist_on_remedies(facts: LetterFacts, fields: Mapping[str, str]) -> None:
    needs = wording(facts.kind, facts.outcome).needs
    if "救济途径" not in needs or fields["救济途径"]:
        return
    agency = facts.case.agency
    lacking = [
        label
        for label, text in (("复议机关", agency.reconsideration_organ), ("管辖法院", agency.court))
        if not text
    ]
    if lacking:
        raise CaseRefused(
            f"文书须告知救济途径，本机关尚未登记{'、'.join(lacking)}，"
            "请公开工作机构负责人在“文书模板”页填写后再起草。"
        )
    raise FieldsMissing(["救济途径"])


def _insist_on_text(title: str, addressee: str, body: str, kind: LetterKind) -> None:
    for label, text in (("标题", title), ("主送", addressee), ("正文", body)):
        if not text.strip() and not (label == "主送" and kind is LetterKind.SERVICE_RECORD):
            raise CaseRefused(f"{label}：未填写，请填写后再保存。")
    if len(title.strip()) > 200:
        raise CaseRefused("标题：超过200字，请缩短。")
    if len(body) > LONGEST_BODY:
        raise CaseRefused(f"正文：超过{LONGEST_BODY}字，请缩短，或将部分内容作为附件。")


def _addressee(facts: LetterFacts) -> str:
    if facts.kind.addressee is Addressee.CONSULTED and facts.consultation is not None:
        return facts.consultation.name
    if facts.kind.addressee is Addressee.ORGAN:
        return str(facts.terms.get("organ", ""))
    return "" if facts.kind is LetterKind.SERVICE_RECORD else facts.case.applicant_name


def void_round(letter: Letter, at: datetime) -> None:
    """End the sign-off of a letter whose text is no longer the one that was read."""
    if letter.review_round is not None:
        void_open_round(round=letter.review_round, at=at)
        letter.review_round.refresh_from_db()
    if letter.state in (LetterState.IN_REVIEW, LetterState.APPROVED):
        letter.state = LetterState.DRAFT
