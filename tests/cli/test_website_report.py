"""`gongkai website-report build`, and the hourly reminders of messages."""

from datetime import UTC, datetime

import docx
import pytest
from django.utils import timezone

from factories import AgencyFactory, OfficerFactory
from gongkai.cli.main import main
from hotline.sent_messages import sent
from website_reports.filled_forms import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return AgencyFactory(code="gjj", is_default=True)


def test_a_draft_is_written_with_what_is_wrong_with_it(agency, tmp_path, capsys):
    assert main(["website-report", "build", "2023", "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 3 and "[错误] 网站总访问量：未填写。" in told.err
    word = docx.Document(tmp_path / "out" / "website-report.docx")
    assert "草稿" in word.paragraphs[0].text


def test_what_was_signed_is_written_as_it_was(agency, tmp_path, capsys):
    published(
        agency,
        OfficerFactory(agency=agency, clerk=True),
        OfficerFactory(agency=agency, reviewer=True),
        OfficerFactory(agency=agency, head=True, name="张主任"),
    )
    assert main(["website-report", "build", "2023", "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().err == ""
    table = docx.Document(tmp_path / "out" / "website-report.docx").tables[0]
    assert "张主任" in [cell.text for cell in table.columns[2].cells]


def test_what_cannot_be_done_is_one_line(agency, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    for arguments in (
        ["build", "2023", "--out", str(tmp_path / "file")],
        ["build", "2023", "--agency", "nobody", "--out", str(tmp_path / "out")],
        ["build", "不是年", "--out", str(tmp_path / "out")],
    ):
        assert main(["website-report", *arguments]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_hourly_reminders_tell_of_messages(agency, monkeypatch, capsys):
    OfficerFactory(agency=agency, clerk=True)
    sent(agency)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2024, 1, 17, 2, tzinfo=UTC))
    assert main(["remind"]) == 0
    assert capsys.readouterr().out == "已发出3条期限提醒。\n"
    assert main(["remind", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
