"""`gongkai inspect`: findings as JSON and as text, exit codes, the month's turn."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.cli.hourly import HOURLY
from gongkai.cli.main import main
from gongkai.self_inspection.models import Inspection, InspectionState
from gongkai.self_inspection.operations.beginning import begin_inspection

pytestmark = pytest.mark.django_db
KEYS = {"rule", "severity", "where", "expected", "found", "message", "source"}


@pytest.fixture
def agency(settings):
    """Return an organ whose column was filled today."""
    settings.GONGKAI_SITE_ID_CODE = ""
    made = AgencyFactory(is_default=True, code="gjj")
    column = ColumnFactory(agency=made, name="工作动态", code="news")
    ItemFactory(column=column, published_on=timezone.localdate(), formed_on=None)
    return made


def test_findings_are_told_as_json(agency, capsys):
    assert main(["inspect", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert all(set(each) >= KEYS for each in told)
    assert {each["severity"] for each in told} <= {"error", "warning", "info"}
    by_rule = {each["rule"]: each for each in told}
    assert by_rule["SITE_TAG_MISSING"]["where"] == "/"
    assert "国办发〔2017〕47号" in by_rule["SITE_TAG_MISSING"]["source"]
    guides = by_rule["GUIDES_USELESS"]
    assert (guides["severity"], guides["found"]) == ("info", "未检查")
    assert guides["message"] == "未检查：没有编写任何办事指南，无从核对要素"


def test_findings_are_told_in_words_with_what_was_not_checked(agency, capsys):
    assert main(["inspect", "--agency", "gjj"]) == 1
    told = capsys.readouterr().out
    assert "自查参考分" in told and "怎么办：" in told and "依据：" in told
    assert "没有编写任何办事指南" in told.split("未检查：")[1]


def test_an_unknown_organ_is_refused(agency, capsys):
    assert main(["inspect", "--agency", "nope"]) == 2
    assert "机构代码“nope”不存在" in capsys.readouterr().err
    assert not Inspection.objects.exists()


def test_one_at_work_is_told_and_left_alone(agency, capsys):
    at = timezone.now()
    begin_inspection(agency=agency, origin="MONTHLY", on=timezone.localdate(at), at=at)
    assert main(["inspect"]) == 1
    assert "正在进行" in capsys.readouterr().err


def test_each_month_once_and_what_was_broken_off_is_taken_up(agency, capsys):
    assert ("inspect", "--monthly", "--quiet") in HOURLY
    long_ago = timezone.now() - timedelta(hours=1)
    on = timezone.localdate()
    begun = begin_inspection(agency=agency, origin="MONTHLY", on=on, at=long_ago)
    assert main(["inspect", "--monthly"]) == 0
    assert "已自查1个网站：市公积金中心" in capsys.readouterr().out
    begun.refresh_from_db()
    assert (Inspection.objects.count(), begun.state) == (1, InspectionState.DONE)
    assert main(["inspect", "--monthly", "--quiet"]) == 0
    assert capsys.readouterr().out == "" and Inspection.objects.count() == 1
