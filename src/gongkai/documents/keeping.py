"""A file that arrives in pieces is kept whole under its name, or not at all."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple


class FileTooLarge(ValueError):
    """More bytes arrived than are kept."""


class FileEmpty(ValueError):
    """Not one byte arrived."""


class FileNotKept(Exception):
    """The folder or the disk refused; the message, for the end of a sentence, has the remedy."""


class Kept(NamedTuple):
    """The size of a file in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


def keep(path: Path, pieces: Iterable[bytes], *, most: int) -> Kept:
    """
    Write a file piece by piece into a folder, which is made if it is missing.

    :param most: the most bytes
    :raises FileTooLarge: if more arrive
    :raises FileEmpty: if none arrives
    :raises FileNotKept: if the folder or the disk refuses
    """
    passing = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            kept = _written(passing, pieces, most)
            os.replace(passing, path)
        finally:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
    except OSError as error:
        raise FileNotKept(
            f"（{os.strerror(error.errno or 0)}），请稍后再试，或联系系统管理员检查磁盘空间和权限。"
        ) from error
    return kept


def _written(path: Path, pieces: Iterable[bytes], most: int) -> Kept:
    size, digest = 0, sha256()
    with path.open("xb") as file:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise FileTooLarge
            digest.update(piece)
            file.write(piece)
    if size == 0:
        raise FileEmpty
    return Kept(size, digest.hexdigest())
