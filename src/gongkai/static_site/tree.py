"""The files of one generation of a site; each appears whole or not at all."""

import gzip
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gongkai.static_site.addresses import file_of, is_page

_LEAST_PACKED = 512
_PACKED = ".gz"


class Tree:
    """A folder of pages as files, each page also packed for browsers that unpack."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, body: bytes, like: "Tree | None" = None) -> bool:
        """Put a page in its place; return False where the same page is there already.

        :param like: another generation, whose file is taken over where it is the same
        """
        place = self._place(path)
        if _content(place) == body:
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        packs = is_page(path) and len(body) >= _LEAST_PACKED
        if like is not None and like.hands_over(path, body, place, packs=packs):
            return True
        moment = _later_than(place)
        if packs:
            _write(_beside(place), gzip.compress(body, 6, mtime=0), moment)
        _write(place, body, moment)
        if not packs:
            _beside(place).unlink(missing_ok=True)
        return True

    def hands_over(self, path: str, body: bytes, place: Path, *, packs: bool) -> bool:
        """Link a file of the same content to another place; return False where there is none."""
        own = self._place(path)
        if _content(own) != body or packs != _beside(own).exists():
            return False
        try:
            for one, other in ((_beside(own), _beside(place)), (own, place)):
                if one.exists():
                    draft = other.with_name(f"{other.name}.{os.getpid()}.tmp")
                    draft.unlink(missing_ok=True)
                    os.link(one, draft)
                    os.replace(draft, other)
        except OSError:
            # A file system without links, or the other generation is just being removed.
            return False
        return True

    def remove(self, path: str) -> bool:
        """Take a page away with the folders that it leaves empty; return False if none is there."""
        place = self._place(path)
        was = place.exists()
        for each in (place, _beside(place)):
            each.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in place.parents:
                if folder == self.folder:
                    break
                folder.rmdir()
        return was

    def has(self, path: str) -> bool:
        """Tell whether a page is there."""
        return self._place(path).is_file()

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield every file by its name below the folder, without the packed ones."""
        for place in sorted(self.folder.rglob("*")):
            if place.is_file() and not place.name.endswith((_PACKED, ".tmp")):
                yield place.relative_to(self.folder).as_posix(), place

    def _place(self, path: str) -> Path:
        name = file_of(path)
        if name is None:
            raise ValueError(f"No file stands for {path!r}")
        return self.folder / name


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _beside(place: Path) -> Path:
    return place.with_name(place.name + _PACKED)


def _later_than(place: Path) -> int:
    """Return a second later than the file's: validators tell files apart by second and size."""
    now = int(time.time())
    try:
        return max(now, int(place.stat().st_mtime) + 1)
    except FileNotFoundError:
        return now


def _write(place: Path, body: bytes, moment: int) -> None:
    draft = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    draft.write_bytes(body)
    os.utime(draft, (moment, moment))
    os.replace(draft, place)
