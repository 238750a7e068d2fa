"""Files that officers put into a case: what was found, what is to be given, what came on paper."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import require_role
from gongkai.casework.models import CaseFile, DisclosureRequest, FileKind
from gongkai.casework.operations.acting import CaseRefused, lock, touch
from gongkai.casework.operations.keeping import keep_file
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.taking import taken_in
from gongkai.rules.lifecycle import State

ADDED = tuple(
    FileKind(kind)
    for kind in (
        "SOURCE",
        "RELEASED",
        "APPLICATION",
        "IDENTITY",
        "CORRECTION",
        "OPINION",
        "EVIDENCE",
    )
)
"""The kinds of file that officers add; letters, severed copies and proofs come about elsewhere."""


@transaction.atomic
def add_files(
    *,
    request: DisclosureRequest,
    version: int,
    kind: str,
    files: Sequence[tuple[str, bytes]],
    officer: Officer,
    on: date,
    at: datetime,
) -> list[CaseFile]:
    """Put files of one kind into a case, all of them or none.

    :param files: the name and the bytes of each
    :raises CaseRefused: if there is none, the kind is not among ADDED, or the case is archived
    :raises AttachmentRefused: naming each file that is not taken in, and why
    :raises CaseChanged, NotAllowed: as acting does
    """
    require_role(officer, request.agency, "CLERK", on)
    case = lock(request, version=version)
    if case.state == State.ARCHIVED:
        raise CaseRefused("本案已归档，不能再加入文件；归档后形成的材料须另行立卷。")
    if kind not in ADDED:
        known = "、".join(each.label for each in ADDED)
        raise CaseRefused(f"类别：未选择，请从{known}中选择。")
    if not files:
        raise CaseRefused("文件：未选择，请选择要加入的文件。")
    kept = keep_given(case, FileKind(kind), files, officer=officer, at=at)
    touch(
        case,
        action="add_files",
        officer=officer,
        at=at,
        kind=kind,
        files=[[file.pk, file.sha256] for file in kept],
    )
    return kept


def keep_given(
    case: DisclosureRequest,
    kind: FileKind,
    files: Sequence[tuple[str, bytes]],
    *,
    officer: Officer,
    at: datetime,
) -> list[CaseFile]:
    """Keep files that an officer gave, inspected as an applicant's are.

    :raises AttachmentRefused: naming each file that is not taken in, and why
    """
    taken = taken_in(files)
    if taken.refusals:
        raise AttachmentRefused("".join(taken.refusals))
    return [
        keep_file(
            kind=kind,
            name=file.name,
            media_type=file.media_type,
            content=file.content,
            at=at,
            request=case,
            officer=officer,
        )
        for file in taken.files
    ]
