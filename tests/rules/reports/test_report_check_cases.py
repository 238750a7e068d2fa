"""Each check on its pairs of cases, and the set of checks as a whole."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from gongkai.rules.reports.checks import RULES_VERSION, all_checks, run_checks
from rules.reports.case_tables import Case, all_cases, built

CASES = all_cases()
VERSIONS = Path(__file__).parent / "data" / "rule_versions.toml"


@pytest.mark.parametrize("case", CASES, ids=[case.rule for case in CASES])
def test_a_check_passes_and_fails_as_its_case_says(case: Case):
    report, context = built(case.passing)
    assert [f.message for f in run_checks(report, context) if f.rule == case.rule] == []
    report, context = built(case.failing)
    (finding,) = (f for f in run_checks(report, context) if f.rule == case.rule)
    assert (finding.where, finding.severity) == (case.failing["where"], case.failing["severity"])
    assert case.failing["message"] in finding.message
    assert finding.message.endswith("。") and finding.remedy.endswith("。")
    assert len(finding.message.splitlines()) == len(finding.remedy.splitlines()) == 1


def test_every_check_has_a_pair_of_cases():
    assert {check.id for check in all_checks()} == {case.rule for case in CASES}


def test_every_check_is_shown_at_its_gravest():
    for check in all_checks():
        shown = {case.failing["severity"] for case in CASES if case.rule == check.id}
        assert check.severity in shown, check.id


def test_the_set_of_checks_changes_only_with_its_version():
    listed = [[check.id, check.severity.value, check.compares] for check in all_checks()]
    digest = hashlib.sha256(json.dumps(sorted(listed), ensure_ascii=False).encode()).hexdigest()
    known = tomllib.loads(VERSIONS.read_text("utf-8"))
    assert known[RULES_VERSION] == digest[:16], (
        f"The checks have changed: give checks/__init__.py a new RULES_VERSION and add it to"
        f" {VERSIONS.name} with “{digest[:16]}”."
    )


def test_the_right_source_of_a_right_report_gives_no_finding():
    for side in ({"source": {}}, {"source": {}, "previous": {}}):
        report, context = built(side)
        assert run_checks(report, context) == []
