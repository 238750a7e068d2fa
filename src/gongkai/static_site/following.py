"""Keeping the files of a site up to date with what the outbox tells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.outbox.queries import changes_after, last_position
from gongkai.static_site.freshness import made_from
from gongkai.static_site.generations import Generation, current, held
from gongkai.static_site.hosts import KeptSite
from gongkai.static_site.marks import WHOLE_SITE
from gongkai.static_site.rendering import Renderer
from gongkai.static_site.renewing import Renewal, renew

PLACE = "place"
STALE = "stale"
MADE_FROM = "made_from"
# Changes taken over in one go, so that a node far behind shows the first of them soon.
_AT_ONCE = 500


@dataclass
class Followed:
    """What was done for a site; `needs_build` tells that everything has to be made anew."""

    changes: int = 0
    needs_build: bool = False
    renewal: Renewal = field(default_factory=Renewal)


def follow(site: KeptSite, renderer: Renderer, at: datetime) -> Followed:
    """Take over what changed since the last time; stopped anywhere, the next time does it again."""
    with held(site, "files"):
        generation = current(site)
        if generation is None:
            return Followed(needs_build=True)
        try:
            return catch_up(site, generation, renderer, at)
        finally:
            generation.close()


def catch_up(site: KeptSite, generation: Generation, renderer: Renderer, at: datetime) -> Followed:
    """Bring a generation up to date; what touches the whole site is left to the next one."""
    record = generation.record
    place = int(record.fact(PLACE) or 0)
    followed = Followed()
    if place > last_position():
        # The database is an older one, brought back from a backup.
        record.set_fact(STALE, 1)
    while True:
        changes = list(changes_after(place)[:_AT_ONCE])
        subjects = _subjects(change.detail for change in changes)
        if WHOLE_SITE in subjects:
            record.set_fact(STALE, 1)
        done = renew(generation, renderer, subjects - {WHOLE_SITE}, at.timestamp())
        followed.changes += len(changes)
        followed.renewal.written += done.written
        followed.renewal.removed += done.removed
        if not changes:
            break
        place = changes[-1].pk
        record.set_fact(PLACE, place)
    followed.needs_build = record.fact(STALE) is not None or record.fact(MADE_FROM) != made_from(
        site
    )
    return followed


def _subjects(details: Iterable[dict[str, object]]) -> set[str]:
    found: set[str] = set()
    for detail in details:
        told = detail.get("touches")
        found |= {str(each) for each in told} if isinstance(told, list) else set()
    return found
