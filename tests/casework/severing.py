"""Files of a case that are severed in tests."""

from datetime import UTC, date, datetime

from documents.redactions.files import IDENTITY, NAME, PHONE, pdf_of, row, word_of
from gongkai.casework.models import FileKind
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.redacting import add_area, prepare_redaction

NOW = {"on": date(2024, 2, 5), "at": datetime(2024, 2, 5, 1, tzinfo=UTC)}
WHY = {"ground": "PRIVACY", "reason": "涉及第三方姓名和身份证号码，公开会损害其合法权益"}
LINES = ["关于提取住房公积金的审批单", f"姓名：{NAME}　身份证号：{IDENTITY}", f"电话{PHONE}"]


def box_of(number):
    """Return the box of a row of a page, without its page."""
    return tuple(row(number))[1:]


def kept(case, officer, content=None, name="审批单.pdf", kind="SOURCE"):
    """Return a file of a case; a PDF with two pages where nothing else is given."""
    content = pdf_of(LINES, ["第二页可以公开"]) if content is None else content
    return keep_file(
        kind=FileKind(kind), name=name, media_type="application/pdf", content=content,
        at=NOW["at"], request=case, officer=officer,
    )  # fmt: skip


def word(*lines):
    """Return a Word file of lines."""
    return word_of(*lines)


def act(operation, redaction, officer, **details):
    """Do something with a severed file as its case stands."""
    redaction.refresh_from_db()
    redaction.request.refresh_from_db()
    version = redaction.request.version
    return operation(redaction=redaction, officer=officer, **{"version": version, **NOW, **details})


def begun(case, officer, **details):
    """Return a severing that was begun."""
    case.refresh_from_db()
    file = kept(case, officer, **details)
    return prepare_redaction(file=file, version=case.version, officer=officer, **NOW)


def marked(case, officer, rows=(1,), **details):
    """Return a severing with rows of the first page marked."""
    redaction = begun(case, officer, **details)
    for number in rows:
        act(add_area, redaction, officer, page=1, box=box_of(number), **WHY)
    redaction.refresh_from_db()
    return redaction
