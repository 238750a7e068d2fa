"""How an item is taken through its stages by the demonstration's people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.draws import Draws
from gongkai.messages.operations import mark_read
from gongkai.publications.operations.acting import subject_of
from gongkai.publications.operations.publishing import publish_item
from gongkai.publications.operations.secrecy import review_secrecy
from gongkai.publications.operations.signing import sign_item
from gongkai.publications.operations.submitting import submit_item
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.stages import stages_of

CLERK, HEAD, SECRECY = "CLERK", "OFFICE_HEAD", "SECRECY_REVIEWER"
SIGNERS = ("DEPARTMENT_HEAD", "REVIEWER", "OFFICE_HEAD", "LEADER")
_OPENS = time(8, 30)
_STEP = timedelta(minutes=20)


@dataclass
class Clock:
    """The office's clock: every step some minutes after the one before, never after the load."""

    on: date
    limit: datetime
    _at: datetime | None = field(default=None)

    @property
    def now(self) -> dict[str, Any]:
        """Return day and moment of the next step."""
        opened = timezone.make_aware(datetime.combine(self.on, _OPENS))
        self._at = opened if self._at is None else self._at + _STEP
        return {"on": self.on, "at": min(self._at, self.limit)}

    def move_to(self, on: date) -> None:
        """Go on another day, from the morning; nothing happens where it is that day."""
        if on != self.on:
            self.on, self._at = on, None


@dataclass(frozen=True)
class Desk:
    """The centre's people by role, what they say, and the moment of loading."""

    agency: Agency
    people: Mapping[str, Officer]
    prose: Mapping[str, Any]
    at: datetime
    # Items and documents by their titles, as far as they were begun here.
    written: dict[str, Any] = field(default_factory=dict)

    def submit(self, item: Any, clock: Clock) -> Any:
        """Send an item to be examined."""
        item.refresh_from_db(fields=["version"])
        clerk = self.people[CLERK]
        return submit_item(item=item, version=item.version, officer=clerk, **clock.now)

    def told_of(self, kind: str, title: str) -> list[Mapping[str, Any]]:
        """Return what the texts tell of a title: its `files` or its `links`."""
        return [told for told in self.prose[kind] if told["title"] == title]

    def pass_stages(
        self, item: Any, clock: Clock, *, then_on: date, by_leader: bool = True
    ) -> None:
        """Have all three stages passed, the later two on another day, after the secrecy review.

        :param by_leader: the leader signs last; else the head of the office does
        """
        last = "LEADER" if by_leader else "OFFICE_HEAD"
        for place, role in enumerate(("DEPARTMENT_HEAD", "REVIEWER", last)):
            if place == 1:
                clock.move_to(then_on)
            if place == 2:
                self.review(item, clock)
            self.sign(item, place, clock, role)

    def sign(self, item: Any, place: int, clock: Clock, role: str) -> Any:
        """Have one stage passed, with everything on its list looked at."""
        opinions = list(self.prose["opinions"].values())[place]
        return sign_item(
            item=item,
            verdict="PASS",
            opinion=Draws(f"opinion {item.title} {place}").one(opinions),
            content_hash=content_hash(item),
            checked=stages_of(item.column)[place].checks,
            officer=self.people[role],
            **clock.now,
        )

    def review(self, item: Any, clock: Clock) -> None:
        """Have the secrecy of exactly this content reviewed."""
        review_secrecy(
            item=item,
            conclusion="PUBLIC",
            basis=Draws(f"basis {item.title}").one(self.prose["secrecy"]["basis"]),
            content_hash=content_hash(item),
            officer=self.people[SECRECY],
            **clock.now,
        )

    def publish(self, item: Any, clock: Clock) -> Any:
        """Put an item before the public, and have everybody read what he was told of it."""
        item.refresh_from_db(fields=["version"])
        clerk = self.people[CLERK]
        item = publish_item(item=item, version=item.version, officer=clerk, **clock.now)
        self.read(item, clock)
        return item

    def read(self, item: Any, clock: Clock) -> None:
        """Have those who need not act any more take note of the notices on an item."""
        at = clock.now["at"]
        for role in (CLERK, *SIGNERS):
            mark_read(officer=self.people[role], subject=subject_of(item), at=at)
