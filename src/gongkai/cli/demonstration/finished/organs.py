"""The invented organs whose finished reports the demonstration collects."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from gongkai.cli.demonstration.draws import Draws, working_days
from gongkai.cli.demonstration.stored import texts
from gongkai.documents.reports.document import Contact

YEARS = (2022, 2023)
_FIRST_NUMBER = 11


@dataclass(frozen=True)
class Organ:
    """An organ as it stands in the TOML; figures of a pair are those of 2022 and 2023."""

    number: int
    told: dict[str, Any]

    @property
    def key(self) -> str:
        """Return the word that names it among the others."""
        return str(self.told["key"])

    @property
    def name(self) -> str:
        """Return its full name."""
        return str(self.told["name"])

    @cached_property
    def contact(self) -> Contact:
        """Return whom its readers may ask; nobody has these numbers."""
        number = _FIRST_NUMBER + self.number
        return Contact(
            address=f"演示地址：葫芦岛市演示大街{number}号",
            postcode="125000",
            phone=f"0429-00000{number}",
            email=f"{self.key}@example.com",
        )

    def of(self, what: str, year: int) -> int:
        """Return one of its pairs of counts for a year."""
        return int(self.told[what][YEARS.index(year)])

    def fees(self, year: int) -> Decimal:
        """Return the fees of a year, in 万元."""
        return Decimal(self.told["fees"][YEARS.index(year)])

    def format_of(self, year: int) -> str | None:
        """Return the format in which it sends a year's report, None if it sends none."""
        sent: dict[str, str] = self.told["sent"]
        return sent.get(str(year))

    def faults_of(self, year: int) -> list[str]:
        """Return the fault of each version it sends for a year, "" for none, oldest first."""
        if self.format_of(year) is None:
            return []
        faults: list[str] = self.told.get("faults", {}).get(str(year), [""])
        return faults

    def issued_on(self, year: int) -> date:
        """Return the day it signs a year's report: in the second or third week after the year."""
        days = working_days(date(year + 1, 1, 5), date(year + 1, 1, 16))
        return Draws(f"issued:{self.key}:{year}").one(days)


def organs() -> list[Organ]:
    """Return the organs in the order of the office's list."""
    listed = texts("finished_organs")["organs"]
    return [Organ(number, told) for number, told in enumerate(listed)]


def due_on(year: int) -> date:
    """Return the day by which the office asks for the reports of a year."""
    day: date = texts("finished_organs")["due_on"][str(year)]
    return day
