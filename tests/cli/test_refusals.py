"""Whatever a command refuses is told in one Chinese line with a remedy, and nothing is done."""

import re

import pytest

from annual_reports.year import YEAR, fill
from factories import AgencyFactory
from gongkai.agencies.models import Agency, Officer
from gongkai.cli.main import COMMANDS, main

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH_OF_ARGPARSE = re.compile(
    r"usage:|options:|positional arguments|show this help|the following|argument|(?<!--)expected"
    r"|invalid|choose|unrecognized|ignored|ambiguous|required",
    re.IGNORECASE,
)


def assert_refused(arguments, capsys, told, code=2):
    """Run a command that must be refused in one Chinese line, with nothing else said."""
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert CHINESE.search(err)
    assert not ENGLISH_OF_ARGPARSE.search(err)
    assert told in err


BAD_INPUT = {
    "unknown command": (["nianbao"], "没有“nianbao”这个命令；可用命令：setup、"),
    "no day of receipt": (["deadline"], "缺少参数 --received"),
    "value left out": (["deadline", "--received"], "参数 --received: 后面须写一个值"),
    "day that is none": (["deadline", "--received", "2025-02-30"], "日期“2025-02-30”无法识别"),
    "day in words": (["deadline", "--received", "昨天"], "请写成 2025-01-20 的形式"),
    "day without dashes": (["deadline", "--received", "20250120"], "请写成 2025-01-20 的形式"),
    "day by week": (["deadline", "--received", "2025-W04-1"], "请写成 2025-01-20 的形式"),
    "several lines": (["deadline", "--received", "2025\n-01-20\n"], "请写成 2025-01-20 的形式"),
    "unknown event": (
        ["deadline", "--received", "2025-01-20", "--event", "lost=2025-01-21"],
        "事项“lost=2025-01-21”无法识别，请写成 事项=日期",
    ),
    "event without a day": (
        ["deadline", "--received", "2025-01-20", "--event", "extended"],
        "请写成 事项=日期",
    ),
    "receipt as an event": (
        ["deadline", "--received", "2025-01-20", "--event", "received=2025-01-21"],
        "请写成 事项=日期",
    ),
    "event before receipt": (
        ["deadline", "--received", "2025-01-20", "--event", "extended=2025-01-10"],
        "早于收到申请之日 2025-01-20，请核对日期",
    ),
    "answer without a question": (
        ["deadline", "--received", "2025-01-20", "--event", "corrected=2025-01-24"],
        "补正",
    ),
    "year without a calendar": (
        ["deadline", "--received", "2026-12-25"],
        "没有2027年的工作日日历",
    ),
    "before the regulation": (["deadline", "--received", "2018-01-01"], "2019-05-15"),
    "shortened argument": (["deadline", "--rec", "2025-01-20"], "缺少参数 --received"),
    "argument too many": (
        ["deadline", "--received", "2025-01-20", "today"],
        "不认识的参数 today",
    ),
    "switch with a value": (
        ["deadline", "--received", "2025-01-20", "--json=1"],
        "参数 --json: 后面不能写值",
    ),
    "no method of charging": (["fee", "--count", "3"], "缺少参数 --by"),
    "unknown method": (["fee", "--by", "hour", "--count", "3"], "可选 'item', 'page'"),
    "no number": (["fee", "--by", "item", "--count", "many"], "“many”不是整数"),
    "half a page": (["fee", "--by", "page", "--count", "1.5"], "“1.5”不是整数"),
    "negative number": (["fee", "--by", "item", "--count", "-3"], "-3 件为负数"),
    "number beyond belief": (["fee", "--by", "item", "--count", "9" * 12], "应属误填"),
    "before the tariff": (
        ["fee", "--by", "item", "--count", "35", "--on", "2020-12-31"],
        "施行日期 2021-01-01",
    ),
    "no action": (["report"], "缺少参数 操作"),
    "unknown action": (["report", "erase"], "不能选 'erase'"),
    "no year": (["report", "build", "--out", "x"], "缺少参数 年度"),
    "year in two digits": (["report", "build", "23", "--out", "x"], "年度“23”无法识别"),
    "year in full-width digits": (["report", "build", "２０２３", "--out", "x"], "请写四位数字"),
    "no folder": (["report", "build", "2023"], "缺少参数 --out"),
    "no figure": (["report", "explain", "2023"], "缺少参数 --figure"),
    "audit without an action": (["audit"], "缺少参数 操作"),
    "audit of something else": (["audit", "erase"], "可选 'verify'"),
    "agency without a name": (["agency", "add", "--code", "a"], "缺少参数 --name, --short-name"),
    "officer without a name": (["officer", "add", "--username", "a"], "缺少参数 --name"),
    "port that is none": (["serve", "--port", "web"], "“web”不是整数"),
    "port beyond the last": (["serve", "--port", "70000"], "端口“70000”不存在"),
}


@pytest.mark.parametrize(("arguments", "told"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_told_in_one_line(capsys, arguments, told):
    assert_refused(arguments, capsys, told)


@pytest.fixture
def filled(db):
    """Return an organ with records of one year."""
    agency = AgencyFactory(code="gjj")
    fill(agency)
    return agency


def test_unknown_organ(filled, capsys, tmp_path):
    arguments = ["report", "build", str(YEAR), "--agency", "nowhere", "--out", str(tmp_path)]
    assert_refused(arguments, capsys, "“nowhere”不存在；现有机构代码：gjj")


def test_organ_that_must_be_named(filled, capsys, tmp_path):
    AgencyFactory()
    arguments = ["report", "build", str(YEAR), "--out", str(tmp_path)]
    assert_refused(arguments, capsys, "请用 --agency 指定机构代码")


@pytest.mark.parametrize(
    ("year", "told"), [("2022", "没有"), ("2019", "2021年度起"), ("1999", "2021年度起")]
)
def test_year_that_cannot_be_reported(db, capsys, tmp_path, year, told):
    AgencyFactory()
    arguments = ["report", "build", year, "--out", str(tmp_path / "out")]
    assert_refused(arguments, capsys, told)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("figure", "told"),
    [("calls.totl", "是否指：calls.total"), ("用水量", "数值目录"), ("", "没有名为")],
)
def test_unknown_figure(filled, capsys, figure, told):
    assert_refused(["report", "explain", str(YEAR), "--figure", figure], capsys, told)


def test_output_folder_that_is_a_file(filled, capsys, tmp_path):
    path = tmp_path / "out"
    path.write_text("mine")
    assert_refused(["report", "build", str(YEAR), "--out", str(path)], capsys, str(path))
    assert path.read_text() == "mine"


BAD_ROWS = {
    "code taken": (
        ["agency", "add", "--code", "gjj", "--name", "n", "--short-name", "s"],
        "已存在",
    ),
    "code in Chinese": (
        ["agency", "add", "--code", "中心", "--name", "n", "--short-name", "s"],
        "机构代码：",
    ),
    "unknown kind": (
        ["agency", "add", "--code", "b", "--name", "n", "--short-name", "s", "--kind", "BANK"],
        "机关类别“BANK”不存在",
    ),
    "unknown role": (
        ["officer", "add", "--username", "wang", "--name", "王", "--role", "KING"],
        "角色“KING”不存在",
    ),
    "no username": (["officer", "add", "--username", "", "--name", "王"], "用户名："),
    "officer of no organ": (
        ["officer", "add", "--username", "wang", "--name", "王", "--agency", "x"],
        "机构代码“x”不存在",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_bad_registration_is_refused_whole(filled, capsys, arguments, told):
    assert_refused(arguments, capsys, told)
    assert (Agency.objects.count(), Officer.objects.count()) == (1, 0)


HELPS = [
    [],
    *([name] for name in COMMANDS),
    *(
        ["report", action]
        for action in ("build", "explain", "rules", "parse", "check", "compare", "consolidate")
    ),
]


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_help_is_chinese(capsys, command):
    try:
        assert main([*command, "--help"]) == 0
    except SystemExit as end:
        assert end.code == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "用法：gongkai" in out
    assert not ENGLISH_OF_ARGPARSE.search(out)
