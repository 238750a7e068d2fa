"""Rendering in several processes, which end with the one that began them."""

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.static_site.rendering import Rendered, Renderer
from gongkai.static_site.tree import Tree

# Told to a process in each go; it has the next one waiting while it works.
_IN_HAND = 2
_PIECE = 1 << 16


class WorkerLost(Exception):
    """A process that renders ended before its work was done."""


@dataclass(frozen=True)
class Task:
    """Paths of a site to be rendered into a folder; `like` has files to take over unchanged."""

    base: str
    folder: Path
    like: Path | None
    paths: list[str]

    def line(self) -> bytes:
        """Return it as a line of text."""
        plain = {**asdict(self), "folder": str(self.folder), "like": str(self.like or "")}
        return json.dumps(plain).encode() + b"\n"

    @classmethod
    def of(cls, line: str) -> "Task":
        """Return what a line says."""
        told: dict[str, Any] = json.loads(line)
        like = Path(told["like"]) if told["like"] else None
        return cls(told["base"], Path(told["folder"]), like, told["paths"])


class Hand:
    """Renders and writes what it is given, with one renderer for each site."""

    def __init__(self) -> None:
        self._renderers: dict[str, Renderer] = {}

    def do(self, task: Task) -> Iterator[Rendered]:
        """Yield each page once its file is in place."""
        if task.base not in self._renderers:
            self._renderers[task.base] = Renderer(task.base)
        tree, like = Tree(task.folder), Tree(task.like) if task.like else None
        for path in task.paths:
            page = self._renderers[task.base].render(path)
            if page.is_kept:
                tree.write(path, page.body, like)
            else:
                tree.remove(path)
            yield page


class Workers:
    """A number of processes, or none: then what is given is rendered here."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._hand = Hand()
        self._here: list[Task] = []
        self._in_hand: dict[int, int] = {}
        self._partly: dict[int, bytes] = {}
        self._processes: list[subprocess.Popen[bytes]] = []
        self._ready = selectors.DefaultSelector()

    def __enter__(self) -> "Workers":
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "GONGKAI_HOME": str(settings.HOME),
        }
        for place in range(self._number):
            process = subprocess.Popen(
                [sys.executable, "-m", "gongkai.static_site.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
            )
            self._processes.append(process)
            self._in_hand[place], self._partly[place] = 0, b""
            self._ready.register(_read_end(process), selectors.EVENT_READ, place)
        return self

    def __exit__(self, *_: object) -> None:
        self._ready.close()
        for process in self._processes:
            for end in (process.stdin, process.stdout):
                if end is not None:
                    end.close()
        for process in self._processes:
            process.terminate()
            process.wait()

    def room(self) -> int:
        """Return how many tasks may be given now."""
        if not self._number:
            return 1 - len(self._here)
        return self._number * _IN_HAND - sum(self._in_hand.values())

    def give(self, task: Task) -> None:
        """Give a task to whoever has least in hand.

        :raises WorkerLost: if that process is gone
        """
        if not self._number:
            self._here.append(task)
            return
        place = min(self._in_hand, key=lambda each: self._in_hand[each])
        pipe = self._processes[place].stdin
        assert pipe is not None
        try:
            pipe.write(task.line())
            pipe.flush()
        except BrokenPipeError as lost:
            raise WorkerLost(f"生成进程 {self._processes[place].pid} 意外结束。") from lost
        self._in_hand[place] += 1

    def finished(self) -> Iterator[list[Rendered]]:
        """Yield the pages of tasks that are done, from processes without their texts.

        Waits until there is one.

        :raises WorkerLost: if a process is gone
        """
        if not self._number:
            for task in self._here:
                yield list(self._hand.do(task))
            self._here = []
            return
        for key, _ in self._ready.select():
            place: int = key.data
            told = os.read(key.fd, _PIECE)
            if not told:
                raise WorkerLost(f"生成进程 {self._processes[place].pid} 意外结束。")
            *lines, self._partly[place] = (self._partly[place] + told).split(b"\n")
            for line in lines:
                self._in_hand[place] -= 1
                yield [page_of(plain) for plain in json.loads(line)]


def told_of(page: Rendered) -> dict[str, Any]:
    """Return a page as plain values, without its text."""
    return {
        **asdict(replace(page, body=b"", reads=frozenset())),
        "body": "",
        "reads": list(page.reads),
    }


def page_of(plain: dict[str, Any]) -> Rendered:
    """Return a page, without its text, from plain values."""
    reads, links = frozenset(plain["reads"]), tuple(plain["links"])
    return Rendered(**{**plain, "body": b"", "reads": reads, "links": links})


def _read_end(process: subprocess.Popen[bytes]) -> int:
    assert process.stdout is not None
    return process.stdout.fileno()
