"""What is typed into the template is what is stored; the empty template stores nothing."""

from io import BytesIO

import openpyxl
import pytest

from factories import AgencyFactory, ColumnFactory
from gongkai.ledgers.operations import TemplateNotWritten, import_ledger, write_template
from gongkai.ledgers.queries import ledger_template, read_ledger
from gongkai.ledgers.queries.stored import MODELS
from gongkai.ledgers.sheets.catalogue import SHEETS
from ledgers.conftest import AT, ON
from ledgers.rows import ONE_OF_EACH


@pytest.fixture
def template(agency, tmp_path):
    return write_template(path=tmp_path / "模板.xlsx", agency=agency)


def test_the_empty_template_is_read_without_a_word(template, agency):
    reading = read_ledger(template, agency, ON)
    assert (reading.faults.count, reading.ignored_sheets, reading.ignored_columns) == (0, {}, {})
    assert reading.counts == {spec.kind: 0 for spec in SHEETS}
    assert [sheet.examples for sheet in reading.sheets] == [1] * len(SHEETS)


def test_what_is_filled_in_is_stored(template, agency, clerk):
    book = openpyxl.load_workbook(template)
    for spec in SHEETS:
        page = book[spec.title]
        headers = [cell.value for cell in page[1]]
        for field, value in ONE_OF_EACH[spec.kind].items():
            page.cell(3, headers.index(spec.column(field).header) + 1, value)
    filled = template.with_name("已填.xlsx")
    book.save(filled)
    result = import_ledger(path=filled, agency=agency, officer=clerk, on=ON, at=AT)
    assert result.faults.listed == []
    assert {model.objects.count() for model in MODELS.values()} == {1}


def test_the_organs_own_columns_are_offered_in_their_order(agency):
    ColumnFactory(agency=agency, name="通知公告", position=2)
    ColumnFactory(agency=agency, name="新闻发布", position=1)
    ColumnFactory(agency=AgencyFactory(), name="别家栏目")
    book = openpyxl.load_workbook(BytesIO(ledger_template(agency)))
    [rule] = [
        each
        for each in book["网站信息"].data_validations.dataValidation
        if each.type == "list" and str(each.sqref).startswith("B2")
    ]
    area = rule.formula1.split("!")[1].replace("$", "")
    assert [cell[0].value for cell in book["选项"][area]] == ["新闻发布", "通知公告"]


def test_a_template_can_be_had_before_there_is_any_organ():
    book = openpyxl.load_workbook(BytesIO(ledger_template(None)))
    assert book.sheetnames[0] == "填表说明"


def test_the_file_appears_whole_or_not_at_all(tmp_path, db):
    with pytest.raises(TemplateNotWritten, match="请检查文件夹是否存在"):
        write_template(path=tmp_path / "没有的文件夹" / "模板.xlsx", agency=None)
    (tmp_path / "模板.xlsx").mkdir()
    with pytest.raises(TemplateNotWritten):
        write_template(path=tmp_path / "模板.xlsx", agency=None)
    assert [path.name for path in tmp_path.iterdir()] == ["模板.xlsx"]
