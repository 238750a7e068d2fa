"""`gongkai report parse | check`: the promised output and exit codes, one file and many."""

import json
from pathlib import Path

import pytest

from gongkai.cli.main import main
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import FORMATS, write_report
from gongkai.rules.reports.shape import Report

DATA = Path(__file__).parents[1] / "documents" / "data"


@pytest.fixture(scope="module")
def suqian():
    return Report.from_json(json.loads((DATA / "suqian-2023.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def files(suqian, tmp_path_factory):
    """Return a folder with one report in five formats."""
    folder = tmp_path_factory.mktemp("report")
    write_report(ReportDocument(suqian, standard_lead(2023)), folder)
    return folder


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_gives_the_report_json(files, suqian, fmt, capsys):
    assert main(["report", "parse", str(files / f"report.{fmt}"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    want = suqian.to_json()
    assert set(found) == set(want)
    for key in ("organ", "year", "edition", "proactive", "requests", "disputes"):
        assert found[key] == want[key]


def test_without_json_a_person_can_read_it(files, capsys):
    assert main(["report", "parse", str(files / "report.html")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("宿迁市人民政府　2023年度　2021版格式\n数字200格")
    assert "行政许可·本年处理决定数量：1808595" in out


def test_the_evidence_says_what_stood_in_each_cell_and_where(files, capsys):
    assert main(["report", "parse", str(files / "report.docx"), "--evidence"]) == 0
    cells = json.loads(capsys.readouterr().out)["evidence"]["cells"]
    kind, text, place, confidence = cells["proactive.licences"]
    assert (kind, text, confidence) == ("NUMBER", "1808595", None)
    assert "表格" in place and "行" in place


def test_what_is_no_number_is_null_and_told(files, tmp_path, capsys):
    page = (files / "report.html").read_text(encoding="utf-8").replace(">1808595<", ">若干<")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert main(["report", "parse", str(tmp_path / "a.html"), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["proactive"]["licences"] is None
    assert "行政许可" in err and "“若干”" in err
    assert main(["report", "check", str(tmp_path / "a.html"), "--json"]) == 1
    findings = {found["rule"]: found for found in json.loads(capsys.readouterr().out)}
    assert findings["C1"]["where"] == "proactive.licences"
    assert findings["C1"]["found"] == "若干"


@pytest.mark.parametrize("action", ["parse", "check"])
def test_an_unreadable_file_is_one_line_and_exit_2(tmp_path, action, capsys):
    (tmp_path / "a.html").write_text("<p>不是年度报告</p>", encoding="utf-8")
    assert main(["report", action, str(tmp_path / "a.html"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and "没有找到年度报告的统计表" in err


def test_findings_have_the_promised_keys_and_decide_the_exit_code(files, suqian, tmp_path, capsys):
    wrong = suqian.with_values({"requests.total.natural_person": 1})
    (tmp_path / "wrong.json").write_text(json.dumps(wrong.to_json()), encoding="utf-8")
    assert main(["report", "check", str(tmp_path / "wrong.json"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    keys = {"rule", "severity", "where", "expected", "found", "message", "source"}
    assert all(keys <= set(one) for one in found)
    assert {one["where"] for one in found if one["severity"] == "error"} >= {
        "requests.total.natural_person"
    }
    right = suqian.with_narrative(problems="解读偏少。")
    (tmp_path / "right.json").write_text(json.dumps(right.to_json()), encoding="utf-8")
    assert main(["report", "check", str(tmp_path / "right.json")]) == 0
    assert "错误0" in capsys.readouterr().out


def test_last_years_report_is_compared(suqian, tmp_path, capsys):
    before = suqian.to_json() | {"year": 2022}
    (tmp_path / "2022.json").write_text(json.dumps(before), encoding="utf-8")
    (tmp_path / "2023.json").write_text(json.dumps(suqian.to_json()), encoding="utf-8")
    main(
        ["report", "check", str(tmp_path / "2023.json"), "--previous", str(tmp_path / "2022.json")]
        + ["--json"]
    )
    rules = {found["rule"] for found in json.loads(capsys.readouterr().out)}
    # 结转 96 against 121 of the year before.
    assert "I4" in rules


def test_many_files_are_checked_side_by_side_and_a_bad_one_stops_nothing(files, tmp_path, capsys):
    folder = tmp_path / "报送"
    folder.mkdir()
    page = (files / "report.html").read_bytes()
    for number in range(9):
        (folder / f"{number}.html").write_bytes(page)
    (folder / "5.html").write_bytes(b"<p>nothing</p>")
    (folder / "~$lock.docx").write_bytes(b"x")
    assert main(["report", "check", str(folder), "--json"]) == 2
    out, err = capsys.readouterr()
    entries = json.loads(out)
    assert [Path(entry["file"]).name for entry in entries] == [f"{n}.html" for n in range(9)]
    assert [number for number, entry in enumerate(entries) if "unreadable" in entry] == [5]
    assert err.count("5.html") == 1
    assert main(["report", "parse", str(folder), "--out", str(tmp_path / "out")]) == 2
    assert len(list((tmp_path / "out").glob("*.json"))) == 8


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["parse", "a.html", "b.html"], "--out"),
        (["parse", "没有.html"], "没有.html"),
        (["check", "没有.html"], "没有.html"),
        (["check", "a.html", "b.html", "--previous", "c.html"], "--previous"),
        (["check"], "缺少参数"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(arguments, told, capsys):
    assert main(["report", *arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert told in err
