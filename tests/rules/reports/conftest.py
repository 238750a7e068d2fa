"""A published report and a small invented one that is right in every respect."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.rules.reports.shape import Report, empty_report

DATA = Path(__file__).parent / "data"

PARTS = "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障各项工作均已开展。"


def _written_as_zero(organ: str, year: int) -> Report:
    report = empty_report(organ, year)
    zero = {path: Decimal(0) if path.endswith("_wan") else 0 for path in report.paths()}
    return report.with_values(zero).with_narrative(
        overview=PARTS,
        problems="公开质量还需提高，将加强培训。",
        other="本年度未收取政府信息公开信息处理费。",
    )


@pytest.fixture
def suqian_json() -> dict:
    return json.loads((DATA / "suqian_2023.json").read_text(encoding="utf-8"))


@pytest.fixture
def huludao_json() -> dict:
    return json.loads((DATA / "huludao_2023.json").read_text(encoding="utf-8"))


@pytest.fixture
def suqian(suqian_json: dict) -> Report:
    return Report.from_json(suqian_json)


@pytest.fixture
def report() -> Report:
    """A centre's 2023: four requests, one carried in, four closed, one carried out."""
    return _written_as_zero("某市住房公积金管理中心", 2023).with_values(
        {
            "proactive.normative_documents.made": 1,
            "proactive.normative_documents.in_force": 3,
            "proactive.administrative_fees_wan": Decimal("12.5"),
            "requests.received.natural_person": 3,
            "requests.received.business": 1,
            "requests.received.total": 4,
            "requests.carried_in.natural_person": 1,
            "requests.carried_in.total": 1,
            "requests.disclosed.natural_person": 2,
            "requests.disclosed.business": 1,
            "requests.disclosed.total": 3,
            "requests.unavailable_not_held.natural_person": 1,
            "requests.unavailable_not_held.total": 1,
            "requests.total.natural_person": 3,
            "requests.total.business": 1,
            "requests.total.total": 4,
            "requests.carried_out.natural_person": 1,
            "requests.carried_out.total": 1,
            "disputes.reconsideration.upheld": 1,
            "disputes.reconsideration.total": 1,
        }
    )


@pytest.fixture
def previous() -> Report:
    """The same centre's 2022, which leads to the 2023 above."""
    return _written_as_zero("某市住房公积金管理中心", 2022).with_values(
        {
            "proactive.normative_documents.in_force": 2,
            "proactive.administrative_fees_wan": Decimal("11"),
            "requests.received.natural_person": 1,
            "requests.received.total": 1,
            "requests.carried_out.natural_person": 1,
            "requests.carried_out.total": 1,
        }
    )


@pytest.fixture
def old_report() -> Report:
    """A 2020 report in the trial format with the row totals left blank, as many were."""
    return empty_report("某市住房公积金管理中心", 2020).with_values(
        {
            "proactive_2019.licences.change": -4,
            "requests.received.total": 3,
            "requests.carried_in.total": 0,
            "requests.disclosed.total": 3,
            "requests.total.total": 3,
            "requests.carried_out.total": 0,
        }
    )
