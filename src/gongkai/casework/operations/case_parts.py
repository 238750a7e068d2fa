"""Everything that belongs to a case, as the parts of its bundle: 条例第四十五条."""

from collections.abc import Iterator
from datetime import date

from gongkai.casework.models import CaseFile, DisclosureRequest, FileKind, Letter, Service
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.queries.case_sheets import (
    handling_sheets,
    history_sheet,
    registration_sheet,
    steps_sheet,
)
from gongkai.casework.queries.letter_sheets import (
    audit_sheet,
    letters_of,
    log_sheet,
    review_sheet,
    service_sheet,
)
from gongkai.documents.attachments.naming import ending_of
from gongkai.documents.bundles.parts import Part, Sheet, Stage
from gongkai.rules.letters import LetterKind

PASSING = frozenset({"sheet-steps", "sheet-log", "sheet-audit"})
"""Parts that go on changing after a case is archived, or follow from the calendar in use."""

_STAGES = {
    FileKind.APPLICATION: Stage.REGISTERING,
    FileKind.IDENTITY: Stage.REGISTERING,
    FileKind.CORRECTION: Stage.REGISTERING,
    FileKind.RELEASED: Stage.REPLYING,
    FileKind.REDACTED: Stage.REPLYING,
}


def parts_of(case: DisclosureRequest, on: date) -> list[Part]:
    """Return a case's records as sheets and its files as they are, each in its step.

    :raises Undecipherable, FileNotFoundError: as keeping.content_of does, for any file
    """
    return [*_sheets(case, on), *_files(case)]


def _sheets(case: DisclosureRequest, on: date) -> Iterator[Part]:
    yield _sheet(Stage.REGISTERING, "registration", registration_sheet(case), case.received_on)
    review = review_sheet(case)
    if review.tables:
        yield _sheet(Stage.REVIEWING, "review", review)
    yield _sheet(Stage.HANDLING, "history", history_sheet(case))
    yield _sheet(Stage.HANDLING, "steps", steps_sheet(case, on))
    for key, sheet in handling_sheets(case):
        yield _sheet(Stage.HANDLING, key, sheet)
    yield _sheet(Stage.REPLYING, "services", service_sheet(case), case.closed_on)
    log = log_sheet(case)
    if log is not None:
        yield _sheet(Stage.ARCHIVING, "log", log)
    yield _sheet(Stage.ARCHIVING, "audit", audit_sheet(case), on)


def _files(case: DisclosureRequest) -> Iterator[Part]:
    letters = letters_of(case)
    by_file = {key: letter for letter in letters for key in (letter.pdf_id, letter.docx_id) if key}
    proofs = {
        service.proof_id: service
        for service in Service.objects.filter(letter__request=case).select_related("letter")
        if service.proof_id
    }
    for file in case.files.exclude(kind=FileKind.ARCHIVE).order_by("pk"):
        proof = proofs.get(file.pk)
        letter = by_file.get(file.pk) or (proof.letter if proof else None)
        yield _file(file, letter, proof)


def _file(file: CaseFile, letter: Letter | None, proof: Service | None) -> Part:
    if letter is None:
        stage = _STAGES.get(FileKind(file.kind), Stage.HANDLING)
        title, dated = f"{file.get_kind_display()}：{file.name}", None
    else:
        stage = _stage_of(letter)
        title = f"{letter.title}（{letter.get_state_display()}）"
        title = letter.title if letter.number else title
        dated = letter.dated_on
    if proof is not None:
        title, dated = f"{title}送达凭证", proof.served_on
    ending = ending_of(file.name)
    if ending == "docx" and letter is not None:
        title = f"{title}（DOCX）"
    return Part(
        stage=stage,
        key=f"file-{file.pk}",
        title=title,
        number=letter.number if letter else "",
        dated=dated,
        file_name=file.name,
        media_type=file.media_type,
        content=content_of(file),
    )


def _stage_of(letter: Letter) -> Stage:
    if letter.kind == LetterKind.REGISTRATION_RECEIPT:
        return Stage.REGISTERING
    return Stage.REPLYING if letter.kind == LetterKind.REPLY else Stage.HANDLING


def _sheet(stage: Stage, key: str, sheet: Sheet, dated: date | None = None) -> Part:
    return Part(stage=stage, key=f"sheet-{key}", title=sheet.title, dated=dated, sheet=sheet)
