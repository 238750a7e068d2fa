"""The files of a report: the right bytes, name and type; nothing but them."""

import json
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from gongkai.annual_reports.operations.publishing import folder_of
from gongkai.rules.reports.shape import Report
from portal.reading import text

pytestmark = pytest.mark.django_db
ADDRESS = "/nianbao/gjj/2023/report"
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("fmt", "media_type", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("docx", f"{OFFICE}.wordprocessingml.document", b"PK"),
        ("xlsx", f"{OFFICE}.spreadsheetml.sheet", b"PK"),
        ("json", "application/json", b"{"),
    ],
)
def test_each_file_comes_with_its_type_and_a_chinese_name(client, report, fmt, media_type, begins):
    response = client.get(f"{ADDRESS}.{fmt}")
    content = response.getvalue()
    assert response.status_code == 200
    assert response.headers["Content-Type"] == media_type
    assert content == (folder_of(report) / f"report.{fmt}").read_bytes()
    assert content.startswith(begins)
    assert int(response.headers["Content-Length"]) == len(content)
    name = unquote(response.headers["Content-Disposition"])
    assert name.startswith("attachment;")
    assert name.endswith(f"''某某市住房公积金管理中心2023年政府信息公开工作年度报告.{fmt}")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_json_file_holds_the_signed_report(client, report):
    content = json.loads(client.get(f"{ADDRESS}.json").getvalue())
    assert Report.from_json(content) == Report.from_json(report.snapshot.content)


def test_a_file_that_is_known_is_not_sent_again(client, report):
    first = client.get(f"{ADDRESS}.pdf")
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    first.getvalue()
    for known in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
        again = client.get(f"{ADDRESS}.pdf", headers=known)
        assert (again.status_code, again.getvalue()) == (304, b"")
    other = client.get(f"{ADDRESS}.pdf", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.getvalue()[:5]) == (200, b"%PDF-")
    written = datetime.strptime(modified, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    stored = (folder_of(report) / "report.pdf").stat().st_mtime
    assert int(stored) == int(written.timestamp())


def test_head_tells_the_size_without_the_file(client, report):
    response = client.head(f"{ADDRESS}.pdf")
    size = (folder_of(report) / "report.pdf").stat().st_size
    assert int(response.headers["Content-Length"]) == size
    assert response.getvalue() == b""


def test_any_other_format_is_not_there(client, report):
    (folder_of(report) / "report.exe").write_bytes(b"x")
    for rest in (
        ".exe",
        ".html",
        ".PDF",
        ".pdf/",
        ".pdf.bak",
        ".",
        "",
        ".docx%00",
        "/../report.pdf",
    ):
        assert client.get(f"{ADDRESS}{rest}").status_code == 404, rest


def test_no_address_leaves_the_folder(client, report):
    for address in (
        "/nianbao/../../keys.toml",
        "/nianbao/gjj/2023/..%2F..%2F..%2Fkeys.toml",
        "/nianbao/gjj/2023/report.pdf%2f..%2f..%2fkeys.toml",
        "/nianbao/..%2f..%2f/2023/report.pdf",
        "/nianbao/%2e%2e/2023/report.pdf",
        "/nianbao/gjj/2023/....//report.pdf",
        "/nianbao/gjj/2023/report.pdf\\..\\keys",
    ):
        response = client.get(address)
        assert response.status_code == 404, address
        assert "secret_key" not in text(response), address


def test_a_file_that_was_lost_is_neither_offered_nor_an_error(client, report):
    (folder_of(report) / "report.docx").unlink()
    assert client.get(f"{ADDRESS}.docx").status_code == 404
    page = text(client.get("/nianbao/gjj/2023/"))
    assert "report.docx" not in page and "report.pdf" in page
