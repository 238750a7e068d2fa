"""Where the index of this node stands on disk: generations side by side, one of them in use."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from django.conf import settings

from gongkai.search.schema import FORM, prepared, schema

_CURRENT = "current"
_WHOLE = "words.txt"


class IndexMissing(LookupError):
    """This node has no index that can be read."""


def index_folder() -> Path:
    """Return the folder of this node's index."""
    return Path(settings.GONGKAI_INDEX)


def current_generation() -> Path:
    """Return the folder of the generation in use.

    :raises IndexMissing: if there is none, or one of another form of the index
    """
    try:
        name = (index_folder() / _CURRENT).read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise IndexMissing("检索索引尚未建立。") from error
    folder = index_folder() / name
    if not name.startswith(f"v{FORM}-") or os.sep in name:
        raise IndexMissing("检索索引由另一版本建立，须重建。")
    if not (folder / "meta.json").is_file():
        raise IndexMissing("检索索引不完整，须重建。")
    return folder


def new_generation() -> Path:
    """Make the folder of a generation to come and return it; others are left as they are."""
    folder = index_folder()
    folder.mkdir(parents=True, exist_ok=True)
    number = max((_number(path) for path in _generations()), default=0) + 1
    made = folder / f"v{FORM}-{number:06d}"
    made.mkdir()
    return made


def switch_to(generation: Path) -> None:
    """Put a generation to use at once for all processes, and clear the others away."""
    draft = index_folder() / f"{_CURRENT}.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(index_folder() / _CURRENT)
    clear_away(generation)


def clear_away(*kept: Path) -> None:
    """Delete generations that nobody will use; who still reads one keeps its open files."""
    names = {path.name for path in kept}
    for path in _generations():
        if path.name not in names:
            shutil.rmtree(path, ignore_errors=True)


def drop_index() -> None:
    """Put the index out of use, so that it is built anew from the records as they are now."""
    (index_folder() / _CURRENT).unlink(missing_ok=True)


def keep_whole_words(generation: Path, words: Iterable[str]) -> None:
    """Put down the words that a generation indexes as a whole, before anything is written."""
    (generation / _WHOLE).write_text("\n".join(words), encoding="utf-8")


def whole_words_of(generation: Path) -> frozenset[str]:
    """Return the words that a generation indexes as a whole.

    :raises IndexMissing: if nobody put them down
    """
    try:
        return frozenset((generation / _WHOLE).read_text(encoding="utf-8").split())
    except (OSError, ValueError) as error:
        raise IndexMissing("检索索引不完整，须重建。") from error


def opened(generation: Path) -> tantivy.Index:
    """Return the index of a generation, made if the folder is empty.

    :raises IndexMissing: if it cannot be opened
    """
    try:
        return prepared(tantivy.Index(schema(), path=str(generation)))
    except (ValueError, OSError) as error:
        raise IndexMissing(f"检索索引无法打开：{error}") from error


@contextmanager
def told_faults() -> Iterator[None]:
    """Tell of whatever the index's own library raises over damaged files as a missing index.

    :raises IndexMissing: in place of its errors
    """
    try:
        yield
    except (IndexMissing, OSError):
        raise
    except (ValueError, RuntimeError, KeyError) as fault:
        raise IndexMissing(f"检索索引无法读取：{fault}") from fault
    except BaseException as fault:
        # Where it panics it raises what is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise IndexMissing("检索索引已损坏，须重建。") from fault


@contextmanager
def alone(purpose: str) -> Iterator[bool]:
    """Hold a lock of this node while in the context; tell whether it was free.

    It is given back by the system when a process ends, however it ends.
    """
    index_folder().mkdir(parents=True, exist_ok=True)
    with (index_folder() / f"{purpose}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _generations() -> list[Path]:
    folder = index_folder()
    return [path for path in folder.glob("v*-*") if path.is_dir()] if folder.is_dir() else []


def _number(path: Path) -> int:
    number = path.name.rpartition("-")[2]
    return int(number) if number.isdigit() else 0
