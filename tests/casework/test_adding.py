"""Files that officers put into a case: inspected, sealed, on record, all of them or none."""

import pytest

from casework.office import new_case, new_office
from documents.redactions.files import pdf_of
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseFile
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.adding import ADDED, add_files
from gongkai.casework.operations.enclosing import allowed_enclosures
from gongkai.casework.operations.keeping import content_of
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.rules.letters import LetterKind

TEXT = ("缴存情况.txt", "第一季度".encode())


@pytest.fixture
def office(db, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office()


@pytest.fixture
def case(office):
    return new_case(office)


@pytest.fixture
def add(office, case, on, at):
    """Return a function that puts files into the case."""

    def run(*files, **given):
        case.refresh_from_db()
        usual = {"request": case, "version": case.version, "kind": "RELEASED", "files": files,
                 "officer": office.clerk, "on": on, "at": at}  # fmt: skip
        return add_files(**usual | given)

    return run


def test_files_are_sealed_and_may_go_along_with_the_reply(case, add, office, settings):
    paper = pdf_of(["情况表"])
    kept = add(("../情况表.pdf", paper), TEXT)
    assert [(file.name, file.media_type, file.officer) for file in kept] == [
        ("情况表.pdf", "application/pdf", office.clerk),
        ("缴存情况.txt", "text/plain", office.clerk),
    ]
    assert content_of(kept[0]) == paper
    stored = settings.GONGKAI_FILES / "cases" / kept[0].stored_name
    assert paper[:200] not in stored.read_bytes()
    assert list(allowed_enclosures(case, LetterKind.REPLY)) == kept
    case.refresh_from_db()
    entry = AuditEntry.objects.get(action="request.add_files")
    assert (case.version, entry.detail["kind"]) == (1, "RELEASED")
    assert entry.detail["files"] == [[file.pk, file.sha256] for file in kept]


@pytest.mark.parametrize("kind", ADDED)
def test_each_kind_is_kept_as_what_it_is(add, kind):
    [file] = add(TEXT, kind=kind)
    assert file.kind == kind


@pytest.mark.parametrize(
    ("files", "given", "named"),
    [
        ((), {}, "文件：未选择"),
        ((TEXT,), {"kind": "REDACTED"}, "类别：未选择"),
        ((TEXT,), {"kind": "LETTER_PDF"}, "类别：未选择"),
        ((TEXT,), {"version": 7}, "他人已办理本案"),
        ((TEXT, ("情况.pdf", b"MZ" + bytes(200))), {}, "情况.pdf"),
        ((TEXT, ("照片.png", b"%PDF-1.4\nstartxref\n9\n%%EOF")), {}, "照片.png"),
        ((TEXT,) * 6, {}, "最多5个"),
    ],
)
def test_what_cannot_be_added_is_named_and_nothing_is_kept(case, add, files, given, named):
    with pytest.raises((CaseRefused, CaseChanged, AttachmentRefused), match=named):
        add(*files, **given)
    case.refresh_from_db()
    assert (case.version, CaseFile.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_only_a_clerk_of_the_organ_adds(add, office):
    for officer in (office.reviewer, office.head, office.outsider):
        with pytest.raises(NotAllowed):
            add(TEXT, officer=officer)
    assert not CaseFile.objects.exists()


def test_an_archived_case_takes_nothing_more(case, add):
    type(case).objects.filter(pk=case.pk).update(state="ARCHIVED")
    with pytest.raises(CaseRefused, match="已归档"):
        add(TEXT)
