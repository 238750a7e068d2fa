"""In whose place an officer may sign: his own, or that of one whom he stands in for."""

from collections.abc import Set as AbstractSet
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.publications.permissions import may_sign_stage
from gongkai.review.queries import principals_of
from gongkai.rules.review_stages import Stage


class Seats:
    """The places that an officer may take on a day; each is asked for once, however many wait."""

    def __init__(self, officer: Officer, on: date) -> None:
        """Look up whom he stands in for."""
        self._officer, self._on = officer, on
        self._people = [officer, *principals_of(officer, on)]
        self._allowed: dict[tuple[int, str], bool] = {}

    def at(self, stage: Stage, kept_out: AbstractSet[int | None]) -> Officer | None:
        """Return in whose place he may sign at a stage, himself first; None if in nobody's.

        :param kept_out: the keys of those who wrote what is examined, or signed it already
        """
        if self._officer.pk in kept_out:
            return None
        for person in self._people:
            if person.pk not in kept_out and self._may(person, stage):
                return person
        return None

    def _may(self, person: Officer, stage: Stage) -> bool:
        key = (person.pk, stage.name)
        if key not in self._allowed:
            agency = self._officer.agency
            self._allowed[key] = may_sign_stage(stage.roles, person, agency, self._on)
        return self._allowed[key]
