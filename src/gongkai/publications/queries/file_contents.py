"""The bytes of files, as they were handed in."""

from pathlib import Path

from django.conf import settings

from gongkai.privacy.encryption import decrypt_bytes
from gongkai.publications.models import PublicationFile


def content_of(file: PublicationFile) -> bytes:
    """Return a file's bytes.

    :raises Undecipherable: if the key does not fit or the file was altered
    :raises FileNotFoundError: if it is gone from the folder
    """
    return decrypt_bytes((files_folder() / file.stored_name).read_bytes())


def files_folder() -> Path:
    """Return where files of items and documents stand, encrypted."""
    return Path(settings.GONGKAI_FILES) / "publications"
