"""The same work on many files, on all cores, with a progress bar; one bad file stops nothing."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from tqdm import tqdm

from gongkai.documents.readings.sources import ReportFileUnreadable

_Result = TypeVar("_Result")
_Thing = TypeVar("_Thing")
# Fewer files than this are done before a second process has started.
_WORTH_A_POOL = 8


class Done(NamedTuple, Generic[_Result]):
    """What came of one file: a result, or why it could not be read."""

    path: Path
    result: _Result | None
    refusal: str = ""


def report_files(given: Sequence[Path]) -> list[Path]:
    """Return the files named, those of a named folder in its place, by name; each once."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += sorted(each for each in path.iterdir() if _is_visible_file(each))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def each_done(work: Callable[[Path], _Result], paths: Sequence[Path]) -> Iterator[Done[_Result]]:
    """Yield what came of each file, in the order given, once all are done."""
    if len(paths) < _WORTH_A_POOL or (os.cpu_count() or 1) == 1:
        for path in _shown(paths, len(paths)):
            yield _one(work, path)
        return
    # The bar's watching thread would be copied into the processes.
    tqdm.monitor_interval = 0
    outcomes: dict[int, Done[_Result]] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        waiting: dict[Future[Done[_Result]], int] = {
            pool.submit(_one, work, path): number for number, path in enumerate(paths)
        }
        for future in _shown(as_completed(waiting), len(paths)):
            number = waiting[future]
            outcomes[number] = _outcome(future, paths[number])
    for number in range(len(paths)):
        yield outcomes[number]


def _one(work: Callable[[Path], _Result], path: Path) -> Done[_Result]:
    try:
        return Done(path, work(path))
    except ReportFileUnreadable as refusal:
        return Done(path, None, str(refusal))


def _outcome(future: Future[Done[_Result]], path: Path) -> Done[_Result]:
    try:
        return future.result()
    except (BrokenProcessPool, MemoryError):
        return Done(path, None, f"读取“{path.name}”时进程中断，请单独读取该文件，或另存后重试。")


def _shown(things: Iterable[_Thing], total: int) -> Iterable[_Thing]:
    bar: Iterable[_Thing] = tqdm(
        things, total=total, desc="读取", unit="份", ncols=78, leave=False, file=sys.stderr,
        disable=None if total > 1 else True,
    )  # fmt: skip
    return bar


def _is_visible_file(path: Path) -> bool:
    # Word leaves its lock files beside the documents.
    return path.is_file() and not path.name.startswith((".", "~$"))
