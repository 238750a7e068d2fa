"""What every act on an answer shares: whose it is, what was seen of it, what is put on record."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry, VersionState
from gongkai.knowledge.permissions import require_writer
from gongkai.outbox.operations import announce


class EntryRefused(ValueError):
    """The entry does not let this be done; the text says why and what to do, in Chinese."""


class EntryChanged(EntryRefused):
    """Somebody did something to the entry since it was looked at."""


def locked(entry: KnowledgeEntry, version: int, officer: Officer, on: date) -> KnowledgeEntry:
    """Return an entry held for this transaction.

    :raises NotAllowed: if the officer does not work with the organ's answers
    :raises EntryChanged: if `version` is not the one on record
    """
    rows = KnowledgeEntry.objects.select_for_update(of=("self",))
    row = rows.select_related("agency", "owner", "released").get(pk=entry.pk)
    require_writer(officer, row.agency, on)
    if row.version != version:
        raise EntryChanged(
            "您打开页面后，这条知识有新的变化，本次操作未保存；请核对最新内容后再提交一次。"
        )
    return row


def open_version(row: KnowledgeEntry) -> AnswerVersion | None:
    """Return the version that is being written or waits for review."""
    states = (VersionState.DRAFT, VersionState.IN_REVIEW)
    return AnswerVersion.objects.filter(entry=row, state__in=states).first()


@transaction.atomic
def touch(row: KnowledgeEntry, act: str, officer: Officer, at: datetime, **detail: Any) -> None:
    """Save an entry as acted on, and put the act on record."""
    row.version += 1
    row.save()
    record(
        action=f"knowledge.{act}",
        subject=row.entry_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail=detail,
    )


def announce_answer(row: KnowledgeEntry, kind: str, at: datetime) -> None:
    """Tell followers that what the public reads of an answer has changed."""
    announce(
        kind=kind,
        subject=str(row.pk),
        at=at,
        agency=row.agency,
        detail={"touches": [f"answers:{row.agency_id}", f"answer:{row.pk}"]},
    )
