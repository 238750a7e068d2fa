"""Files of an item as its page offers them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gongkai.publications.queries.public_items import PublicFile


class OfferedFile(NamedTuple):
    """A file with its address and what readers call its kind, e.g. PDF."""

    file: PublicFile
    address: str
    kind: str


def offered_files(files: Iterable[PublicFile], addresses: Mapping[int, str]) -> list[OfferedFile]:
    """Return files of an approved version as they are offered."""
    return [OfferedFile(file, addresses[file.pk], _kind(file.name)) for file in files]


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return ending.upper() if ending != name and len(ending) <= 5 else ""
