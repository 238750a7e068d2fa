"""Sentences taken over from last year's report, their numbers masked."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.rules.reports.checks.fees import FEE
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.texts import section_title
from gongkai.rules.reports.checks.years import last_year
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.sentences import is_subheading, masked, plain, sentences_of
from gongkai.rules.reports.shape import Report

_SHORTEST = 15
_TOO_MUCH = 0.8
_QUOTED = 40
# What the format wants said each year in the same words is not copied.
_STANDING = ("没有其他需要报告", "无其他需要报告", "无需要报告", "没有需要报告", "政府信息公开条例")


class _Copied(NamedTuple):
    sentences: tuple[str, ...]
    of: int
    characters: int
    of_characters: int


def copied_problems(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether most of section 五 is last year's, numbers aside (K1)."""
    copied = _copied(report, context, "problems")
    if copied is None or copied.characters < copied.of_characters * _TOO_MUCH:
        return
    share = copied.characters * 100 // copied.of_characters
    yield Fault(
        where="narrative.problems",
        expected=f"与上年相同的不到{_TOO_MUCH:.0%}",
        found=f"{share}%",
        message=f"“{section_title(report, 'problems')}”{copied.of}句中有{len(copied.sentences)}句"
        f"与上年相同（数字不计），占字数的{share}%。",
        remedy="请按本年度的实际重写存在的问题和改进情况，写明上年问题改进得怎样。",
        quote=copied.sentences[0][:_QUOTED],
    )


def copied_sentences(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for each sentence of sections 五 and 六 that last year's report has, too (K2)."""
    for part in ("problems", "other"):
        copied = _copied(report, context, part)
        for sentence in copied.sentences if copied else ():
            yield Fault(
                where=f"narrative.{part}",
                expected="本年度的实际情况",
                found=sentence[:_QUOTED],
                message=f"“{section_title(report, part)}”的这一句与上年报告相同（数字不计）："
                f"“{quoted(sentence, _QUOTED)}”。",
                remedy="请核对这句话是否仍合本年度的实际，不合的请重写。",
                quote=sentence,
            )


def copied_overview(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look how much of section 一 is last year's, numbers aside (K3)."""
    copied = _copied(report, context, "overview")
    if copied is None or not copied.sentences:
        return
    share = copied.characters * 100 // copied.of_characters
    yield Fault(
        where="narrative.overview",
        expected="本年度的实际情况",
        found=f"{share}%",
        message=f"“{section_title(report, 'overview')}”{copied.of}句中有{len(copied.sentences)}句"
        f"与上年相同（数字不计），占字数的{share}%。",
        remedy="请核对这些句子是否仍合本年度的实际，不合的请重写。",
        quote=copied.sentences[0],
    )


def _copied(report: Report, context: CheckContext, part: str) -> _Copied | None:
    previous = last_year(report, context)
    if previous is None:
        return None
    now, before = report.narrative[part], previous.narrative[part]
    return _compare(now, before) if now and before else None


@lru_cache(maxsize=8)
def _compare(now: str, before: str) -> _Copied | None:
    known = {masked(sentence) for sentence in sentences_of(before)}
    own = [(one, plain(one)) for one in sentences_of(now) if not is_subheading(one)]
    if not own:
        return None
    copied = [(one, text) for one, text in own if _is_own_words(text) and masked(text) in known]
    return _Copied(
        sentences=tuple(sentence for sentence, _ in copied),
        of=len(own),
        characters=sum(len(text) for _, text in copied),
        of_characters=sum(len(text) for _, text in own),
    )


def _is_own_words(text: str) -> bool:
    if len(text) < _SHORTEST or FEE.search(text):
        return False
    return not any(words in text for words in _STANDING)


_ART_50 = "条例第五十条；国办公开办函〔2021〕30号"

CHECKS = (
    Check(
        id="K1",
        title="第五部分不照抄上年",
        severity=Severity.WARNING,
        compares=f"第五部分与上年相同的句子（数字不计，不少于{_SHORTEST}字的）不到字数的"
        f"{_TOO_MUCH:.0%}",
        source=_ART_50,
        waivable=True,
        look=copied_problems,
    ),
    Check(
        id="K2",
        title="与上年相同的句子",
        severity=Severity.INFO,
        compares=f"第五、第六部分每一句（数字不计，不少于{_SHORTEST}字的）与上年不同；"
        "收费情况等每年照写的不算",
        source=_ART_50,
        waivable=True,
        look=copied_sentences,
    ),
    Check(
        id="K3",
        title="总体情况与上年相同的篇幅",
        severity=Severity.INFO,
        compares=f"第一部分每一句（数字不计，不少于{_SHORTEST}字的）与上年不同",
        source=_ART_50,
        waivable=True,
        look=copied_overview,
    ),
)
