"""Files of an item as its page offers them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.urls import reverse

from gongkai.publications.models import FileUse
from gongkai.publications.queries.public_addresses import ending_in_address
from gongkai.publications.queries.public_items import PublicFile

_CAPTIONS = "text/vtt"


class OfferedFile(NamedTuple):
    """A file with its address and what readers call its kind, e.g. PDF.

    `captions` is the address of the subtitles of a film, "" where there are none.
    """

    file: PublicFile
    address: str
    kind: str
    captions: str = ""


def file_address(agency_code: str, item: int, file: int, name: str) -> str:
    """Return the address of an item's file."""
    return reverse("portal:item-file", args=[agency_code, item, file, ending_in_address(name)])


def offered_attachments(
    files: Iterable[PublicFile], addresses: Mapping[int, str]
) -> list[OfferedFile]:
    """Return the files of an approved version that are to be taken away."""
    return [
        _offered(file, addresses)
        for file in files
        if file.use == FileUse.ATTACHMENT and file.media_type != _CAPTIONS
    ]


def offered_videos(files: Iterable[PublicFile], addresses: Mapping[int, str]) -> list[OfferedFile]:
    """Return the films of an approved version, each with the subtitles that bear its name.

    Subtitles are an attachment in WebVTT that is called as the film is, apart from the ending.
    """
    listed = list(files)
    captions = {_stem(file): addresses[file.pk] for file in listed if file.media_type == _CAPTIONS}
    return [
        _offered(file, addresses)._replace(captions=captions.get(_stem(file), ""))
        for file in listed
        if file.use == FileUse.VIDEO
    ]


def _offered(file: PublicFile, addresses: Mapping[int, str]) -> OfferedFile:
    return OfferedFile(file, addresses[file.pk], _kind(file.name))


def _stem(file: PublicFile) -> str:
    return file.name.rpartition(".")[0]


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return ending.upper() if ending != name and len(ending) <= 5 else ""
