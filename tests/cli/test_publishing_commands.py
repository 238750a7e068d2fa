"""What commands do for publishing: columns of a new organ, reminders."""

from datetime import date

import pytest

from factories import ColumnFactory, ItemFactory
from gongkai.audit.models import Entry
from gongkai.cli.main import main
from gongkai.publications.models import Column, PublishingReminder

pytestmark = pytest.mark.django_db


def test_a_new_fund_centre_begins_with_its_columns(capsys):
    add = ["agency", "add", "--code", "gjj", "--name", "某某市住房公积金管理中心"]
    assert main([*add, "--short-name", "市公积金中心"]) == 0
    names = set(Column.objects.values_list("name", flat=True))
    assert {"新闻发布", "通知公告", "政府信息公开指南"} <= names
    assert Entry.objects.filter(action="column.added", officer=None).count() == len(names)


def test_remind_reminds_of_columns_too(capsys):
    ItemFactory(column=ColumnFactory(name="工作动态"), published_on=date(2023, 6, 1))
    assert main(["remind"]) == 0
    assert "已发出1条期限提醒" in capsys.readouterr().out
    assert PublishingReminder.objects.get().kind == "STALE"
    assert main(["remind", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
