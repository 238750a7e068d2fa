"""A consolidated report in its formats, with who stands behind each cell."""

import io
import json
from collections import defaultdict
from datetime import datetime

import openpyxl
import pytest

from documents.readers import docx_tables, html_tables, pdf_text, xlsx_tables
from gongkai.documents.consolidations.contributors import (
    ADJUSTMENTS_SHEET,
    SHEET,
    contributors_json,
)
from gongkai.documents.consolidations.writing import write_consolidation
from gongkai.documents.reports.document import DRAFT_MARK
from gongkai.documents.reports.writing import OutputFailed
from gongkai.rules.reports.consolidation import consolidated
from gongkai.rules.reports.consolidation_adjustments import Adjustment, AdjustmentKind
from rules.reports.summable import as_subordinate, report_of

REPORTS = [
    report_of("甲局", {("disclosed", "business"): 301, ("refused_by_law", "other"): 7}),
    report_of("=乙局", {("disclosed", "business"): 5}).with_values({"proactive.licences": None}),
]
MOVED = Adjustment(AdjustmentKind.TRANSFER, "甲局", "requests.disclosed.business", 2, "移送乙局")
SUM = consolidated("某市人民政府", 2023, [as_subordinate(each) for each in REPORTS], [MOVED])


def test_contributors_json_adds_up():
    written = json.loads(contributors_json(SUM))
    assert written["members"][0] == {"organ": "甲局", "file": "甲局.html"}
    assert written["adjustments"][0]["reason"] == "移送乙局"
    assert [cell["where"] for cell in written["cells"]] == list(SUM.cells)
    cells = {cell["where"]: cell for cell in written["cells"]}
    cell = cells["requests.disclosed.business"]
    assert cell["value"] == 304
    assert [each["value"] for each in cell["contributors"]] == [301, 5]
    assert cell["adjusted"] == [{"adjustment": 1, "change": -2}]
    licences = cells["proactive.licences"]
    assert (licences["value"], licences["known"], licences["blank_in"]) == (None, 0, ["=乙局"])


def test_all_five_formats_hold_the_sum_and_say_that_it_is_a_draft(tmp_path):
    paths = write_consolidation(SUM, tmp_path / "汇总")
    assert [path.name for path in paths] == [
        "report.html",
        "report.docx",
        "report.pdf",
        "report.xlsx",
        "report.json",
        "report.contributors.json",
    ]
    assert sorted(path.name for path in (tmp_path / "汇总").iterdir()) == sorted(
        path.name for path in paths
    )
    blobs = {path.suffixes[-1]: path.read_bytes() for path in paths[:5]}
    grids = [html_tables(blobs[".html"]), docx_tables(blobs[".docx"])]
    for requests in (each[1] for each in grids):
        (row,) = [line for line in requests if line[2] == "（一）予以公开"]
        assert row[3:] == ["0", "304", "0", "0", "0", "0", "304"]
    assert "304" in pdf_text(blobs[".pdf"])
    assert DRAFT_MARK in blobs[".html"].decode()
    written = json.loads(blobs[".json"])
    assert written["requests"]["disclosed"]["business"] == 304
    assert written["narrative"] == {"overview": None, "problems": None, "other": None}
    assert written["proactive"]["licences"] is None


def test_workbook_names_the_organs_behind_each_cell(tmp_path):
    (path, _) = write_consolidation(SUM, tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-2:] == [SHEET, ADJUSTMENTS_SHEET]
    sums, totals = defaultdict(int), {}
    for label, total, _, value, _ in list(book[SHEET].values)[1:]:
        assert value != 0
        sums[label] += value if isinstance(value, int) else 0
        totals[label] = total
    assert totals.pop("行政许可·本年处理决定数量") == "不完整"
    assert totals == {label: sums[label] for label in totals}
    expected = {cell.label: cell.value for cell in SUM.cells.values() if cell.value}
    assert totals == expected
    assert {cell.data_type for row in book[SHEET] for cell in row} <= {"s", "n"}
    assert any(row[2] == "=乙局" for row in book[SHEET].values)
    (_, row) = book[ADJUSTMENTS_SHEET].values
    assert row == (1, "转办", "甲局", "（一）予以公开·商业企业", 2, "移送乙局")
    # The official tables are as they were.
    buffer = io.BytesIO()
    for name in (SHEET, ADJUSTMENTS_SHEET):
        del book[name]
    book.save(buffer)
    assert (
        xlsx_tables(buffer.getvalue())[1]
        == html_tables(write_consolidation(SUM, tmp_path / "a.html")[0].read_bytes())[1]
    )


def test_the_same_sum_has_the_same_bytes(tmp_path):
    blobs = set()
    for name in ("甲", "乙"):
        for path in write_consolidation(SUM, tmp_path / name):
            blobs.add((path.name, path.read_bytes()))
    assert len(blobs) == 6
    told = openpyxl.load_workbook(tmp_path / "甲" / "report.xlsx").properties
    assert (told.created, told.modified) == (datetime(2023, 12, 31), datetime(2023, 12, 31))


def test_what_cannot_be_put_in_place_takes_the_others_back(tmp_path):
    (tmp_path / "report.json").mkdir()
    (tmp_path / "report.html").write_text("旧", encoding="utf-8")
    with pytest.raises(OutputFailed, match="无法写入.*请"):
        write_consolidation(SUM, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "旧"


def test_known_part_is_written_where_that_is_allowed(tmp_path):
    (path, _) = write_consolidation(SUM, tmp_path / "汇总.json", allow_blank=True)
    assert json.loads(path.read_text(encoding="utf-8"))["proactive"]["licences"] == 0


def test_what_cannot_be_written_changes_nothing(tmp_path):
    with pytest.raises(OutputFailed, match="请用后缀"):
        write_consolidation(SUM, tmp_path / "汇总.doc")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputFailed, match="无法写入"):
        write_consolidation(SUM, tmp_path / "file" / "汇总.json")
    old = tmp_path / "汇总.json"
    old.write_text("旧", encoding="utf-8")
    (tmp_path / "汇总.contributors.json").mkdir()
    with pytest.raises(OutputFailed, match="无法写入"):
        write_consolidation(SUM, old)
    assert old.read_text(encoding="utf-8") == "旧"
    assert not list(tmp_path.glob(".*.new"))
