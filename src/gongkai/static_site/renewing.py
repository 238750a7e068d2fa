"""Rendering anew exactly the pages that a change touches, in an order that leaves no dead link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.static_site.generations import Generation
from gongkai.static_site.record import KEPT
from gongkai.static_site.rendering import Rendered, Renderer
from gongkai.static_site.seeds import SEEDS

# Further sheets of lists, and lists of all pages, wait until what people look at is there.
_LATER = re.compile(r"/p[0-9]+/$|^/sitemap(?:/.+)?\.xml$")
_AT_ONCE = 200
# Seconds until a page that failed is tried again.
_AGAIN = 60.0


@dataclass
class Renewal:
    """Which pages were written and removed, in their order; those found unchanged are neither."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def renew(
    generation: Generation, renderer: Renderer, subjects: Iterable[str], moment: float
) -> Renewal:
    """Render what reads one of the subjects or held until now, and what is linked from it anew.

    :param moment: seconds since 1970
    """
    record = generation.record
    touched = record.reading(subjects) | record.past(moment)
    # What led nowhere may be there now.
    touched |= record.unanswered() if touched or subjects else set()
    done = Renewal()
    lost: set[str] = set()
    soon = sorted(path for path in touched if not _LATER.search(path))
    later = sorted(touched.difference(soon))
    for some in (soon, *(later[i : i + _AT_ONCE] for i in range(0, len(later), _AT_ONCE))):
        if some:
            with record.changing():
                lost |= _renewed(generation, renderer, some, moment, done)
    with record.changing():
        _strike_off(generation, lost, done)
    return done


def _renewed(
    generation: Generation, renderer: Renderer, paths: list[str], moment: float, done: Renewal
) -> set[str]:
    record = generation.record
    known = record.states(paths)
    was_kept = {path for path, state in known.items() if state == KEPT}
    pages = {path: renderer.render(path) for path in paths}
    lost: set[str] = set()
    for path in [path for path in was_kept if pages[path].has_failed]:
        # What was right before is shown until it can be made anew.
        record.hold_until(path, moment + _AGAIN)
        del pages[path]
    for page in pages.values():
        lost |= record.note(page)
    # Pages are there before anything leads to them.
    while found := record.unseen(_AT_ONCE):
        for path in found:
            page = renderer.render(path)
            record.note(page)
            _write(generation, page, done)
    for page in sorted(pages.values(), key=lambda each: (each.path in was_kept, each.path == "/")):
        _write(generation, page, done)
    # And are taken away after nothing does any more.
    for path, page in pages.items():
        if not page.is_kept and path in was_kept:
            _remove(generation, path, done)
    return lost


def _write(generation: Generation, page: Rendered, done: Renewal) -> None:
    if page.is_kept and generation.tree.write(page.path, page.body):
        done.written.append(page.path)


def _remove(generation: Generation, path: str, done: Renewal) -> None:
    if generation.tree.remove(path):
        done.removed.append(path)


def _strike_off(generation: Generation, lost: set[str], done: Renewal) -> None:
    """Remove the pages that nothing leads to any more, as looking for all pages would."""
    record = generation.record
    ahead = set(lost)
    while unlinked := record.unlinked(ahead, SEEDS):
        ahead = set()
        for path in unlinked:
            kept = record.states([path]).get(path) == KEPT
            ahead |= record.forget(path)
            if kept:
                _remove(generation, path, done)
