"""Materials of business applied for: sealed on disk before anything is on record."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from gongkai.documents.keeping import keep
from gongkai.fund_services.models import Application, ApplicationFile
from gongkai.fund_services.queries.applications.drafts import DraftFile
from gongkai.privacy.encryption import decrypt_bytes, encrypt_bytes

LARGEST_FILE = 20 << 20
"""The most bytes of one file."""


def seal_material(
    *, material: str, name: str, media_type: str, content: bytes, at: datetime
) -> DraftFile:
    """Seal a file on disk; return what is known of it, which belongs to nothing yet.

    :param material: name of the material in the form
    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    return DraftFile(
        material=material,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        stored_name=seal_bytes(content, at=at),
    )


def put_on_record(application: Application, files: Iterable[DraftFile], at: datetime) -> None:
    """Let sealed files belong to an application, in the caller's transaction."""
    ApplicationFile.objects.bulk_create(
        ApplicationFile(
            application=application,
            material=file.material,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            stored_name=file.stored_name,
            added_at=at,
        )
        for file in files
    )


def seal_bytes(content: bytes, *, at: datetime) -> str:
    """Seal some bytes on disk; return the unguessable name under which they stand.

    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    stored_name = f"{at:%Y%m}/{uuid4().hex}"
    keep(_folder() / stored_name, [encrypt_bytes(content)], most=LARGEST_FILE + 1024)
    return stored_name


def sealed_content(stored_name: str) -> bytes:
    """Return the bytes behind a sealed file.

    :raises Undecipherable: if the key does not fit or the file was altered
    :raises FileNotFoundError: if it is gone from the folder
    """
    return decrypt_bytes((_folder() / stored_name).read_bytes())


def content_of_file(file: ApplicationFile) -> bytes:
    """Return a material's bytes as they were handed in; as sealed_content."""
    return sealed_content(file.stored_name)


def release_sealed(names: Iterable[str]) -> None:
    """Forget sealed files that belong to nothing any more."""
    for name in names:
        (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.GONGKAI_FILES) / "applications"
