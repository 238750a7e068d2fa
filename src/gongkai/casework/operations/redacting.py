"""Severing a file (区分处理): marked by one person, searched, confirmed by another: 第三十七条."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import require_role
from gongkai.audit.operations import record
from gongkai.casework.models import (
    CaseFile,
    DisclosureRequest,
    FileKind,
    RedactedArea,
    Redaction,
    RedactionState,
)
from gongkai.casework.operations.acting import CaseRefused, lock, touch
from gongkai.casework.operations.keeping import content_of, keep_file
from gongkai.casework.operations.severed_files import found_under, severed, strings_in
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.redactions import (
    SEVERED_KINDS,
    areas_of,
    hands_in,
    is_sent,
    redaction_of,
)
from gongkai.documents.redactions.areas import kind_of
from gongkai.rules.withholding import grounds

_MOST_AREAS = 500
_MOST_TEXT = 2_000
_MEDIA = {
    "pdf": ("pdf", "application/pdf"),
    "docx": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "png": ("png", "image/png"),
    "jpeg": ("jpg", "image/jpeg"),
}


@transaction.atomic
def prepare_redaction(
    *, file: CaseFile, version: int, officer: Officer, on: date, at: datetime
) -> Redaction:
    """Begin to sever a file that was found or is to be given out; what was begun is gone on with.

    :raises NotAllowed: if the officer is no clerk of the organ
    :raises CaseRefused: if the file is none of a case that is given out
    :raises RedactionRefused: if it cannot be severed safely
    """
    if file.request is None or file.kind not in SEVERED_KINDS:
        raise CaseRefused("只有检索到的文件和拟提供的文件可以作区分处理，请从案件页面选择。")
    case = _held(file.request, version, officer, on)
    if begun := redaction_of(file):
        return begun
    found_under(content_of(file), [])
    redaction = Redaction.objects.create(
        request=case, source=file, prepared_by=officer, prepared_at=at
    )
    touch(case, action="redaction_begun", officer=officer, at=at, file=file.pk)
    return redaction


@transaction.atomic
def add_area(
    *,
    redaction: Redaction,
    version: int,
    ground: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
    page: int = 0,
    box: tuple[float, float, float, float] | None = None,
    text: str = "",
    elsewhere: str = "",
) -> RedactedArea:
    """Hide one more area of a page, or in a Word file a text wherever it stands.

    The strings under a box are found in the file; the output is searched for them.

    :param box: left, top, right, bottom as shares of width and height, from the top left
    :param text: of a Word file what is hidden; else what to look for besides, a string a line
    :param elsewhere: why the same words may stand in the open text of other places
    :raises NotAllowed: if the officer is no clerk of the organ
    :raises CaseRefused: without ground or reason, or if nothing is there to hide
    :raises RedactionRefused: if the box is none, or the file cannot be opened
    """
    if ground not in grounds():
        raise CaseRefused("依据：请从列出的条款中选择一项。")
    if not reason.strip() or len(reason.strip()) > 300:
        raise CaseRefused("理由：请写明隐去这部分内容的理由，不超过300字。")
    case = _held(redaction.request, version, officer, on)
    current = _standing(redaction)
    if current.areas.count() >= _MOST_AREAS:
        raise CaseRefused(f"标注超过{_MOST_AREAS}处，请把文件拆分后分别处理。")
    typed = [line.strip() for line in text.splitlines() if line.strip()]
    found = found_under(content_of(current.source), typed, page, box)
    if box is None and not typed:
        raise CaseRefused("请标出要隐去的方框；Word文件请填写要隐去的文字。")
    strings = "\n".join(dict.fromkeys(found))
    if len(strings) > _MOST_TEXT:
        raise CaseRefused(
            "一个方框内的文字超过2000字，请分成几个方框标注，或另行决定整页不予公开。"
        )
    left, top, right, bottom = box or (0, 0, 0, 0)
    area = RedactedArea.objects.create(
        redaction=current,
        page=page if box else 0,
        left=min(left, right),
        top=min(top, bottom),
        right=max(left, right),
        bottom=max(top, bottom),
        text=strings,
        elsewhere=elsewhere.strip()[:300],
        article=grounds()[ground].article,
        reason=reason.strip(),
        added_by=officer,
    )
    _reopen(current, officer, at)
    touch(
        case,
        action="redaction_area_added",
        officer=officer,
        at=at,
        redaction=current.pk,
        page=area.page,
        article=area.article,
        reason=area.reason,
        elsewhere=area.elsewhere,
    )
    return area


@transaction.atomic
def remove_area(
    *, redaction: Redaction, area: int, version: int, officer: Officer, on: date, at: datetime
) -> Redaction:
    """Take an area out again; a confirmation lapses.

    :raises NotAllowed: if the officer is no clerk of the organ
    :raises CaseRefused: if there is none of this key, or the output went out already
    """
    case = _held(redaction.request, version, officer, on)
    current = _standing(redaction)
    row = current.areas.filter(pk=area).first()
    if row is None:
        raise CaseRefused("该处标注已经取消，请刷新页面后核对。")
    told = {"page": row.page, "article": row.article, "reason": row.reason}
    row.delete()
    _reopen(current, officer, at)
    touch(
        case, action="redaction_area_removed", officer=officer, at=at, redaction=current.pk, **told
    )
    return current


@transaction.atomic
def render_redaction(
    *, redaction: Redaction, version: int, officer: Officer, on: date, at: datetime
) -> Redaction:
    """Make the severed file and search it; with a leak it is not kept and cannot go out.

    :raises NotAllowed: if the officer is no clerk of the organ
    :raises CaseRefused: if nothing is marked, or the output went out already
    :raises RedactionRefused: if the file cannot be severed safely
    """
    case = _held(redaction.request, version, officer, on)
    current = _standing(redaction)
    areas = areas_of(current)
    if not areas:
        raise CaseRefused("还没有标注要隐去的内容，请先标注并写明依据和理由。")
    source = content_of(current.source)
    ending, media_type = _MEDIA[kind_of(source)]
    # Neither the old name nor anything typed goes into the new one.
    number = case.redactions.filter(pk__lte=current.pk).count()
    name = f"{case.register_no}-区分处理{number}.{ending}"
    output, leaks = severed(source, name, areas)
    current.leaks = [leak._asdict() for leak in leaks]
    current.state = RedactionState.BLOCKED if leaks else RedactionState.CHECKED
    current.confirmed_by = current.confirmed_at = current.output = None
    if not leaks:
        current.output = keep_file(
            kind=FileKind("REDACTED"),
            name=name,
            media_type=media_type,
            content=output,
            at=at,
            request=case,
            officer=officer,
        )
    current.save()
    touch(
        case,
        action="redaction_rendered",
        officer=officer,
        at=at,
        redaction=current.pk,
        areas=len(areas),
        leaks=len(leaks),
        sha256=sha256(output).hexdigest(),
    )
    return current


@transaction.atomic
def confirm_redaction(
    *, redaction: Redaction, version: int, sha256: str, officer: Officer, on: date, at: datetime
) -> Redaction:
    """Confirm, as a second person, exactly the file that was looked at.

    :param sha256: of the output that was on screen
    :raises NotAllowed: if the officer does not work on the organ's cases
    :raises CaseRefused: if he marked something himself, or the file is not as he saw it
    """
    case = lock(redaction.request, version=version)
    require_worker(officer, case.agency, on)
    current = _row(redaction)
    if current.state != RedactionState.CHECKED or current.output is None:
        raise CaseRefused("只有通过检查、尚未复核的成品可以复核，请先生成并检查。")
    if officer.pk in hands_in(current, current.areas.all()):
        raise CaseRefused("您参与了标注，须由另一名工作人员复核。")
    if current.output.sha256 != sha256 or _digest(content_of(current.output)) != sha256:
        raise CaseRefused("成品与您看到的不一致，请重新打开页面，查看后再复核。")
    current.state = RedactionState.CONFIRMED
    current.confirmed_by, current.confirmed_at = officer, at
    current.save()
    touch(
        case,
        action="redaction_confirmed",
        officer=officer,
        at=at,
        redaction=current.pk,
        sha256=sha256,
    )
    return current


@transaction.atomic
def look_at(
    *, redaction: Redaction, after: bool, page: int, officer: Officer, on: date, at: datetime
) -> bytes:
    """Return the source or the output, on record that it was looked at.

    :param page: the page that is shown, 0 for all
    :raises NotAllowed: if the officer does not work on the organ's cases
    :raises CaseRefused: if there is no output yet
    """
    require_worker(officer, redaction.request.agency, on)
    file = redaction.output if after else redaction.source
    if file is None:
        raise CaseRefused("还没有成品，请先生成并检查。")
    record(
        action="request.read_file",
        subject=redaction.request.register_no,
        at=at,
        agency=redaction.request.agency,
        officer=officer,
        detail={"file": file.pk, "kind": file.kind, "sha256": file.sha256, "page": page},
    )
    return content_of(file)


def removed_strings(areas: Sequence[RedactedArea]) -> list[str]:
    """Return every string that the output is searched for."""
    return [text for area in areas for text in strings_in(area)]


def _held(
    request: DisclosureRequest, version: int, officer: Officer, on: date
) -> DisclosureRequest:
    case = lock(request, version=version)
    require_role(officer, case.agency, "CLERK", on)
    return case


def _row(redaction: Redaction) -> Redaction:
    rows = Redaction.objects.select_related("source", "output")
    return rows.get(pk=redaction.pk)


def _standing(redaction: Redaction) -> Redaction:
    current = _row(redaction)
    if is_sent(current):
        raise CaseRefused("区分处理件已随文书发出，不能再改；确需更正的，请另行作出答复。")
    return current


def _reopen(redaction: Redaction, officer: Officer, at: datetime) -> None:
    redaction.state, redaction.leaks = RedactionState.DRAFT, []
    redaction.output = redaction.confirmed_by = redaction.confirmed_at = None
    redaction.prepared_by, redaction.prepared_at = officer, at
    redaction.save()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
