"""An upload is received, checked, confirmed and imported by the organ's own people, each once."""

from datetime import UTC, date, datetime

import pytest

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.documents.workbooks.containers import LARGEST_FILE
from gongkai.hotline.models import Call
from gongkai.ledgers import tasks
from gongkai.ledgers.models import Upload
from gongkai.ledgers.operations import (
    UploadNotReady,
    UploadRefused,
    check_upload,
    confirm_upload,
    discard_upload,
    import_upload,
    receive_upload,
    uploading,
)
from gongkai.ledgers.queries import UploadUnknown, upload_for, uploads_of
from gongkai.ledgers.queries.uploads import file_of
from ledgers.rows import CALL

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
WHEN = {"on": ON, "at": AT}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return settings.GONGKAI_FILES


@pytest.fixture
def receive(clerk, workbook):
    def run(rows=(CALL,), officer=None, update=False):
        path = workbook(calls=rows)
        return receive_upload(
            officer=officer or clerk,
            name="一月台账.xlsx",
            content=[path.read_bytes()],
            update=update,
            **WHEN,
        )

    return run


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def kept(files):
    return [path.name for path in files.rglob("*") if path.is_file()]


def test_the_whole_way(receive, clerk, files, committed):
    upload = receive()
    assert (upload.state, upload.agency, kept(files)) == (
        "RECEIVED",
        clerk.agency,
        [upload.file_name],
    )
    check_upload(upload=upload, **WHEN)
    assert (upload.state, upload.progress) == ("CHECKED", 100)
    assert upload.result["counts"]["calls"]["new"] == 1
    assert upload.result["file"] == "一月台账.xlsx"
    assert Call.objects.count() == 0
    upload = confirm_upload(upload=upload, officer=clerk, on=ON)
    assert upload.state == "IMPORTING"
    with committed():
        import_upload(upload=upload, **WHEN)
    upload.refresh_from_db()
    assert (upload.state, upload.result["dry_run"], upload.finished_at) == ("IMPORTED", False, AT)
    assert (Call.objects.count(), kept(files)) == (1, [])


def test_each_step_twice_changes_nothing(receive, clerk, committed):
    upload = receive()
    for _ in range(2):
        check_upload(upload=upload, **WHEN)
    for _ in range(2):
        confirm_upload(upload=upload, officer=clerk, on=ON)
    with committed():
        for _ in range(2):
            import_upload(upload=upload, **WHEN)
    with committed():
        import_upload(upload=upload, **WHEN)
    upload.refresh_from_db()
    assert (upload.state, upload.result["counts"]["calls"]["new"]) == ("IMPORTED", 1)
    assert Call.objects.count() == 1


def test_nothing_is_imported_that_nobody_confirmed(receive):
    upload = receive()
    check_upload(upload=upload, **WHEN)
    import_upload(upload=upload, **WHEN)
    assert (upload.state, Call.objects.count()) == ("CHECKED", 0)


def test_bad_rows_are_shown_and_cannot_be_confirmed(receive, clerk):
    upload = check_upload(upload=receive([CALL | {"route": "信函"}]), **WHEN)
    assert (upload.state, upload.result["bad_row_count"]) == ("CHECKED", 1)
    assert not upload.may_be_confirmed
    with pytest.raises(UploadNotReady, match="有错误的行，请改正后重新上传"):
        confirm_upload(upload=upload, officer=clerk, on=ON)


def test_an_unchecked_upload_cannot_be_confirmed(receive, clerk):
    with pytest.raises(UploadNotReady, match="当前为“等待检查”"):
        confirm_upload(upload=receive(), officer=clerk, on=ON)


def test_what_became_wrong_since_the_check_is_not_imported(receive, clerk, agency):
    upload = check_upload(upload=receive(), **WHEN)
    upload = confirm_upload(upload=upload, officer=clerk, on=ON)
    Call.objects.create(
        agency=agency, register_no="RX-1", called_on=date(2023, 1, 1), route="DIRECT"
    )
    import_upload(upload=upload, **WHEN)
    assert (upload.state, upload.result["bad_row_count"]) == ("CHECKED", 1)
    assert file_of(upload).exists()


def test_a_file_that_cannot_be_read_is_told_by_its_own_name(clerk, files):
    upload = receive_upload(
        officer=clerk, name="一月台账.xlsx", content=[b"hello"], update=False, **WHEN
    )
    check_upload(upload=upload, **WHEN)
    assert upload.state == "UNREADABLE"
    assert upload.message.startswith("文件“一月台账.xlsx”不是Excel文件")
    assert kept(files) == []


def test_a_file_that_vanished_does_not_tell_where_it_stood(receive):
    upload = receive()
    file_of(upload).unlink()
    check_upload(upload=upload, **WHEN)
    assert upload.message == "找不到文件“一月台账.xlsx”，请核对路径和文件名。"


def test_discarding_deletes_the_file(receive, clerk, files, committed):
    upload = receive()
    with committed():
        for _ in range(2):
            upload = discard_upload(upload=upload, officer=clerk, **WHEN)
    assert (upload.state, kept(files)) == ("DISCARDED", [])
    with pytest.raises(UploadNotReady):
        confirm_upload(upload=upload, officer=clerk, on=ON)


def test_what_is_imported_cannot_be_discarded(receive, clerk, committed):
    upload = check_upload(upload=receive(), **WHEN)
    upload = confirm_upload(upload=upload, officer=clerk, on=ON)
    with pytest.raises(UploadNotReady, match="正在导入，不能放弃"):
        discard_upload(upload=upload, officer=clerk, **WHEN)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("台账.csv", [b"a,b"], "不是Excel文件"),
        ("台账.xlsx", [], "是空的"),
        ("台账.xlsx", [b"x" * (LARGEST_FILE // 2)] * 3, "超过50MB的上限"),
    ],
)
def test_files_that_are_not_received_leave_nothing(clerk, files, name, content, reason):
    with pytest.raises(UploadRefused, match=reason):
        receive_upload(officer=clerk, name=name, content=content, update=False, **WHEN)
    assert (kept(files), Upload.objects.count()) == ([], 0)


def test_a_full_disk_is_told(clerk, files):
    files.parent.mkdir(exist_ok=True)
    files.write_text("a file where the folder should be")
    with pytest.raises(UploadRefused, match="无法保存“台账.xlsx”"):
        receive_upload(officer=clerk, name="台账.xlsx", content=[b"x"], update=False, **WHEN)


def test_other_organs_see_nothing_and_do_nothing(receive, clerk):
    upload = check_upload(upload=receive(), **WHEN)
    stranger = OfficerFactory(role="OFFICE_HEAD")
    assert list(uploads_of(stranger.agency)) == []
    with pytest.raises(UploadUnknown):
        upload_for(stranger, upload.pk)
    for act in (confirm_upload, lambda **more: discard_upload(at=AT, **more)):
        with pytest.raises(NotAllowed):
            act(upload=upload, officer=stranger, on=ON)
    assert upload_for(clerk, upload.pk) == upload


def test_an_officer_without_a_role_may_not_upload(receive, agency):
    with pytest.raises(NotAllowed):
        receive(officer=OfficerFactory(agency=agency))


def test_uploads_are_listed_newest_first(receive, agency):
    first, second = receive(), receive()
    assert list(uploads_of(agency)) == [second, first]


def test_the_background_jobs_do_the_same(receive, clerk, committed):
    upload = receive()
    tasks.start_check(upload, **WHEN)
    upload.refresh_from_db()
    assert upload.state == "CHECKED"
    confirm_upload(upload=upload, officer=clerk, on=ON)
    with committed():
        tasks.start_import(upload, **WHEN)
    upload.refresh_from_db()
    assert (upload.state, Call.objects.count()) == ("IMPORTED", 1)


def test_a_job_that_breaks_off_says_so_and_can_be_tried_again(receive, monkeypatch):
    upload = receive()

    def failing(**_):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(uploading, "import_ledger", failing)
        tasks.start_check(upload, **WHEN)
    upload.refresh_from_db()
    assert upload.state == "FAILED"
    assert "没有登记任何记录" in upload.message
    tasks.start_check(upload, **WHEN)
    upload.refresh_from_db()
    assert (upload.state, upload.message) == ("CHECKED", "")


def test_corrections_are_asked_for_with_the_upload(receive, clerk, agency):
    Call.objects.create(
        agency=agency, register_no="RX-1", called_on=date(2023, 1, 1), route="DIRECT"
    )
    assert not check_upload(upload=receive(), **WHEN).may_be_confirmed
    upload = check_upload(upload=receive(update=True), **WHEN)
    assert upload.result["counts"]["calls"]["updated"] == 1
    import_upload(upload=confirm_upload(upload=upload, officer=clerk, on=ON), **WHEN)
    assert Call.objects.get().called_on == CALL["called_on"]
