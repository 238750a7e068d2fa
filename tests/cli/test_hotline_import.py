"""`gongkai hotline import`: files whose header is remembered, from the command line."""

import pytest

from gongkai.cli.main import main
from gongkai.hotline.models import Call, ImportRun
from hotline.outside.import_files import CALL_HEADERS, call_row, csv_of, taken
from hotline.tickets.opened import ticket_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path, monkeypatch):
    settings.GONGKAI_FILES = tmp_path / "files"
    # Tests run on tables that no migration made.
    monkeypatch.setattr("gongkai.cli.commands.hotline.insist_on_current_database", lambda: None)
    return ticket_office()


def command(tmp_path, office, *rows, kind="calls", headers=CALL_HEADERS, options=()):
    file = tmp_path / "话单.csv"
    file.write_bytes(csv_of(rows, headers=headers))
    given = ["hotline", "import", kind, str(file), "--agency", office.agency.code, *options]
    return main(given)


def test_a_file_with_a_remembered_header_is_taken_over_once(office, tmp_path, capsys):
    taken(office, csv_of([call_row("A1")]))
    rows = [call_row("A1"), call_row("A2")]
    assert command(tmp_path, office, *rows, options=["--officer", "陈派单"]) == 0
    assert "读取2行：新登记1，并入坐席登记0，未接来电0，已有1" in capsys.readouterr().out
    assert command(tmp_path, office, *rows) == 0
    assert Call.objects.count() == 2


def test_bad_lines_are_told_and_end_with_1_unless_they_are_left_out(office, tmp_path, capsys):
    taken(office, csv_of([call_row("A1")]))
    rows = [call_row("A2"), call_row("A3", 主叫号码="1380013800x")]
    assert command(tmp_path, office, *rows) == 1
    told = capsys.readouterr().out
    assert "× 第3行“主叫号码”" in told and "未保存任何数据" in told and "1380013800x" not in told
    assert Call.objects.count() == 1 and ImportRun.objects.count() == 1
    assert command(tmp_path, office, *rows, options=["--skip-faulty"]) == 0
    assert Call.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "options", "told"),
    [
        ([call_row("A1")], [], "还没有设置对应关系"),
        ([], [], "只有表头"),
        ([call_row("A1")], ["--officer", "无此人"], "没有这名工作人员"),
        ([call_row("A1")], ["--officer", "林坐席"], "您没有该角色"),
        ([call_row("A1")], ["--agency", "none"], "none"),
    ],
)
def test_what_cannot_be_taken_is_one_line_and_2(office, tmp_path, capsys, rows, options, told):
    assert command(tmp_path, office, *rows, options=options) == 2
    told_there = capsys.readouterr()
    assert told in told_there.err and told_there.err.count("\n") == 1 and not told_there.out
    assert not ImportRun.objects.filter(state="UNMAPPED").exists()
    kept = tmp_path / "files" / "hotline-imports"
    assert not kept.exists() or not list(kept.iterdir())


def test_a_file_that_is_not_there_is_one_line_and_2(office, tmp_path, capsys):
    given = ["hotline", "import", "calls", str(tmp_path / "x.csv"), "--agency", office.agency.code]
    assert main(given) == 2
    assert "无法读取文件" in capsys.readouterr().err
