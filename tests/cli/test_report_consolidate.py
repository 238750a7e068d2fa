"""Consolidating report files: exit codes, one line per problem, what is written."""

import json

import pytest

from gongkai.cli.main import main
from gongkai.documents.readings.reading import read_report
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import FORMATS, render
from rules.reports.summable import report_of

ONE = report_of("甲局", {("unavailable_not_held", "business"): 5})
TWO = report_of("乙局", {("disclosed", "business"): 3})
CITY = "某市人民政府"


@pytest.fixture
def reports(tmp_path):
    """Return a function that writes reports into a folder and returns their names."""
    folder = tmp_path / "各单位"
    folder.mkdir()

    def write(*several, suffix="json"):
        names = []
        for number, report in enumerate(several):
            path = folder / f"{number}.{suffix}"
            path.write_bytes(render(ReportDocument(report, standard_lead(report.year)), suffix))
            names.append(str(path))
        return names

    return write


@pytest.fixture
def run(tmp_path, capsys):
    """Return a function that consolidates and returns exit code, stdout, stderr lines."""

    def consolidate(files, *options, out="汇总.json"):
        code = main(["report", "consolidate", *files, "--out", str(tmp_path / out), *options])
        printed, err = capsys.readouterr()
        return code, printed, err.splitlines()

    return consolidate


def written(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_sum_of_files_in_any_format(reports, run, tmp_path, suffix):
    code, out, err = run(reports(ONE, TWO, suffix=suffix), "--organ", CITY)
    assert (code, err) == (0, [])
    assert "汇总2个机关的报告，200格完整，0格不完整" in out
    found = written(tmp_path / "汇总.json")
    assert (found["organ"], found["requests"]["received"]["business"]) == (CITY, 8)
    contributors = written(tmp_path / "汇总.contributors.json")
    assert [each["organ"] for each in contributors["members"]] == ["甲局", "乙局"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sum_is_read_again(reports, run, tmp_path, suffix):
    code, _, _ = run(reports(ONE, TWO), "--organ", CITY, out=f"汇总.{suffix}")
    assert code == 0
    report = read_report(tmp_path / f"汇总.{suffix}").report
    assert (report.organ, report.year) == (CITY, 2023)
    assert report.value("requests.received.business") == 8
    assert None not in report.values().values()


def test_a_folder_takes_and_gives(reports, run, tmp_path):
    reports(ONE, TWO)
    code, _, _ = run([str(tmp_path / "各单位")], "--organ", CITY, out="汇总")
    assert code == 0
    names = {path.name for path in (tmp_path / "汇总").iterdir()}
    assert names == {*(f"report.{each}" for each in FORMATS), "report.contributors.json"}


def test_without_a_name_the_title_is_left_open(reports, run, tmp_path):
    code, _, (line,) = run(reports(ONE))
    assert code == 0
    assert "--organ" in line
    assert written(tmp_path / "汇总.json")["organ"] == "〔汇总机关名称待填〕"


def test_missing_organs_are_named(reports, run, tmp_path):
    roster = tmp_path / "名单.txt"
    roster.write_text("甲局\n乙局\n丙局\n某市丁局\n", encoding="utf-8")
    code, _, err = run(reports(ONE, TWO), "--organ", CITY, "--expected", str(roster))
    assert (code, err) == (1, ["缺少“丙局”的报告。", "缺少“某市丁局”的报告。"])
    assert (tmp_path / "汇总.json").exists()


def test_blank_cells_leave_the_sum_open_unless_allowed(reports, run, tmp_path):
    blank = TWO.with_values({"proactive.licences": None})
    files = reports(ONE.with_values({"proactive.licences": 7}), blank)
    code, _, (line,) = run(files, "--organ", CITY)
    assert code == 1
    assert "1.json" in line and "乙局" in line and "行政许可" in line
    assert written(tmp_path / "汇总.json")["proactive"]["licences"] is None
    code, _, _ = run(files, "--organ", CITY, "--allow-blank")
    assert code == 1
    assert written(tmp_path / "汇总.json")["proactive"]["licences"] == 7


def test_a_broken_input_is_named_with_its_file(reports, run):
    wrong = TWO.with_values({"disputes.reconsideration.total": 2})
    code, out, err = run(reports(ONE, wrong), "--organ", CITY, "--json")
    assert code == 1
    assert err[0].startswith("“1.json”（乙局）：")
    assert err[1].startswith("汇总结果：") and err[1].endswith("原因在乙局的报告。")
    (finding,) = json.loads(out)["input_findings"]
    assert (finding["rule"], finding["file"]) == ("I5", "1.json")


def test_transfers_are_counted_once(reports, run, tmp_path):
    head = "类型,机关,办理结果,申请人类型,件数,理由"
    row = "转办,甲局,本机关不掌握相关政府信息,商业企业,3,移送乙局"
    (tmp_path / "调减.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    code, out, _ = run(
        reports(ONE, TWO), "--organ", CITY, "--adjustments", str(tmp_path / "调减.csv")
    )
    assert code == 0
    assert (
        "调减1（转办）：甲局 （四）无法提供 1.本机关不掌握相关政府信息·商业企业 减3，移送乙局"
        in out
    )
    requests = written(tmp_path / "汇总.json")["requests"]
    assert [requests[row]["business"] for row in ("received", "total")] == [5, 5]
    assert requests["unavailable_not_held"]["total"] == 2


def test_a_typed_report_is_explained_cell_by_cell(reports, run, tmp_path):
    typed = tmp_path / "填写.json"
    city = report_of(CITY, {("unavailable_not_held", "business"): 5})
    typed.write_bytes(render(ReportDocument(city, standard_lead(2023)), "json"))
    code, out, err = run(reports(ONE, TWO), "--against", str(typed))
    assert (code, err) == (1, [])
    assert "与已填写的汇总报告有6格不同" in out
    assert "差额等于乙局的3，可能漏计该单位。" in out
    assert "全部6处差额都等于乙局的数" in out
    assert out.startswith(CITY)
    code, out, _ = run(reports(ONE), "--organ", CITY, "--against", str(typed))
    assert code == 0
    assert "逐格一致" in out


def test_summary_as_json(reports, run, tmp_path):
    code, out, _ = run(reports(ONE, TWO), "--organ", CITY, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["organ"], found["year"], found["edition"]) == (CITY, 2023, "2021")
    assert found["files"] == [
        str(tmp_path / "汇总.json"),
        str(tmp_path / "汇总.contributors.json"),
    ]
    assert found["missing"] == found["incomplete"] == found["differences"] == []


REFUSED = [
    ([ONE, ONE], [], "同一机关有几份报告（甲局：0.json、1.json）"),
    ([ONE, report_of("乙局", year=2022)], [], "年度不同（2023年：0.json；2022年：1.json）"),
    ([ONE], ["--expected", "没有.txt"], "无法读取机关名单"),
    ([ONE], ["--adjustments", "没有.csv"], "无法读取调减清单"),
    ([ONE], ["--against", "没有.json"], "没有.json"),
]


@pytest.mark.parametrize(("several", "options", "words"), REFUSED)
def test_refused_in_one_line_and_nothing_written(reports, run, tmp_path, several, options, words):
    code, out, (line,) = run(reports(*several), *options)
    assert (code, out) == (2, "")
    assert words in line
    assert [path.name for path in tmp_path.iterdir()] == ["各单位"]


def test_an_adjustment_too_large_is_refused(reports, run, tmp_path):
    row = [
        {"kind": "transfer", "organ": "甲局", "path": "requests.unavailable_not_held.business",
         "number": 6, "reason": "移送乙局"}
    ]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(row), encoding="utf-8")
    code, _, (line,) = run(reports(ONE), "--adjustments", str(tmp_path / "a.json"))
    assert code == 2
    assert "只有5，不能调减6" in line
    assert not (tmp_path / "汇总.json").exists()


def test_unreadable_files_are_all_named(reports, run, tmp_path):
    files = reports(ONE, TWO)
    for name in files:
        (tmp_path / "各单位" / name).write_text("{}", encoding="utf-8")
    code, out, err = run([*files, *reports(ONE, suffix="html")])
    assert (code, out) == (2, "")
    assert "0.json" in err[0] and "1.json" in err[1]
    assert "2份报告不能读取" in err[2]


def test_an_earlier_sum_is_not_summed_again(reports, run, tmp_path):
    files = reports(ONE, TWO)
    assert run(files, out="各单位/汇总.json")[0] == 0
    code, _, (line,) = run([str(tmp_path / "各单位")], out="各单位/汇总.json")
    assert code == 2
    assert "会重复计算" in line


def test_a_suffix_that_no_report_has_is_refused_before_anything(reports, run):
    code, _, (line,) = run(reports(ONE), out="汇总.doc")
    assert code == 2
    assert "请用后缀" in line
