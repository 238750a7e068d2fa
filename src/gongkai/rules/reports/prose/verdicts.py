"""Whether the tables say what the text claims: agrees, contradicts, or cannot be told."""

import re
from collections.abc import Container
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.prose.cells import cell_holding, formula, path_of, value_of
from gongkai.rules.reports.prose.characters import PlainText, plain_text
from gongkai.rules.reports.prose.claims import Claim, ClaimKind
from gongkai.rules.reports.prose.concepts import Reading
from gongkai.rules.reports.prose.fees import FeeList, fee_lists
from gongkai.rules.reports.prose.numbers import Bound
from gongkai.rules.reports.prose.proportions import Answer, change_answer, share_answer
from gongkai.rules.reports.prose.sentences import claims_in
from gongkai.rules.reports.shape import Report, amount_text


class Verdict(StrEnum):
    """What can be said about a claim."""

    AGREES = "AGREES"
    CONTRADICTS = "CONTRADICTS"
    CANNOT_TELL = "CANNOT_TELL"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _LABELS[self]


_LABELS = {
    Verdict.AGREES: "一致",
    Verdict.CONTRADICTS: "不一致",
    Verdict.CANNOT_TELL: "无法判断",
}


class Judgement(NamedTuple):
    """
    What was found about one claim.

    `quote` is the passage from `start` to `end` of the part as written, `number_start` and
    `number_end` the figure in it. `expected` and `found` are the figures of tables and text,
    `compared` the cells with their formula, `where` the path of the first cell. `reason` says why
    it cannot be told, `equals_instead` which other cell holds the text's figure. `severity` is
    None unless it contradicts.
    """

    verdict: Verdict
    kind: ClaimKind
    label: str
    quote: str
    start: int
    end: int
    number_start: int
    number_end: int
    found: str
    expected: str = ""
    compared: str = ""
    where: str = ""
    reason: str = ""
    equals_instead: str = ""
    severity: Severity | None = None


# Named in front of a figure, such a body or time makes it doubtful whose or which it is.
_OTHER_SCOPE = re.compile(
    r"本级|上半年|下半年|季度|信箱|热线|留言板"
    r"|(?:^|[，,；：。])[^，,；：。我本全各]{2,12}(?:局|(?<![市省县区党州])委|厅|镇|乡|街道|分中心)"
)
# What all organs of a place received together is no figure of one department.
_WHOLE_PLACE = re.compile(r"全[省市州盟区县旗]")
_OF_A_PLACE = re.compile(r"(?:政府|管委会|管理委员会|[省市州盟区县旗])$|^$")
# Suits are counted by instance or with those of earlier years in some texts, in the table not.
_OTHER_COUNT = re.compile(r"一审|二审|再审|上诉|历年|往年|以前年度|旧存")
_OWN = re.compile(r"我局|本局|我委|我厅|我镇|我乡|我街道|全镇|全局|全乡|全街道")
_LOOKED_BACK = 200
_LEAST_SUBJECT = 3


def judged(
    report: Report,
    part: str,
    previous: Report | None = None,
    kinds: Container[ClaimKind] = frozenset(ClaimKind),
) -> tuple[Judgement, ...]:
    """
    Return every claim of one part of the text with what the tables say to it.

    `previous` is the report on the year before; one on another year is not used. `kinds` are the
    kinds of claims to judge.
    """
    text = report.narrative.get(part)
    if not text:
        return ()
    before = previous if previous is not None and previous.year == report.year - 1 else None
    plain, claims = _read(text)
    found = [_judge(claim, report, before, text) for claim in claims if claim.kind in kinds]
    if ClaimKind.FEES in kinds:
        found += [_judge_fees(fees, text) for fees in fee_lists(plain)]
    return tuple(found)


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[PlainText, tuple[Claim, ...]]:
    # Several checks look at the same text in turn.
    plain = plain_text(text)
    return plain, claims_in(plain)


def _judge(claim: Claim, report: Report, previous: Report | None, text: str) -> Judgement:
    if claim.kind is ClaimKind.COUNT:
        return _judge_count(claim, report, text)
    readings = _readings_stated(claim, report)
    if not readings:
        return _told(claim, Verdict.CANNOT_TELL, reason="所说的件数与表格不一致，无从核算比例")
    if claim.kind is ClaimKind.CHANGE:
        if previous is None:
            return _told(claim, Verdict.CANNOT_TELL, reason="没有上一年度的报告")
        if claim.year is not None and claim.year != report.year + claim.year_step:
            return _told(claim, Verdict.CANNOT_TELL, reason="比较的不是上一年度")
        answer = change_answer(claim, readings, report, previous)
    else:
        answer = share_answer(claim, readings, report)
    return _answered(claim, answer, report, text)


def _judge_fees(fees: FeeList, text: str) -> Judgement:
    total = sum(fees.parts, Decimal(0))
    if total == fees.total:
        verdict, severity = Verdict.AGREES, None
    else:
        verdict = Verdict.CONTRADICTS
        # Behind 其中 some organs may be left out on purpose; more than the total is never right.
        short = fees.is_partial and total < fees.total
        severity = Severity.INFO if short else Severity.WARNING
    return Judgement(
        verdict=verdict,
        kind=ClaimKind.FEES,
        label="信息处理费分项合计",
        quote=text[fees.start : fees.end],
        start=fees.start,
        end=fees.end,
        number_start=fees.total_start,
        number_end=fees.total_end,
        found=f"{amount_text(fees.total)}元",
        expected=f"{amount_text(total)}元",
        compared=f"{'＋'.join(map(amount_text, fees.parts))}＝{amount_text(total)}元",
        severity=severity,
    )


def _judge_count(claim: Claim, report: Report, text: str) -> Judgement:
    reason = _reason_not_to_compare(claim, report)
    if reason:
        return _told(claim, Verdict.CANNOT_TELL, reason=reason)
    blank = False
    for reading in claim.readings:
        value = value_of(report, reading)
        if value is None:
            blank = True
        elif claim.number.admits(value):
            return _compared(claim, Verdict.AGREES, report, reading, value)
    if blank:
        return _told(claim, Verdict.CANNOT_TELL, reason="表中对应的格是空白或者没有这一格")
    if not claim.firm:
        return _told(claim, Verdict.CANNOT_TELL, reason="用词不能确定说的是表中哪一项")
    others = (value_of(report, reading) for reading in claim.also)
    if any(value is not None and claim.number.admits(value) for value in others):
        return _told(claim, Verdict.CANNOT_TELL, reason="按另一种统计口径与表格相符")
    if _speaks_of_a_part(claim, report, text):
        return _told(claim, Verdict.CANNOT_TELL, reason="可能只说的是一部分机关或者一段时间")
    meant = claim.readings[0]
    value = value_of(report, meant)
    return _compared(claim, Verdict.CONTRADICTS, report, meant, value, _severity(claim))


def _severity(claim: Claim) -> Severity:
    if claim.official:
        return Severity.ERROR
    exact = claim.number.bound in (Bound.EXACT, Bound.ROUNDED)
    return Severity.WARNING if exact else Severity.INFO


def _answered(claim: Claim, answer: Answer, report: Report, text: str) -> Judgement:
    if answer.agrees:
        return _told(claim, Verdict.AGREES, answer)
    if answer.agrees is None:
        return _told(claim, Verdict.CANNOT_TELL, reason=answer.reason)
    if not claim.firm or _speaks_of_a_part(claim, report, text):
        return _told(claim, Verdict.CANNOT_TELL, reason="不能确定比例是对哪一项说的")
    return _told(claim, Verdict.CONTRADICTS, answer, severity=answer.severity)


def _readings_stated(claim: Claim, report: Report) -> tuple[Reading, ...]:
    # A share of a wrong count would be reported twice; the count's own finding is enough.
    if claim.of is None:
        return claim.readings
    number = claim.of.number
    return tuple(
        reading
        for reading in claim.of.readings
        if (value := value_of(report, reading)) is not None and number.admits(value)
    )


def _reason_not_to_compare(claim: Claim, report: Report) -> str:
    if claim.year is not None and claim.year != report.year + claim.year_step:
        return f"说的是{claim.year}年"
    if claim.subject and not _is_own(claim.subject, report.organ):
        return f"说的可能只是{claim.subject}"
    return ""


def _is_own(subject: str, organ: str) -> bool:
    # 某区某街道 is 某街道办事处 itself; 某市公安局 is not its branch 某市公安局某区分局.
    name, own = subject.replace("人民", ""), organ.replace("人民", "")
    return any(
        min(len(name), len(each)) >= _LEAST_SUBJECT and (each.endswith(name) or name.endswith(each))
        for each in (own, *(own.removesuffix(end) for end in ("政府", "办事处", "公室")))
    )


def _speaks_of_a_part(claim: Claim, report: Report, text: str) -> bool:
    said = text[max(claim.sentence[0], claim.start - _LOOKED_BACK) : claim.end]
    if _WHOLE_PLACE.search(said) and not _OF_A_PLACE.search(report.organ):
        return True
    if claim.readings[0][0].table == "disputes" and _OTHER_COUNT.search(
        text, claim.sentence[0], claim.sentence[1]
    ):
        return True
    if _OWN.search(said):
        return False
    for own in (report.organ, claim.subject):
        said = said.replace(own, "本机关") if own else said
    return _OTHER_SCOPE.search(said) is not None


def _compared(
    claim: Claim,
    verdict: Verdict,
    report: Report,
    reading: Reading,
    value: Decimal | None,
    severity: Severity | None = None,
) -> Judgement:
    instead = ""
    if verdict is Verdict.CONTRADICTS and claim.number.bound is Bound.EXACT and claim.number.value:
        instead = cell_holding(report, claim.number.value, reading)
    answer = Answer(
        agrees=verdict is Verdict.AGREES,
        expected="" if value is None else amount_text(value),
        compared=formula(report, reading) if verdict is Verdict.CONTRADICTS else "",
        where=path_of(report, reading),
    )
    told = _told(claim, verdict, answer, severity=severity)
    return told._replace(equals_instead=instead)


def _told(
    claim: Claim,
    verdict: Verdict,
    answer: Answer | None = None,
    reason: str = "",
    severity: Severity | None = None,
) -> Judgement:
    return Judgement(
        verdict=verdict,
        kind=claim.kind,
        label=claim.label,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        number_start=claim.number_start,
        number_end=claim.number_end,
        found=_found(claim),
        expected=answer.expected if answer else "",
        compared=answer.compared if answer else "",
        where=answer.where if answer else "",
        reason=reason,
        severity=severity,
    )


def _found(claim: Claim) -> str:
    if claim.kind is ClaimKind.COUNT:
        return amount_text(claim.number.value)
    return f"{format(claim.number.value, 'f')}{claim.unit}"
