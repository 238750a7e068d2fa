"""Keeping files of items and documents: sealed on disk first, then on record."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.db.models import Q

from gongkai.agencies.models import Agency, Officer
from gongkai.documents.keeping import keep
from gongkai.privacy.encryption import encrypt_bytes
from gongkai.publications.models import PublicationFile
from gongkai.publications.queries.file_contents import content_of, files_folder

LARGEST_FILE = 50 * 1024 * 1024
"""The most bytes of one file."""

__all__ = ["LARGEST_FILE", "content_of", "paths_of", "sealed_file"]


def sealed_file(
    *, use: str, name: str, media_type: str, content: bytes, officer: Officer, at: datetime
) -> PublicationFile:
    """Seal a file on disk; return its record, which belongs to nothing and is not stored yet.

    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    stored_name = f"{at:%Y%m}/{uuid4().hex}"
    sealed = encrypt_bytes(content) if content else b""
    keep(files_folder() / stored_name, [sealed], most=LARGEST_FILE + 1024)
    return PublicationFile(
        use=use,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        stored_name=stored_name,
        officer=officer,
        added_at=at,
    )


def paths_of(agency: Agency) -> list[Path]:
    """Return where the files of an organ's items and documents stand."""
    files = PublicationFile.objects.filter(Q(item__agency=agency) | Q(document__agency=agency))
    return [files_folder() / name for name in files.values_list("stored_name", flat=True)]
