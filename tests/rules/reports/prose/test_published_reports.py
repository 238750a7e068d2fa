"""Published reports say what their tables say: nothing fires, and their figures are all read."""

import pytest

from gongkai.rules.reports.checks.prose import CHECKS
from gongkai.rules.reports.checks.registry import CheckContext
from gongkai.rules.reports.prose.verdicts import Verdict, judged
from gongkai.rules.reports.shape import NARRATIVE_PARTS, Report


@pytest.mark.parametrize("name", ["suqian_json", "huludao_json"])
def test_nothing_fires_on_a_published_report(name, request):
    report = Report.from_json(request.getfixturevalue(name))
    assert [one for check in CHECKS for one in check.run(report, CheckContext())] == []
    verdicts = {one.verdict for part in NARRATIVE_PARTS for one in judged(report, part)}
    assert verdicts == {Verdict.AGREES}


def test_every_figure_of_the_city_agrees(suqian):
    agreed = [one.found for one in judged(suqian, "overview")]
    assert agreed == ["3607", "3493", "114", "1191", "328", "142", "1078", "406", "341", "121"]


def test_the_office_without_requests_claims_just_that(huludao_json):
    report = Report.from_json(huludao_json)
    (claimed,) = judged(report, "overview")
    assert (claimed.label, claimed.found) == ("未收到申请", "0")


def test_a_part_that_is_not_given_is_not_judged(suqian):
    assert judged(suqian.with_narrative(overview=None), "overview") == ()


def test_a_blank_cell_proves_nothing(suqian):
    blank = suqian.with_values({"requests.refused_by_law.total": None})
    doubts = [one for one in judged(blank, "overview") if one.verdict is Verdict.CANNOT_TELL]
    assert [one.found for one in doubts] == ["142"]
    assert [one for check in CHECKS for one in check.run(blank, CheckContext())] == []


def test_a_finding_says_what_to_look_at(suqian):
    text = "全市收办政府信息公开申请3607件，不予公开38件。"
    report = suqian.with_narrative(overview=text)
    (finding,) = (one for check in CHECKS for one in check.run(report, CheckContext()))
    assert finding.rule == "W1"
    assert finding.message == (
        "第一部分写“不予公开38件”，表中不予公开142，两者不一致，"
        "而38是表中“保护第三方合法权益”的数字。"
    )
    assert "不予公开" in finding.remedy
