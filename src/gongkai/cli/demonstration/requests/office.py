"""Who acts in the living cases, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.requests.days import Days

CLERK, REVIEWER, HEAD = "CLERK", "REVIEWER", "OFFICE_HEAD"
_OPENS = time(9)


@dataclass(frozen=True)
class Office:
    """The centre with its officers by role and by department, and the day and moment of loading."""

    agency: Agency
    officers: Mapping[str, Officer]
    days: Days
    at: datetime


@dataclass(frozen=True)
class Sitting:
    """One moment at the office, in which something is done."""

    office: Office
    on: date
    place: int

    @property
    def moment(self) -> dict[str, Any]:
        """Return the day and the moment, as operations of the public take them."""
        if self.on == self.office.days.on:
            return {"on": self.on, "at": self.office.at}
        opened = timezone.make_aware(datetime.combine(self.on, _OPENS))
        return {"on": self.on, "at": opened + timedelta(minutes=self.place)}

    def acting(self, who: str = CLERK) -> dict[str, Any]:
        """Return who acts and when; `who` is a role or a department."""
        return {"officer": self.office.officers[who], **self.moment}
