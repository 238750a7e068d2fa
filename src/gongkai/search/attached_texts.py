"""Texts of attachments: which are known, which are to be read, and reading one."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.outbox.operations import announce
from gongkai.privacy.encryption import Undecipherable
from gongkai.search.models import AttachedText
from gongkai.search.reading_files import FileUnreadable, text_of_file
from gongkai.search.sources.entries import TEXT_READ, AttachedFile
from gongkai.search.sources.files import public_file, what_carries

_LOST_AFTER = timedelta(minutes=30)


def texts_of(sums: Collection[str]) -> Mapping[str, str]:
    """Return the texts of the files that were read, by SHA-256."""
    if not sums:
        return {}
    rows = AttachedText.objects.filter(sha256__in=sums, state=AttachedText.State.READ)
    return dict(rows.values_list("sha256", "text"))


def to_be_read(files: Iterable[AttachedFile], *, at: datetime) -> list[str]:
    """Put down the files that nobody has read or is reading, and return their sums."""
    wanted = {file.sha256: file.name for file in files}
    known = AttachedText.objects.filter(sha256__in=wanted).values_list("sha256", flat=True)
    new = [sha256 for sha256 in wanted if sha256 not in set(known)]
    AttachedText.objects.bulk_create(
        [AttachedText(sha256=each, name=wanted[each][:200], asked_at=at) for each in new],
        ignore_conflicts=True,
    )
    return new


def lost(at: datetime) -> list[str]:
    """Return the files whose reading was begun and not heard of again, put down anew."""
    rows = AttachedText.objects.filter(
        state=AttachedText.State.WAITING, asked_at__lt=at - _LOST_AFTER
    )
    found = list(rows.values_list("sha256", flat=True)[:200])
    AttachedText.objects.filter(sha256__in=found).update(asked_at=at)
    return found


def read_file(sha256: str, *, at: datetime) -> None:
    """Read a public file's text; what it cannot read stays marked, and nothing else is stopped."""
    row = AttachedText.objects.filter(sha256=sha256, state=AttachedText.State.WAITING).first()
    if row is None:
        return
    file = public_file(sha256)
    if file is None:
        # It is public no longer; whoever publishes it again has it put down anew.
        row.delete()
        return
    try:
        text, fault = text_of_file(file.read(), file.name), ""
    except FileUnreadable as unreadable:
        text, fault = "", str(unreadable)
    except (Undecipherable, OSError):
        text, fault = "", "文件缺失或者无法解密"
    _keep(row, text, fault, at)


def unreadable_files() -> list[AttachedText]:
    """Return the files without a text that could be read, newest first."""
    rows = AttachedText.objects.filter(state=AttachedText.State.UNREADABLE)
    return list(rows.defer("text").order_by("-read_at")[:200])


def waiting_files() -> int:
    """Return how many files are still to be read."""
    return AttachedText.objects.filter(state=AttachedText.State.WAITING).count()


@transaction.atomic
def _keep(row: AttachedText, text: str, fault: str, at: datetime) -> None:
    state = AttachedText.State.UNREADABLE if fault else AttachedText.State.READ
    AttachedText.objects.filter(pk=row.pk).update(
        state=state, text=text, fault=fault[:200], read_at=at
    )
    if text:
        announce(
            kind=TEXT_READ,
            subject=row.sha256,
            at=at,
            detail=what_carries(row.sha256),
        )
