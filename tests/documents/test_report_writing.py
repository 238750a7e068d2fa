"""All files of a report appear, or none; old ones are never half replaced."""

import errno
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.documents.reports import writing
from gongkai.documents.reports.writing import (
    FORMATS,
    OutputFailed,
    UnknownFormat,
    render,
    write_report,
)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_five_files_appear_in_a_new_folder(huludao, tmp_path):
    folder = tmp_path / "2023" / "年报"
    paths = write_report(huludao, folder)
    assert paths == [folder / f"report.{fmt}" for fmt in ("html", "docx", "pdf", "xlsx", "json")]
    assert sorted(contents(folder)) == sorted(path.name for path in paths)
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "report.json").stat().st_mode & 0o444 == 0o444 & ~current_umask()


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_writing_again_replaces_and_leaves_other_files(huludao, tmp_path):
    (tmp_path / "说明.txt").write_text("x")
    write_report(huludao, tmp_path)
    first = contents(tmp_path)
    write_report(huludao, tmp_path)
    assert contents(tmp_path) == first
    write_report(replace(huludao, draft=True), tmp_path, formats=("html", "html"))
    second = contents(tmp_path)
    assert {name for name in first if first[name] != second[name]} == {"report.html"}


def test_another_process_writes_the_same_bytes(tmp_path):
    script = textwrap.dedent(
        """
        import json, sys, pathlib, datetime
        from gongkai.documents.reports.document import ReportDocument
        from gongkai.documents.reports.writing import write_report
        from gongkai.rules.reports.shape import Report
        report = Report.from_json(json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8")))
        document = ReportDocument(report, "导言。", issued_on=datetime.date(2024, 1, 25))
        write_report(document, pathlib.Path(sys.argv[2]))
        """
    )
    data = Path(__file__).parent / "data" / "suqian-2023.json"
    for name, seed in (("a", "1"), ("b", "2")):
        subprocess.run(
            [sys.executable, "-c", script, str(data), str(tmp_path / name)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize("failing", [1, 3, 5])
def test_a_failing_rename_takes_the_earlier_ones_back(huludao, tmp_path, monkeypatch, failing):
    write_report(huludao, tmp_path, formats=("html", "json", "pdf"))
    before = contents(tmp_path)
    calls = []
    real = os.replace

    def replace_or_fail(source, target):
        calls.append(target)
        if len(calls) == failing:
            raise PermissionError(13, "locked", str(target))
        real(source, target)

    monkeypatch.setattr(writing.os, "replace", replace_or_fail)
    with pytest.raises(OutputFailed, match="请关闭已打开的报告文件"):
        write_report(replace(huludao, draft=True), tmp_path)
    assert len(calls) >= failing
    assert contents(tmp_path) == before


def test_a_full_disk_leaves_nothing(huludao, tmp_path):
    write_report(huludao, tmp_path / "old", formats=("html",))
    before = contents(tmp_path / "old")
    script = textwrap.dedent(
        """
        import json, resource, sys, pathlib
        from gongkai.documents.reports.document import ReportDocument
        from gongkai.documents.reports.writing import OutputFailed, write_report
        from gongkai.rules.reports.shape import Report
        report = Report.from_json(json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8")))
        # The PDF alone is larger than what may be written.
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        for folder in sys.argv[2:]:
            try:
                write_report(ReportDocument(report, "导言。"), pathlib.Path(folder))
            except OutputFailed as failure:
                print(failure)
        """
    )
    data = Path(__file__).parent / "data" / "suqian-2023.json"
    ran = subprocess.run(
        [sys.executable, "-c", script, str(data), str(tmp_path / "old"), str(tmp_path / "new")],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    lines = ran.stdout.strip().split("\n")
    assert len(lines) == 2
    assert all("磁盘空间不足" in line and "请清理磁盘" in line for line in lines)
    assert contents(tmp_path / "old") == before
    assert not (tmp_path / "new").exists()


def test_a_file_in_place_of_the_folder_is_explained(huludao, tmp_path):
    (tmp_path / "out").write_text("x")
    for folder in (tmp_path / "out", tmp_path / "out" / "2023"):
        with pytest.raises(OutputFailed, match="是文件而不是文件夹，请改用其他文件夹") as caught:
            write_report(huludao, folder)
        assert "\n" not in str(caught.value)
    assert (tmp_path / "out").read_text() == "x"


def test_a_folder_in_place_of_a_file_is_explained(huludao, tmp_path):
    (tmp_path / "report.xlsx").mkdir()
    with pytest.raises(OutputFailed, match="无法把年度报告写入"):
        write_report(huludao, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "没有写入权限"),
        (errno.EROFS, "磁盘只读"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "超出配额"),
        (errno.ENAMETOOLONG, "路径过长"),
        (errno.EIO, "系统错误号 5"),
    ],
)
def test_each_failure_has_one_line_in_chinese_with_a_remedy(
    huludao, tmp_path, monkeypatch, number, words
):
    def refuse(path, blob):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(writing, "_write_through", refuse)
    with pytest.raises(OutputFailed, match=words) as caught:
        write_report(huludao, tmp_path / "out", formats=("json",))
    message = str(caught.value)
    assert "\n" not in message and os.strerror(number) not in message and "请" in message
    assert list(tmp_path.iterdir()) == []


def test_unusable_fonts_leave_nothing(huludao, tmp_path):
    with pytest.raises(OutputFailed, match="字体文件夹"):
        write_report(huludao, tmp_path / "out", fonts_folder=tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused_by_name(huludao, tmp_path):
    with pytest.raises(UnknownFormat, match="不支持的报告格式“odt”，请选用：html、docx"):
        write_report(huludao, tmp_path, formats=("html", "odt"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", FORMATS)
def test_rendering_gives_what_is_written(huludao, tmp_path, fmt):
    (path,) = write_report(huludao, tmp_path, formats=(fmt,))
    assert path.read_bytes() == render(huludao, fmt)
