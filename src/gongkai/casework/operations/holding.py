"""Files of a form that is not sent yet: sealed on disk, forgotten after a day."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from gongkai.documents.keeping import keep
from gongkai.privacy.encryption import decrypt_bytes, encrypt_bytes

_KEPT_FOR = timedelta(days=1)
_LARGEST = 21 << 20


def hold_file(*, content: bytes, at: datetime) -> str:
    """Keep a file's bytes for a form; return the unguessable name under which they stand.

    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    sweep_held(at=at)
    name = uuid4().hex
    keep(_folder() / name, [encrypt_bytes(content)], most=_LARGEST)
    return name


def held_content(name: str) -> bytes | None:
    """Return the bytes that stand under a name; None once they were forgotten."""
    try:
        return decrypt_bytes((_folder() / name).read_bytes())
    except FileNotFoundError:
        return None


def release_file(name: str) -> None:
    """Forget a file."""
    (_folder() / name).unlink(missing_ok=True)


def sweep_held(*, at: datetime) -> int:
    """Forget what forms left behind more than a day ago; return how many files."""
    before = (at - _KEPT_FOR).timestamp()
    swept = 0
    for path in _folder().glob("*"):
        try:
            if path.stat().st_mtime < before:
                path.unlink()
                swept += 1
        except FileNotFoundError:
            continue
    return swept


def _folder() -> Path:
    return Path(settings.GONGKAI_FILES) / "drafts"
