"""Reading the trail and proving that nobody touched it."""

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.audit.models import ChainHead, Entry


def entries_of(agency: Agency) -> QuerySet[Entry]:
    """Return an organ's entries, newest first."""
    return Entry.objects.filter(agency=agency).select_related("officer").order_by("-sequence")


def broken_links() -> list[str]:
    """Return what is wrong with the chain, in Chinese; empty if it is whole."""
    faults: list[str] = []
    expected, digest = 1, ""
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence > expected:
            faults.append(f"第{expected}条至第{entry.sequence - 1}条审计记录缺失。")
        if entry.seal(digest) != entry.digest:
            faults.append(f"第{entry.sequence}条审计记录内容与摘要不符。")
        expected, digest = entry.sequence + 1, entry.digest
    head = ChainHead.objects.filter(pk=1).first()
    if (head.sequence if head else 0) != expected - 1 or (head.digest if head else "") != digest:
        faults.append("审计链末端与最后一条记录不符，末尾记录可能被删除。")
    return faults
