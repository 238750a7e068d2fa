"""Pictures and files of sites: their bytes, and which of them the public may have."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.privacy.encryption import decrypt_bytes
from gongkai.sites.models import SiteFile

PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
"""Media types of pictures with the ending of their addresses."""


def bytes_of(file: SiteFile) -> bytes:
    """Return a file's bytes.

    :raises Undecipherable: if the key does not fit or the file was altered
    :raises FileNotFoundError: if it is gone from the folder
    """
    return decrypt_bytes((site_files_folder() / file.stored_name).read_bytes())


def site_files_folder() -> Path:
    """Return where files of sites stand, encrypted."""
    return Path(settings.GONGKAI_FILES) / "sites"


def paths_of(agency: Agency) -> list[Path]:
    """Return where the files of an organ's site stand."""
    names = SiteFile.objects.filter(site__agency=agency).values_list("stored_name", flat=True)
    return [site_files_folder() / name for name in names]


def files_of(agency: Agency, keys: Iterable[int] | None = None) -> Mapping[int, SiteFile]:
    """Return the files of an organ's site by their keys, the newest first."""
    rows = SiteFile.objects.filter(site__agency=agency).order_by("-pk")
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    return {row.pk: row for row in rows}


def site_file_of(agency: Agency, pk: int) -> SiteFile | None:
    """Return a file of an organ's site, public or not."""
    rows = SiteFile.objects.select_related("site").filter(site__agency=agency)
    return rows.filter(pk=pk).first()


def extension_of(media_type: str, name: str) -> str:
    """Return the ending of a file's address."""
    return PICTURES.get(media_type) or name.rpartition(".")[2].lower()


def is_picture(file: SiteFile) -> bool:
    """Tell whether a file is drawn in a page, and not saved."""
    return file.media_type in PICTURES
