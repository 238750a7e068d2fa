"""Archiving: everything of a case in one bundle, in order, sealed, and verifiable."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from casework.after_reply import again, office_of, replied, sent, served
from factories import CaseFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import Archive, CaseEvent, CaseFile, Letter
from gongkai.casework.operations.acting import CaseChanged, CaseRefused, touch
from gongkai.casework.operations.archiving import archive_case, read_archive, verify_archive
from gongkai.casework.operations.keeping import content_of, keep_file
from gongkai.casework.operations.serving import record_failure
from gongkai.review.operations import open_round, sign
from gongkai.rules.lifecycle import State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def people():
    return office_of(name="丙市住房公积金管理中心")


@pytest.fixture
def case(people, on, at):
    """Return a closed case with a file, a signed and served reply."""
    agency, clerk, reviewer, head = people
    case, reply = replied(agency, clerk)
    keep_file(kind="APPLICATION", name="申请书.txt", media_type="text/plain",
              content="申请公开合同".encode(), at=at, request=case)  # fmt: skip
    round = open_round(agency=agency, subject=f"{case} 答复书", content_hash="0" * 64,
                       drafter=clerk, stages=["审核", "签发"], at=at)  # fmt: skip
    sign(round=round, officer=reviewer, verdict="PASS", content_hash="0" * 64, at=at,
         opinion="同意答复")  # fmt: skip
    Letter.objects.filter(pk=reply.pk).update(review_round=round)
    served(reply, clerk, on, at)
    return again(case)


def archived(case, officer, on, at):
    return archive_case(request=case, version=case.version, officer=officer, on=on, at=at)


def text_of(pdf):
    with pdfium.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_bundle_holds_everything_in_order_and_the_case_is_archived(people, case, on, at):
    archive = archived(case, people[1], on, at)
    assert again(case).state == State.ARCHIVED
    titles = [(line["stage"], line["title"]) for line in archive.index]
    assert [title for stage, title in titles if stage == "REGISTERING"] == [
        "申请登记表", "申请材料：申请书.txt"]  # fmt: skip
    assert ("REVIEWING", "审签记录") in titles and ("HANDLING", "办理经过") in titles
    assert ("REPLYING", "政府信息公开答复书") in titles
    assert titles[-1] == ("ARCHIVING", "审计记录摘录")
    order = ["REGISTERING", "REVIEWING", "HANDLING", "REPLYING", "ARCHIVING"]
    assert [stage for stage, _ in titles] == sorted((stage for stage, _ in titles), key=order.index)
    text = text_of(content_of(archive.pdf)).replace("\r\n", "")
    for told in ("赵小明", "11010519491231002X", "第三十一条", "同意答复", "XA12345678911",
                 "申请公开合同", case.register_no, "卷内目录"):  # fmt: skip
        assert told in text, told
    reply = case.letters.get()
    line = next(line for line in archive.index if line["title"] == "政府信息公开答复书")
    assert (line["number"], line["dated"]) == (reply.number, "2024-01-08")


def test_the_audit_extract_carries_the_digests_of_the_chain(people, case, on, at):
    archive = archived(case, people[1], on, at)
    text = text_of(content_of(archive.pdf)).replace("\r\n", "")
    # The entry of archiving itself comes after the extract.
    digests = list(AuditEntry.objects.filter(subject=case.register_no).order_by("sequence")
                   .values_list("digest", flat=True))  # fmt: skip
    assert all(digest in text for digest in digests[:-1]) and digests[-1] not in text


def test_nothing_of_it_can_be_read_on_the_disk(people, case, on, at, tmp_path):
    archived(case, people[1], on, at)
    for path in Path(tmp_path / "files").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not content.startswith((b"PK", b"%PDF")) and b"SHA256SUMS" not in content


def test_the_index_in_the_bundle_is_the_one_on_record(people, case, on, at):
    first = archived(case, people[1], on, at)
    with zipfile.ZipFile(io.BytesIO(content_of(first.bundle))) as archive:
        index = json.loads(archive.read("卷内目录.json"))
    assert index == first.index
    assert len({line["name"] for line in index}) == len(index)


def test_an_untouched_archive_verifies(people, case, on, at):
    archive = archived(case, people[1], on, at)
    assert verify_archive(Archive.objects.get(pk=archive.pk), on) == []
    assert verify_archive(Archive.objects.get(pk=archive.pk), date(2024, 6, 3)) == []


def test_every_difference_is_named(people, case, on, at):
    archive = archived(case, people[1], on, at)
    CaseEvent.objects.filter(event="RECEIVED").update(note="改过")
    keep_file(kind="SOURCE", name="补.txt", media_type="text/plain", content=b"x", at=at,
              request=case)  # fmt: skip
    found = verify_archive(Archive.objects.get(pk=archive.pk), on)
    assert found == ["第4件“办理经过”与系统中现有的记录不一致。", "归档后本案新增了1件材料。"]


def test_a_file_changed_on_the_disk_is_found(people, case, on, at, tmp_path):
    archive = archived(case, people[1], on, at)
    stored = tmp_path / "files" / "cases"
    (stored / archive.bundle.stored_name).write_bytes(b"aes:broken")
    (stored / archive.pdf.stored_name).unlink()
    found = verify_archive(Archive.objects.get(pk=archive.pk), on)
    assert found[0].startswith("压缩包无法读出") and found[1].startswith("PDF无法读出")


def test_one_valid_file_in_the_place_of_another_is_found(people, case, on, at, tmp_path):
    archive = archived(case, people[1], on, at)
    stored = tmp_path / "files" / "cases"
    pdf = (stored / archive.pdf.stored_name).read_bytes()
    (stored / archive.bundle.stored_name).write_bytes(pdf)
    found = verify_archive(Archive.objects.get(pk=archive.pk), on)
    assert found[0] == "压缩包与归档时的摘要不符。" and "已损坏" in found[1]


def test_reading_a_bundle_is_on_record(people, case, on, at):
    archive = archived(case, people[1], on, at)
    content = read_archive(archive=archive, fmt="zip", officer=people[2], on=on, at=at)
    assert content.startswith(b"PK")
    entry = AuditEntry.objects.order_by("sequence").last()
    assert (entry.action, entry.officer) == ("request.read_archive", people[2])
    with pytest.raises(NotAllowed):
        read_archive(archive=archive, fmt="pdf", officer=office_of()[1], on=on, at=at)
    with pytest.raises(CaseRefused, match="没有“exe”格式"):
        read_archive(archive=archive, fmt="exe", officer=people[1], on=on, at=at)


def nothing_happened(case, version):
    assert again(case).version == version and not Archive.objects.exists()
    assert not CaseFile.objects.filter(kind="ARCHIVE").exists()


def test_an_open_case_is_not_archived(people, on, at):
    case = again(CaseFactory(agency=people[0]))
    with pytest.raises(CaseRefused, match="办结并送达答复后才能归档"):
        archived(case, people[1], on, at)
    nothing_happened(case, case.version)


def test_a_reply_that_was_not_served_is_not_archived(people, on, at):
    case = again(replied(people[0], people[1])[0])
    with pytest.raises(CaseRefused, match="没有答复书送达的记录"):
        archived(case, people[1], on, at)
    nothing_happened(case, case.version)


def test_a_failed_service_of_any_letter_bars_the_archive(people, case, on, at):
    letter = Letter.objects.get(request=case)
    letter.pk, letter.kind, letter.number = None, "REGISTRATION_RECEIPT", "丙公开回〔2024〕1号"
    letter.save()
    service = sent(letter, people[1], on, at)
    with pytest.raises(CaseRefused, match="尚在途中"):
        archived(again(case), people[1], on, at)
    record_failure(service=service, version=again(case).version, failed_on=on, failure="退回",
                   officer=people[1], on=on, at=at)  # fmt: skip
    with pytest.raises(CaseRefused, match="未成，尚未另行送达"):
        archived(again(case), people[1], on, at)


def test_it_is_archived_once(people, case, on, at):
    archived(case, people[1], on, at)
    with pytest.raises(CaseRefused, match="已经归档"):
        archived(again(case), people[1], on, at)
    assert Archive.objects.count() == 1


def test_who_saw_an_older_version_does_not_archive(people, case, on, at):
    touch(again(case), action="test", officer=people[1], at=at)
    with pytest.raises(CaseChanged):
        archived(case, people[1], on, at)
    nothing_happened(case, case.version + 1)


def test_only_the_clerk_archives(people, case, on, at):
    with pytest.raises(NotAllowed):
        archived(case, people[2], on, at)


def test_a_file_that_is_gone_bars_the_archive(people, case, on, at, tmp_path):
    file = case.files.get(kind="APPLICATION")
    (tmp_path / "files" / "cases" / file.stored_name).unlink()
    with pytest.raises(CaseRefused, match="文件目录中没有该文件"):
        archived(case, people[1], on, at)
    nothing_happened(case, case.version)
