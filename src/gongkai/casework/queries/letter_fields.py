"""The values of a letter's live fields, from the case and from what the officer decided."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import (
    CaseFile,
    Consultation,
    DisclosureRequest,
    RedactedArea,
    RedactionState,
)
from gongkai.casework.queries.fee_counting import fee_of
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.clock import Entry, Event, ImpossibleHistory, chinese_day, reply_due
from gongkai.rules.letters import FIELDS, METHODS, UNITS, LetterKind, remedies_of, wording
from gongkai.rules.statutes import StatuteNotInForce, statute_in_force

# The question to the applicant that an outcome refers to.
_ASKED = {
    "UNCLEAR_AFTER_CORRECTION": Event.CORRECTION_ASKED,
    "NOT_CORRECTED": Event.CORRECTION_ASKED,
    "EXCESSIVE": Event.REASONS_ASKED,
    "FEE_UNPAID": Event.FEE_NOTICED,
}
_LONGEST_REQUEST = 160


@dataclass(frozen=True)
class LetterFacts:
    """What a letter is written from: its case, kind, terms, and what it goes with."""

    case: DisclosureRequest
    kind: LetterKind
    outcome: str
    terms: Mapping[str, Any]
    entries: list[Entry]
    consultation: Consultation | None = None
    enclosures: Iterable[CaseFile] = field(default_factory=list)


def fields_of(facts: LetterFacts, on: date) -> dict[str, str]:
    """Return the value of every live field on a day; what is not known is empty.

    :raises TermsRefused, RemedySettled: if the terms ask for what the law does not let
    """
    case, agency = facts.case, facts.case.agency
    days = {entry.event: entry.on for entry in facts.entries}
    statute = statute_in_force(case.received_on or on)
    values = {
        "申请人": case.applicant_name,
        "称呼": "您" if case.applicant_kind == ApplicantKind.NATURAL_PERSON else "你单位",
        "收到日期": _day(case.received_on),
        "登记号": case.register_no,
        "申请内容": asked_for(case),
        "答复期限": _day(case.due_on),
        "依据条款": wording(facts.kind, facts.outcome).rests_on,
        "救济途径": _remedies(facts, on),
        "复议机关": agency.reconsideration_organ,
        "管辖法院": agency.court,
        "本机关": agency.name,
        "联系方式": "，".join(
            each for each in (agency.address, agency.phone and f"电话{agency.phone}") if each
        ),
        "提供方式": "，".join(
            each for each in (case.get_form_display(), case.get_delivery_display()) if each
        ),
        "延长天数": str(statute.extension.value),
        "延长后期限": _day(_extended(facts, on)),
        "意见期限": str(statute.third_party_opinion.value),
        "撤回日期": _day(days.get(Event.WITHDRAWAL_ASKED)),
        **_asked(facts, days),
        **_consulted(facts.consultation),
        **_typed(facts),
        **_fee(facts, on),
    }
    if facts.kind is LetterKind.CO_MAKER_CONSULTATION:
        values["意见期限"] = str(statute.co_maker_opinion.value)
    return values


def asked_for(case: DisclosureRequest) -> str:
    """Return on one line what a case asks for, shortened where it is long."""
    title = case.document_title.strip("《》 ")
    named = f"《{title}》{f'（{case.document_no}）' if case.document_no else ''}" if title else ""
    told = "，".join(each for each in (named, " ".join(case.wanted_besides.split())) if each)
    return told if len(told) <= _LONGEST_REQUEST else f"{told[: _LONGEST_REQUEST - 1]}…"


def withheld_in(enclosures: Iterable[CaseFile]) -> str:
    """Return what is hidden in the files that go along, with article and reason: 第三十七条."""
    areas = RedactedArea.objects.filter(
        redaction__output__in=[file.pk for file in enclosures],
        redaction__state=RedactionState.CONFIRMED,
    ).order_by("redaction__output__name", "page", "pk")
    lines: dict[tuple[str, str, str], list[str]] = {}
    for name, page, article, reason in areas.values_list(
        "redaction__output__name", "page", "article", "reason"
    ):
        places = lines.setdefault((name.rsplit(".", 1)[0], article, reason), [])
        place = f"第{page}页" if page else ""
        if place and place not in places:
            places.append(place)
    return "\n".join(
        f"《{name}》{'、'.join(places)}部分内容：依据{article}，{reason.rstrip('。')}。"
        for (name, article, reason), places in lines.items()
    )


def _typed(facts: LetterFacts) -> dict[str, str]:
    """Return the fields that the terms fill; a term of several fields fills them all."""
    values = {}
    for name, each in FIELDS.items():
        typed = str(facts.terms.get(each.term, "")) if each.term else ""
        if each.input == "date" and typed:
            typed = chinese_day(date.fromisoformat(typed))
        if each.term:
            values[name] = typed
    values["隐去清单"] = "\n".join(
        each for each in (withheld_in(facts.enclosures), values["隐去清单"]) if each
    )
    return values


def _fee(facts: LetterFacts, on: date) -> dict[str, str]:
    method, quantity = facts.terms.get("method", ""), facts.terms.get("quantity", "")
    if facts.kind is not LetterKind.FEE_NOTICE or not method or not quantity:
        return {}
    fee = fee_of(facts.case, method, int(quantity), on)
    return {
        "缴费期限": str(statute_in_force(on).fee_payment.value),
        "计收方式": METHODS[method],
        "数量": f"{quantity}{UNITS[method]}",
        "金额": str(fee.amount),
        "计算过程": "；".join(step.text for step in fee.steps),
    }


def _remedies(facts: LetterFacts, on: date) -> str:
    agency = facts.case.agency
    if not agency.reconsideration_organ or not agency.court:
        return ""
    return remedies_of(
        facts.kind,
        facts.outcome,
        on,
        reconsideration_organ=agency.reconsideration_organ,
        court=agency.court,
        chosen=str(facts.terms.get("remedy", "")),
    )


def _asked(facts: LetterFacts, days: Mapping[Event, date]) -> dict[str, str]:
    event = _ASKED.get(facts.outcome)
    if event is None:
        return {}
    until = facts.case.lapses_on if event is Event.FEE_NOTICED else facts.case.correction_until
    return {"告知日期": _day(days.get(event)), "期满日期": _day(until)}


def _consulted(consultation: Consultation | None) -> dict[str, str]:
    if consultation is None:
        return {}
    return {"第三方": consultation.name, "征求内容": consultation.asked_about}


def _extended(facts: LetterFacts, on: date) -> date | None:
    """Return the day the limit would end after an extension, None where that is not known."""
    if facts.kind is not LetterKind.EXTENSION_NOTICE:
        return None
    entries = [*facts.entries, Entry(on, Event.EXTENDED)]
    with suppress(ImpossibleHistory, CalendarNotPublished, StatuteNotInForce):
        due = reply_due(entries, working_calendar(), fee_mode=facts.case.agency.fee_clock_mode)
        return None if due.provisional else due.on
    return None


def _day(day: date | None) -> str:
    return chinese_day(day) if day else ""
