"""Files that are refused before anything is read from them, each in one line with its remedy."""

import os
import subprocess
import zipfile

import openpyxl
import pytest

from documents.workbooks.books import HEADER, read, rows_of, saved, ticket
from gongkai.documents.workbooks import containers
from gongkai.documents.workbooks.refusals import WorkbookUnreadable

ROW = ["GD-1", "", "2023-05-01"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "台账.xlsx"


def refusal(path):
    with pytest.raises(WorkbookUnreadable) as refused:
        read(path)
    message = str(refused.value)
    assert "\n" not in message
    assert "请" in message
    return message


def test_a_file_that_is_not_there(path):
    assert "找不到文件" in refusal(path)


def test_a_folder(tmp_path):
    assert "是文件夹" in refusal(tmp_path)


def test_an_empty_file(path):
    path.write_bytes(b"")
    assert "是空的" in refusal(path)


def test_a_file_that_may_not_be_read(path, monkeypatch):
    saved(path, [HEADER, ROW])

    def locked(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "open", locked)
    assert "没有权限读取文件“台账.xlsx”，或文件正被其他程序占用" in refusal(path)


@pytest.mark.parametrize("content", [b"hello", "登记号,日期\n".encode("gbk"), b"%PDF-1.7 ..."])
def test_what_is_no_workbook(path, content):
    path.write_bytes(content)
    assert "不是Excel文件" in refusal(path)


def test_a_zip_file_that_is_no_workbook(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "不是Excel文件" in refusal(path)


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_file_that_was_cut_off(path, kept):
    saved(path, [HEADER, ROW])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "已损坏或不完整" in refusal(path)


def test_a_file_with_one_byte_changed(path):
    saved(path, [HEADER, *([f"GD-{n}", "", "2023-05-01"] for n in range(500))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    content[sheet.header_offset + 200] ^= 0xFF
    path.write_bytes(content)
    assert "已损坏或不完整" in refusal(path)


def test_a_workbook_whose_sheet_is_no_xml(path):
    saved(path, [HEADER, ROW])
    _rewrite(path, "xl/worksheets/sheet1.xml", lambda _: b"<worksheet><sheetData><row></cell>")
    assert "已损坏或不完整" in refusal(path)


def test_an_old_workbook_that_is_damaged(tmp_path):
    path = tmp_path / "台账.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "已损坏或不完整" in refusal(path)


def test_an_encrypted_workbook(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "设有打开密码，请在Excel中取消密码" in refusal(path)


def test_too_large_a_file(path):
    with path.open("wb") as file:
        file.truncate(containers.LARGEST_FILE + 1)
    assert "超过50MB的上限" in refusal(path)


def test_a_zip_bomb_by_its_ratio(path):
    saved(path, [HEADER, ROW])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.bin", b"\0" * (64 << 20))
    assert "解压后有64MB，与文件大小不相称" in refusal(path)


def test_a_zip_bomb_that_lies_about_its_size(path):
    saved(path, [HEADER, ROW])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.bin", b"\0" * (64 << 20))
    content = path.read_bytes()
    # The size stands in the local header and in the directory.
    lied = content.replace((64 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lied != content
    path.write_bytes(lied)
    assert "已损坏或不完整" in refusal(path)


def test_an_entity_bomb(path):
    saved(path, [HEADER, ROW])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'
    _rewrite(path, "xl/worksheets/sheet1.xml", lambda _: bomb)
    assert "已损坏或不完整" in refusal(path)


def test_a_cell_so_far_away_that_the_sheet_would_fill_the_memory(path):
    def far(book):
        book.active["XFD1048576"] = "x"

    saved(path, [HEADER, ROW], before_save=far)
    assert "工作表“诉求工单”在很远的单元格（XFD1048576）有内容" in refusal(path)


def test_a_far_cell_that_is_only_coloured_does_no_harm(path):
    def far(book):
        book.active["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")

    saved(path, [HEADER, ROW], before_save=far)
    assert rows_of(path) == [ticket("GD-1")]


def converted(path, suffix):
    """Return the workbook in another format, as LibreOffice saves it."""
    folder = path.parent
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", suffix, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        env=os.environ | {"HOME": str(folder)},
    )
    return path.with_suffix(f".{suffix}")


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_workbooks_of_other_formats_are_read_alike(path, suffix):
    saved(path, [["台账"], HEADER, ["GD-1", "咨询", 45047, "2023/5/3"], ["合计", 1]])
    rows = rows_of(converted(path, suffix))
    assert [(row["register_no"], str(row["begun_on"]), str(row["ended_on"])) for row in rows] == [
        ("GD-1", "2023-05-01", "2023-05-03")
    ]


@pytest.mark.libreoffice
def test_a_workbook_of_another_format_than_its_name_says(path):
    old = converted(saved(path, [HEADER, ROW]), "xls")
    old.replace(path)
    assert rows_of(path) == [ticket("GD-1")]


@pytest.mark.libreoffice
def test_an_old_workbook_that_lies_about_its_rows_does_not_fill_the_memory(path, capfd):
    old = converted(saved(path, [HEADER, ROW]), "xls")
    content = bytearray(old.read_bytes())
    dimensions = content.index(b"\x00\x02\x0e\x00\x00\x00\x00\x00")
    content[dimensions + 8 : dimensions + 12] = b"\xff\xff\xff\x7f"
    old.write_bytes(content)
    assert "已损坏或不完整" in refusal(old)
    assert capfd.readouterr().err == ""


def test_an_open_document_with_content_repeated_without_end(tmp_path):
    path = tmp_path / "台账.ods"
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"<office:document-content>" + cell)
    assert "重复填充到大量行列" in refusal(path)


def _rewrite(path, part, change):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
