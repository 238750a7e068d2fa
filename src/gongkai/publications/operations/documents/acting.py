"""The one way to act on an official document: hold it, see that it is as the actor saw it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.models import DocumentState, OfficialDocument
from gongkai.publications.operations.acting import ItemChanged, ItemRefused


def hold(document: OfficialDocument, *, version: int | None = None) -> OfficialDocument:
    """Return a document held for the transaction, as it stands now.

    :param version: the version the actor saw; None where he does not act on what he saw
    :raises ItemChanged: if the document was acted on since
    """
    held: OfficialDocument = (
        OfficialDocument.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency", "drafter", "department", "column", "review_round")
        .get(pk=document.pk)
    )
    if version is not None and version != held.version:
        moment = held.changed_at.astimezone(ZoneInfo(settings.TIME_ZONE))
        raise ItemChanged(
            f"《{held.title}》在您打开之后已有变动：{moment:%m月%d日%H:%M}变动后为"
            f"“{held.get_state_display()}”。请对照最新内容后再操作，您填写的内容没有保存，仍在本页。"
        )
    return held


def touch(
    document: OfficialDocument,
    *,
    action: str,
    officer: Officer,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Store a held document with what was done to it, and record that."""
    document.version += 1
    document.changed_at = at
    document.save()
    record(
        action=f"document.{action}",
        subject=subject_of(document),
        at=at,
        agency=document.agency,
        officer=officer,
        detail={"title": document.title, **(detail or {})},
    )


def subject_of(document: OfficialDocument) -> str:
    """Return what rounds, notices and the trail call a document, whatever its title becomes."""
    return f"公文 {document.pk}"


def require_state(document: OfficialDocument, *states: Any) -> None:
    """Insist on one of some states.

    :raises ItemRefused: naming the state it is in and those in which it could be done
    """
    if document.state not in states:
        wanted = "、".join(f"“{DocumentState(state).label}”" for state in states)
        raise ItemRefused(
            f"公文《{document.title}》当前为“{document.get_state_display()}”，"
            f"此操作只适用于{wanted}的公文，请刷新页面查看。"
        )
