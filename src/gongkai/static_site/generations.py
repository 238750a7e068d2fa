"""The generations of a site's files: one is served, the next is made beside it and then switched.

`current` is a link to the folder that is served, so that one rename switches everything at once.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongkai.static_site.hosts import KeptSite
from gongkai.static_site.places import ANY_HOST, HOSTS, folder
from gongkai.static_site.record import Record
from gongkai.static_site.tree import Tree

_CURRENT = "current"
_RECORD = ".sqlite3"


@dataclass
class Generation:
    """The files of a site as they stand together, with what is known of each."""

    number: int
    tree: Tree
    record: Record

    def close(self) -> None:
        """Let go of the record."""
        self.record.close()


def current(site: KeptSite) -> Generation | None:
    """Return the generation that is served; None before the first one was finished."""
    try:
        name = os.readlink(site.folder / _CURRENT)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not name.isdigit() or not _record(site, int(name)).exists():
        return None
    return _opened(site, int(name))


def next_generation(site: KeptSite) -> Generation:
    """Return the generation that is being made, begun anew where none is."""
    served = _served(site)
    started = [number for number in _numbers(site) if number > served]
    return _opened(site, started[-1] if started else served + 1)


def discard_next(site: KeptSite) -> None:
    """Throw away what was made of the next generation."""
    served = _served(site)
    for number in _numbers(site):
        if number > served:
            _remove(site, number)


def switch(site: KeptSite, made: Generation) -> None:
    """Serve another generation from now on; the one before stays for those who still read it."""
    served = _served(site)
    draft = site.folder / f"{_CURRENT}.{os.getpid()}.tmp"
    draft.unlink(missing_ok=True)
    draft.symlink_to(f"{made.number:04}")
    os.replace(draft, site.folder / _CURRENT)
    for number in _numbers(site):
        if number not in (served, made.number):
            _remove(site, number)


def name_hosts(sites: list[KeptSite], default: str | None) -> None:
    """Let every host lead to the files of its site, and strike off hosts that are gone.

    :param default: code of the organ whose site answers to all other hosts
    """
    wanted = {host: site.code for site in sites for host in site.hosts}
    if default is not None:
        wanted[ANY_HOST] = default
    place = folder() / HOSTS
    place.mkdir(parents=True, exist_ok=True)
    for host, code in wanted.items():
        target = f"../{code}/{_CURRENT}"
        link = place / host
        if link.is_symlink() and os.readlink(link) == target:
            continue
        draft = place / f"{host}.{os.getpid()}.tmp"
        draft.unlink(missing_ok=True)
        draft.symlink_to(target)
        os.replace(draft, link)
    for link in place.iterdir():
        if link.name not in wanted and not link.name.endswith(".tmp"):
            link.unlink(missing_ok=True)


@contextmanager
def held(site: KeptSite, what: str, *, waits: bool = True) -> Iterator[bool]:
    """Hold a site's lock; yields False where another process holds it and none is waited for."""
    site.folder.mkdir(parents=True, exist_ok=True)
    with open(site.folder / f"{what}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _opened(site: KeptSite, number: int) -> Generation:
    place = site.folder / f"{number:04}"
    place.mkdir(parents=True, exist_ok=True)
    return Generation(number, Tree(place), Record(_record(site, number)))


def _served(site: KeptSite) -> int:
    try:
        return int(os.readlink(site.folder / _CURRENT))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return 0


def _numbers(site: KeptSite) -> list[int]:
    if not site.folder.is_dir():
        return []
    names = {path.name.partition(".")[0] for path in site.folder.iterdir()}
    return sorted(int(name) for name in names if name.isdigit())


def _record(site: KeptSite, number: int) -> Path:
    return site.folder / f"{number:04}{_RECORD}"


def _remove(site: KeptSite, number: int) -> None:
    # The record first: a folder without one is never taken for a generation that can be served.
    for ending in ("", "-wal", "-shm"):
        Path(f"{_record(site, number)}{ending}").unlink(missing_ok=True)
    shutil.rmtree(site.folder / f"{number:04}", ignore_errors=True)
