"""Keeping a case's files: sealed on disk first, then on record."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db.models import Q

from gongkai.agencies.models import Agency, Officer
from gongkai.casework.models import CaseFile, DisclosureRequest, FileKind, Matter
from gongkai.documents.keeping import keep
from gongkai.privacy.encryption import decrypt_bytes, encrypt_bytes

LARGEST_FILE = 20 * 1024 * 1024
"""The most bytes of one file."""


def keep_file(
    *,
    kind: FileKind,
    name: str,
    media_type: str,
    content: bytes,
    at: datetime,
    request: DisclosureRequest | None = None,
    matter: Matter | None = None,
    officer: Officer | None = None,
) -> CaseFile:
    """Keep a file of a case or a matter; a record whose transaction fails leaves a sealed orphan.

    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    file = sealed_file(kind=kind, name=name, media_type=media_type, content=content, at=at)
    file.request, file.matter, file.officer = request, matter, officer
    file.save()
    return file


def sealed_file(
    *,
    kind: str,
    name: str,
    media_type: str,
    content: bytes,
    at: datetime,
    most: int = LARGEST_FILE,
) -> CaseFile:
    """Seal a file on disk; return its record, which belongs to nothing and is not stored yet.

    So the slow writing can be done before the transaction that files it.

    :param most: the most bytes
    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    stored_name = f"{at:%Y%m}/{uuid4().hex}"
    sealed = encrypt_bytes(content) if content else b""
    keep(_folder() / stored_name, [sealed], most=most + 1024)
    return CaseFile(
        kind=kind,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        stored_name=stored_name,
        added_at=at,
    )


def content_of(file: CaseFile) -> bytes:
    """Return a file's bytes as they were handed in.

    :raises Undecipherable: if the key does not fit or the file was altered
    :raises FileNotFoundError: if it is gone from the folder
    """
    return decrypt_bytes((_folder() / file.stored_name).read_bytes())


def paths_of(agency: Agency) -> list[Path]:
    """Return where the files of an organ's cases and matters stand."""
    files = CaseFile.objects.filter(Q(request__agency=agency) | Q(matter__agency=agency))
    return [_folder() / name for name in files.values_list("stored_name", flat=True)]


def _folder() -> Path:
    return Path(settings.GONGKAI_FILES) / "cases"
