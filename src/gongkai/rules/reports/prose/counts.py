"""What a count counts: from the words around a figure to the cells it may stand for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from gongkai.rules.reports.prose.claims import Claim
from gongkai.rules.reports.prose.concepts import (
    CAME,
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    CLOSED_OTHER,
    DISCLOSED,
    LITIGATION,
    RECEIVED,
    Concept,
    Reading,
    Term,
    by_applicant,
    dispute_readings,
)
from gongkai.rules.reports.prose.segments import DISPUTES, PROACTIVE, Segment

REQUESTS = "requests"
OFF = "off"
_APPLICANT_LABELS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_interest": "社会公益组织",
    "legal_service": "法律服务机构",
    "organisations": "法人或其他组织",
}
_NOUN_LABELS = {
    "reconsideration": "行政复议",
    "litigation": "行政诉讼",
    "regulations": "规章",
    "normative_documents": "行政规范性文件",
    "licences": "行政许可",
    "penalties": "行政处罚",
    "coercive_measures": "行政强制",
    "fees": "行政事业性收费",
}
_RESULT_LABELS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
_ROUTE_LABELS = {
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_reconsideration": "复议后起诉",
}
_ACT_LABELS = {"made": "本年制发", "repealed": "本年废止", "in_force": "现行有效"}
_ACTS = {act: act for act in _ACT_LABELS} | {"kept": "in_force"}
_PREVIOUS, _NEXT = -1, 1
_NOBODY: set[str] = set()
EVERYBODY = {"natural_person", "organisations"}
# The lines of each group share the beginning of their keys.
_PREFIXES = {
    "不予公开": "refused_",
    "无法提供": "unavailable_",
    "不予处理": "not_processed_",
    "其他处理": "closed_",
}
_NO_COUNT = frozenset({"channel", "rise", "fall", "reaching", "share", "rate"})


@dataclass(slots=True)
class Context:
    """What the sentence, and the one before, have been speaking of."""

    topic: str = ""
    inherited: bool = False
    disclosed: bool = False
    doubtful: bool = False
    limited: bool = False
    among: bool = False
    outcomes_seen: bool = False
    reviewing: bool = False
    published_before: bool = False
    routes: tuple[str, ...] = ()
    year: int | None = None
    subject: str = ""
    base: Claim | None = None

    def begin_sentence(self) -> None:
        """Go on to the next sentence of the paragraph: what was spoken of may still hold."""
        if self.topic == OFF:
            self.topic = ""
        self.inherited = self.disclosed = bool(self.topic)
        self.among = False


class Meaning(NamedTuple):
    """What a figure counts, before it is known whether the tables say so."""

    label: str
    readings: tuple[Reading, ...]
    also: tuple[Reading, ...] = ()
    firm: bool = True
    official: bool = False
    year: int | None = None
    year_step: int = 0
    is_base: bool = False


def meaning_of(segment: Segment, context: Context) -> Meaning | None:
    """Return what a count behind these words means, or None; the topic moves on with it."""
    if segment.marks and not _NO_COUNT.isdisjoint(segment.marks):
        return None
    if segment.nouns or segment.routes:
        disputes = [noun for noun in segment.nouns if noun in DISPUTES]
        if disputes or segment.routes:
            return _dispute(segment, context, disputes)
        proactive = [noun for noun in segment.nouns if noun in PROACTIVE]
        if proactive:
            return _proactive(segment, context, proactive[-1])
    if context.topic in DISPUTES and (segment.results or "other" in segment.marks):
        return _dispute(segment, context, [])
    if context.topic in PROACTIVE and segment.acts:
        return _proactive(segment, context, context.topic)
    return _request(segment, context)


def _dispute(segment: Segment, context: Context, nouns: list[str]) -> Meaning | None:
    if segment.applicants or segment.acts or any(not line.is_verb for line in segment.lines):
        return None
    routes = tuple(segment.routes)
    if not routes and nouns:
        routes = routes_of(nouns)
    topic = "reconsideration" if routes == ("reconsideration",) else "litigation"
    if routes:
        context.routes = routes
        context.topic, context.inherited = (topic if nouns or segment.routes else OFF), False
    routes = routes or context.routes
    results = list(dict.fromkeys(segment.results))
    if "other" in segment.marks and not results:
        results = ["other"]
    if len(results) > 1 or not routes:
        return None
    result = results[0] if results else "total"
    # How many were handled in the year, by the reviewing organ even, is not what the table counts.
    handled = any(line.label != "收到申请" for line in segment.lines) or any(
        "受理" in item.text for item in segment.items
    )
    return _dispute_meaning(routes, result, context.disclosed and not handled)


def routes_of(nouns: Iterable[str]) -> tuple[str, ...]:
    """Return the routes of section 四 that reviews and lawsuits stand for, other nouns for none."""
    return tuple(
        route
        for noun in dict.fromkeys(nouns)
        if noun in DISPUTES
        for route in (LITIGATION if noun == "litigation" else (noun,))
    )


@cache
def _dispute_meaning(routes: tuple[str, ...], result: str, told: bool) -> Meaning:
    mixed = "reconsideration" in routes and len(routes) > 1
    if mixed:
        label = "行政复议和行政诉讼"
    elif len(routes) > 1:
        label = _NOUN_LABELS["litigation"]
    else:
        label = _ROUTE_LABELS.get(routes[0], _NOUN_LABELS["reconsideration"])
    return Meaning(
        label=f"{label}{_RESULT_LABELS[result]}",
        readings=dispute_readings(routes, result),
        firm=told and not mixed,
    )


def _proactive(segment: Segment, context: Context, noun: str) -> Meaning | None:
    context.topic, context.inherited = noun, False
    if segment.lines or segment.results or "bare_request" in segment.nouns:
        return None
    acts = [_ACTS[act] for act in segment.acts if act in _ACTS]
    if noun in ("regulations", "normative_documents"):
        if len(acts) != 1:
            return None
        act = acts[0]
        label = f"{_NOUN_LABELS[noun]}{_ACT_LABELS[act]}"
        firm = "kept" not in segment.acts and (act == "made" or not context.reviewing)
        return Meaning(label, ((Term("proactive", noun, act),),), firm=firm)
    if acts or noun == "fees":
        return None
    # Decisions are often counted on another basis than the table's, so they prove nothing.
    return Meaning(_NOUN_LABELS[noun], ((Term("proactive", noun, ""),),), firm=False)


def _request(segment: Segment, context: Context) -> Meaning | None:
    named = REQUESTS in segment.nouns
    if segment.results or segment.acts:
        return None
    lines = segment.lines
    verbs_only = bool(lines) and all(line.is_verb for line in lines)
    if not named and context.topic != REQUESTS:
        bare = "bare_request" in segment.nouns
        if context.topic or not (lines or segment.carry) or (verbs_only and not bare):
            return None
    if not named and verbs_only and "bare_request" not in segment.nouns:
        vague_object = "dependent" in segment.marks or "disclosure" in segment.nouns
        if vague_object:
            return None
    says_what = lines or segment.applicants or segment.carry
    if named and not says_what and context.topic == OFF:
        return None
    found = _concept(segment, context, named)
    if found is None:
        return None
    told = named or (context.topic == REQUESTS and not (context.inherited and verbs_only))
    if named:
        context.topic, context.inherited = REQUESTS, False
    elif not context.topic:
        context.topic, context.inherited = REQUESTS, True
    if any(line.is_outcome for line in lines):
        context.outcomes_seen = True
    official = found.official and found.firm and told and (named or not context.inherited)
    firm = found.firm and told
    if (firm, official) == (found.firm, found.official):
        return found
    return found._replace(firm=firm, official=official)


def _concept(segment: Segment, context: Context, named: bool) -> Meaning | None:
    applicants = set(segment.applicants) if segment.applicants else _NOBODY
    if applicants >= EVERYBODY:
        applicants = _NOBODY
    if len(applicants) > 1:
        return None
    if segment.carry:
        return None if applicants else _carried(segment.carry)
    outcomes: list[Concept] = []
    plain: list[Concept] = []
    verbs: list[Concept] = []
    for line in segment.lines:
        (outcomes if line.is_outcome else verbs if line.is_verb else plain).append(line)
    if outcomes and plain:
        return None
    if outcomes or plain:
        found = _lines(outcomes or plain, bool(verbs) and bool(plain), context)
    elif "other" in segment.marks:
        if not context.outcomes_seen or applicants:
            return None
        found = Meaning("其他处理", CLOSED_OTHER, firm=False)
    elif verbs:
        found = _verbs(verbs)
    elif applicants:
        return _applicant(segment.applicants[0], context)
    elif named:
        found = Meaning("政府信息公开申请", (RECEIVED, CAME, CLOSED), firm=False, is_base=True)
    else:
        return None
    if applicants:
        applicant = segment.applicants[0]
        return found._replace(
            label=f"{found.label}·{_APPLICANT_LABELS[applicant]}",
            readings=by_applicant(found.readings, applicant),
            also=by_applicant(found.also, applicant),
            is_base=False,
            official=False,
        )
    return found


def _carried(text: str) -> Meaning:
    # 2022年结转 came in from that year, 结转2024年度 goes out to it.
    if text[:2] in ("19", "20"):
        return Meaning("上年结转", (CARRIED_IN,), year=int(text[:4]), year_step=_PREVIOUS)
    digits = "".join(char for char in text if char.isdigit())
    return Meaning("结转下年度", (CARRIED_OUT,), year=int(digits[:4]), year_step=_NEXT)


def _lines(lines: list[Concept], with_verb: bool, context: Context) -> Meaning:
    first = lines[0]
    different = [first]
    if len(lines) > 1:
        different = list({line.label: line for line in lines}.values())
    one = _line_in_group(different)
    if one is not None:
        # 因涉及第三方合法权益不予公开: the line of the table, not its group.
        return Meaning(one.label, one.readings, firm=False)
    if len(different) > 1:
        together = tuple(term for line in different for term in line.readings[0])
        label = "和".join(line.label for line in different)
        return Meaning(label, (together,), firm=False)
    # What of last year's requests was answered is no cell, although it often equals one.
    base = context.base if context.among else None
    of_closed = base is not None and base.readings[0] == CLOSED
    unsure = with_verb or (of_closed and first.readings[0] == CARRIED_IN)
    # 予以公开5件，已主动公开3件: the table has both in one line.
    unsure = unsure or (context.published_before and first.readings[0] == DISCLOSED)
    return _line(first, unsure)


@cache
def _line(line: Concept, unsure: bool) -> Meaning:
    return Meaning(
        line.label,
        line.readings,
        line.also,
        firm=not line.is_vague and not unsure,
        official=line.is_official and not unsure,
        is_base=not line.is_outcome,
    )


def _line_in_group(lines: list[Concept]) -> Concept | None:
    if len(lines) != 2:
        return None
    for group, line in (lines, lines[::-1]):
        prefix = _PREFIXES.get(group.label)
        if prefix and line.readings[0][0].line.startswith(prefix):
            return line
    return None


def _verbs(verbs: list[Concept]) -> Meaning:
    first = verbs[0]
    if len(verbs) == 1:
        return _line(first, False)
    different = list({verb.label: verb for verb in verbs}.values())
    readings = tuple(dict.fromkeys(reading for verb in different for reading in verb.readings))
    also = tuple(reading for verb in different for reading in verb.also)
    return Meaning(first.label, readings, also, firm=len(different) == 1, is_base=True)


def _applicant(applicant: str, context: Context) -> Meaning:
    base = context.base
    label = _APPLICANT_LABELS[applicant]
    if base is None:
        readings = by_applicant((RECEIVED, CAME, CLOSED), applicant)
        return Meaning(label, readings, firm=False)
    return Meaning(
        f"{base.label}·{label}",
        by_applicant(base.readings, applicant),
        by_applicant(base.also, applicant),
        firm=base.firm,
    )
