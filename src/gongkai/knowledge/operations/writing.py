"""Writing an answer: a new entry, a new wording of one in use, a change before review."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.casework.operations.numbering import register_number
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry, VersionState
from gongkai.knowledge.operations.acting import EntryRefused, locked, open_version, touch
from gongkai.knowledge.operations.contents import AnswerContent, require_sound
from gongkai.knowledge.permissions import require_writer

REVIEW_EVERY = timedelta(days=365)
"""After how long an answer is looked at again, where nobody says otherwise."""

_SERIES = "knowledge"


@transaction.atomic
def write_entry(
    *,
    agency: Agency,
    content: AnswerContent,
    officer: Officer,
    on: date,
    at: datetime,
    origin_no: str = "",
) -> KnowledgeEntry:
    """Write a new answer as a draft; its writer is its owner until another takes it over.

    :param origin_no: register number of the ticket, call or message that it grew from; a second
        time the same number gives the entry that there is
    :raises NotAllowed: if the officer does not work with the organ's answers
    :raises EntryRefused: if something is missing or wrong; the message names the field
    """
    require_writer(officer, agency, on)
    require_sound(agency, content)
    number = register_number(agency, on.year, "ZS", _SERIES)
    # The number's lock is held: whoever wrote from the same ticket a moment ago has been seen.
    if origin_no:
        earlier = KnowledgeEntry.objects.filter(agency=agency, origin_no=origin_no).first()
        if earlier is not None:
            transaction.set_rollback(True)
            return earlier
    entry = KnowledgeEntry.objects.create(
        agency=agency,
        entry_no=number,
        topic_code=content.topic_code,
        owner=officer,
        review_on=on + REVIEW_EVERY,
        origin_no=origin_no,
        version=1,
    )
    _version(entry, 1, content, officer, at)
    record(
        action="knowledge.write",
        subject=number,
        at=at,
        agency=agency,
        officer=officer,
        detail={"origin": origin_no},
    )
    return entry


@transaction.atomic
def rewrite_entry(
    *,
    entry: KnowledgeEntry,
    version: int,
    content: AnswerContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> KnowledgeEntry:
    """Change what is being written, or begin a new wording of an answer in use.

    The wording in use stays in use until the new one is released.

    :raises NotAllowed, EntryChanged: as acting.locked does
    :raises EntryRefused: if it waits for review, was withdrawn, or something is missing or wrong
    """
    row = locked(entry, version, officer, on)
    if row.withdrawn_at is not None:
        raise EntryRefused("这条知识已停用，不能修改；需要时请新建一条。")
    require_sound(row.agency, content)
    written = open_version(row)
    if written is not None and written.state == VersionState.IN_REVIEW:
        raise EntryRefused("这条知识正在审核，不能修改；请待审核退回后再改。")
    if written is None:
        last = AnswerVersion.objects.filter(entry=row).aggregate(last=Max("number"))["last"] or 0
        _version(row, last + 1, content, officer, at)
    else:
        for field, value in _fields(content).items():
            setattr(written, field, value)
        written.drafted_by, written.drafted_at = officer, at
        written.save()
    row.topic_code = content.topic_code
    touch(row, "rewrite", officer, at)
    return row


def _version(
    entry: KnowledgeEntry, number: int, content: AnswerContent, officer: Officer, at: datetime
) -> None:
    AnswerVersion.objects.create(
        entry=entry, number=number, drafted_by=officer, drafted_at=at, **_fields(content)
    )


def _fields(content: AnswerContent) -> dict[str, object]:
    lines = (line.strip() for line in content.also_asked.splitlines())
    return {
        "question": " ".join(content.question.split()),
        "also_asked": "\n".join(line for line in lines if line),
        "answer": content.answer.strip(),
        "basis": " ".join(content.basis.split()),
        "item_id": content.item,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "is_public": content.is_public,
    }
