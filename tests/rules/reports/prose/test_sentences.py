"""The labelled sentences: what agrees, what contradicts, what cannot be told, what is no claim."""

import pytest

from gongkai.rules.reports.checks.prose import CHECKS
from gongkai.rules.reports.checks.registry import CheckContext
from gongkai.rules.reports.prose.sentences import claims_of
from gongkai.rules.reports.prose.verdicts import Judgement, Verdict, judged
from gongkai.rules.reports.shape import Report
from rules.reports.prose.conftest import cases, tables


def found(case: dict) -> tuple[Report, tuple[Judgement, ...]]:
    report, previous = tables(case["tables"])
    part = case.get("part", "overview")
    spoken = report.with_narrative(overview="", problems="", other="")
    spoken = spoken.with_narrative(**{part: case["text"]})
    return spoken, judged(spoken, part, previous)


def figures(judgements: tuple[Judgement, ...], verdict: Verdict) -> list[str]:
    return [one.found for one in judgements if one.verdict is verdict]


def findings(case: dict) -> list:
    spoken, _ = found(case)
    context = CheckContext(previous=tables(case["tables"])[1])
    return [finding for check in CHECKS for finding in check.run(spoken, context)]


def named(case: dict) -> str:
    return case["text"][:24]


def test_there_are_enough_sentences():
    consistent = cases("consistent")
    everything = [case for name in FILES for case in cases(name)]
    assert len(consistent) >= 100
    assert len(everything) >= 240


FILES = ("consistent", "other_matters", "contradicting", "doubtful")


@pytest.mark.parametrize("case", cases("consistent"), ids=named)
def test_a_right_sentence_agrees_and_nothing_fires(case):
    _, judgements = found(case)
    assert figures(judgements, Verdict.CONTRADICTS) == []
    assert figures(judgements, Verdict.AGREES) == case["agrees"]
    assert findings(case) == []


@pytest.mark.parametrize("case", cases("other_matters"), ids=named)
def test_other_matters_claim_nothing(case):
    assert claims_of(case["text"]) == ()


@pytest.mark.parametrize("case", cases("contradicting"), ids=named)
def test_a_wrong_figure_is_named_with_what_it_should_be(case):
    spoken, judgements = found(case)
    (wrong,) = (one for one in judgements if one.verdict is Verdict.CONTRADICTS)
    assert (wrong.found, wrong.expected) == (case["wrong"], case["expected"])
    assert wrong.equals_instead == case.get("instead", "")
    assert wrong.severity == case["severity"]
    assert figures(judgements, Verdict.AGREES) == case["agrees"]
    assert case["text"][wrong.start : wrong.end] == wrong.quote
    (finding,) = findings(case)
    assert finding.where == f"narrative.{case.get('part', 'overview')}"
    assert finding.quote == wrong.quote
    assert finding.remedy
    assert "\n" not in finding.message


@pytest.mark.parametrize("case", cases("doubtful"), ids=named)
def test_a_doubtful_figure_proves_nothing(case):
    _, judgements = found(case)
    doubts = [[one.found, one.reason] for one in judgements if one.verdict is Verdict.CANNOT_TELL]
    assert doubts == case["doubtful"]
    assert findings(case) == []
