"""Comparing two report files: exit codes, what is printed, what is written."""

import json

import openpyxl
import pytest

from gongkai.cli.main import main
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import FORMATS, render
from rules.reports.summable import report_of

TEXT = {"overview": "收到申请4件。", "problems": "更新不够及时。", "other": "未收取费用。"}
BEFORE = report_of("某局", {("disclosed", "business"): 4}, year=2022).with_narrative(**TEXT)
AFTER = report_of("某局", {("disclosed", "business"): 6}).with_narrative(**TEXT)


@pytest.fixture
def file_of(tmp_path):
    """Return a function that writes a report and returns the file's name."""

    def write(report, name):
        path = tmp_path / name
        document = ReportDocument(report, standard_lead(report.year))
        path.write_bytes(render(document, path.suffix[1:]))
        return str(path)

    return write


def test_equal_figures(file_of, capsys):
    files = [file_of(AFTER, "a.json"), file_of(AFTER, "b.json")]
    assert main(["report", "compare", *files]) == 0
    out, err = capsys.readouterr()
    assert "0项不同" in out
    assert err == ""


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_report_is_equal_to_itself_in_another_format(file_of, capsys, suffix):
    files = [file_of(AFTER, "a.json"), file_of(AFTER, f"b.{suffix}")]
    assert main(["report", "compare", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["a"] == found["b"] == {"organ": "某局", "year": 2023, "edition": "2021"}
    assert {cell["state"] for cell in found["cells"]} == {"same"}
    assert {text["kind"] for text in found["texts"]} == {"same"}


def test_different_figures(file_of, capsys):
    files = [file_of(BEFORE, "a.json"), file_of(AFTER, "b.json")]
    assert main(["report", "compare", *files]) == 1
    assert "（一）予以公开·商业企业" in capsys.readouterr().out
    assert main(["report", "compare", *files, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    changed = {
        cell["where"]: cell["difference"] for cell in found["cells"] if cell["state"] == "changed"
    }
    assert changed["requests.disclosed.business"] == 2
    assert len(changed) == 6


def test_other_texts_alone_are_no_difference_of_figures(file_of, capsys):
    other = AFTER.with_narrative(problems="栏目设置不够合理。")
    assert main(["report", "compare", file_of(AFTER, "a.json"), file_of(other, "b.json")]) == 0
    assert "栏目设置不够合理。" in capsys.readouterr().out


def test_everything_is_listed_on_demand(file_of, capsys):
    files = [file_of(AFTER, "a.json"), file_of(AFTER, "b.json")]
    assert main(["report", "compare", *files, "--all"]) == 0
    assert "行政许可·本年处理决定数量" in capsys.readouterr().out


def test_workbook(file_of, capsys, tmp_path):
    files = [file_of(BEFORE, "a.json"), file_of(AFTER, "b.json")]
    out = tmp_path / "对照.xlsx"
    assert main(["report", "compare", *files, "--out", str(out), "--json"]) == 1
    printed, err = capsys.readouterr()
    assert json.loads(printed)
    assert err == f"已写入“{out}”。\n"
    assert openpyxl.load_workbook(out).sheetnames == ["数据对照", "主要数据", "文字对照"]


REFUSED = [
    (["--out", "对照.doc"], "对照表只能写成 .xlsx 文件"),
    (["--out", "/没有/这个/对照.xlsx"], "无法写入"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED)
def test_what_cannot_be_written_is_refused(file_of, capsys, options, words):
    files = [file_of(AFTER, "a.json"), file_of(AFTER, "b.json")]
    assert main(["report", "compare", *files, *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err and err.count("\n") == 1


def test_an_unreadable_file(file_of, capsys, tmp_path):
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    assert main(["report", "compare", file_of(AFTER, "a.json"), str(tmp_path / "b.json")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "b.json" in err and err.count("\n") == 1
