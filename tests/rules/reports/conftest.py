"""A published report and small invented ones that are right in every respect."""

import json
from pathlib import Path

import pytest

from gongkai.rules.reports.shape import Report
from rules.reports.right_reports import right_report, trial_format, year_before

DATA = Path(__file__).parent / "data"


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
    return right_report()


@pytest.fixture
def previous() -> Report:
    return year_before()


@pytest.fixture
def old_report() -> Report:
    return trial_format(2020)
