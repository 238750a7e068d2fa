"""Making all files of a site anew, beside those that are served; broken off, it goes on later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongkai.outbox.queries import last_position
from gongkai.static_site.following import MADE_FROM, PLACE, catch_up
from gongkai.static_site.freshness import made_from
from gongkai.static_site.generations import (
    Generation,
    current,
    discard_next,
    held,
    next_generation,
    switch,
)
from gongkai.static_site.hosts import KeptSite
from gongkai.static_site.rendering import Renderer
from gongkai.static_site.seeds import SEEDS
from gongkai.static_site.working import Task, Workers

Progress = Callable[[int, int], None]
_BATCH = 20
# So many pages that fail are shown by the program, which says itself what is wrong.
_FEW = 10


class BuildUnderWay(Exception):
    """Another process is making this site's files; the message says so, in Chinese."""


class BuildFailed(Exception):
    """So much could not be made that the old files stay; the message says what, in Chinese."""


@dataclass(frozen=True)
class Built:
    """What was made: pages and their bytes, and how many of them a broken-off run had made."""

    pages: int
    size: int
    resumed: int


def build(
    site: KeptSite, *, at: datetime, processes: int = 0, progress: Progress = lambda *_: None
) -> Built:
    """Make every page of a site and then serve these files in place of the old ones at once.

    :param processes: how many render; 0 renders in this one
    :param progress: called with the pages looked at and those known of
    :raises BuildUnderWay: if another process is at it
    :raises BuildFailed: if the home page or more than a few others could not be made
    :raises NothingRendered: if the database is away
    """
    with held(site, "build", waits=False) as is_mine:
        if not is_mine:
            raise BuildUnderWay(f"网站“{site.code}”正在由另一个进程生成，请等它结束。")
        generation = _begun(site)
        served = current(site)
        try:
            resumed = generation.record.counts()[0]
            failed = _look_at_all(site, generation, served, processes, progress)
            _insist_on_whole(site, generation, failed)
            _finish(site, generation, at)
            pages, size, _ = generation.record.counts()
            return Built(pages, size, resumed)
        finally:
            generation.close()
            if served is not None:
                served.close()


def _begun(site: KeptSite) -> Generation:
    """Return the generation to go on with; one that other settings began is thrown away."""
    generation = next_generation(site)
    record = generation.record
    wanted = made_from(site)
    if record.fact(MADE_FROM) not in (None, wanted):
        generation.close()
        discard_next(site)
        generation = next_generation(site)
        record = generation.record
    if record.fact(MADE_FROM) is None:
        with record.changing():
            # What changes from here on is taken over before the switch.
            record.set_fact(PLACE, last_position())
            record.add(SEEDS)
            record.set_fact(MADE_FROM, wanted)
    return generation


def _look_at_all(
    site: KeptSite,
    generation: Generation,
    served: Generation | None,
    processes: int,
    progress: Progress,
) -> list[str]:
    """Render every page that links lead to; return those that the program could not make."""
    record = generation.record
    like = served.tree.folder if served else None
    seen, failed = 0, list[str]()
    with Workers(processes) as workers:
        under_way: set[str] = set()
        while True:
            room = workers.room()
            waiting = record.unseen(len(under_way) + room * _BATCH) if room else []
            fresh = [path for path in waiting if path not in under_way]
            for start in range(0, min(len(fresh), room * _BATCH), _BATCH):
                some = fresh[start : start + _BATCH]
                under_way.update(some)
                workers.give(Task(site.base, generation.tree.folder, like, some))
            if not under_way:
                return failed
            for pages in workers.finished():
                with record.changing():
                    for page in pages:
                        record.note(page)
                under_way -= {page.path for page in pages}
                seen += len(pages)
                failed += [page.path for page in pages if page.has_failed]
            progress(seen, seen + record.counts()[2])


def _insist_on_whole(site: KeptSite, generation: Generation, failed: list[str]) -> None:
    kept = generation.record.counts()[0]
    if generation.tree.has(SEEDS[0]) and len(failed) <= max(_FEW, kept // 100):
        return
    discard_next(site)
    raise BuildFailed(
        f"网站“{site.code}”有{len(failed)}个网页无法生成（例如{(failed or list(SEEDS))[0]}），"
        "仍使用原有文件；原因见日志，排除后请再次运行。"
    )


def _finish(site: KeptSite, generation: Generation, at: datetime) -> None:
    renderer = Renderer(site.base)
    # The long part without holding anybody up, what is left of it with the lock.
    catch_up(site, generation, renderer, at)
    with held(site, "files"):
        catch_up(site, generation, renderer, at)
        switch(site, generation)
