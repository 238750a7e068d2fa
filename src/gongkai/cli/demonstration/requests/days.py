"""Days counted from the day of loading, in working days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import third_party_opinion_by
from gongkai.rules.statutes import statute_in_force


@dataclass(frozen=True)
class Days:
    """The load day with the calendar in use."""

    on: date
    calendar: WorkingCalendar

    def working(self, number: int) -> date:
        """Return the working day so many from the load day; 0 is the last one up to it.

        :raises CalendarNotPublished: if it falls in a year without a calendar
        """
        if number > 0:
            return self.calendar.add_working_days(self.on, number)
        days = self._back()
        return [next(days) for _ in range(1 - number)][-1]

    def received_for(self, left: int) -> int:
        """Return the number of the day of receipt that leaves so many working days to reply.

        On a day off nothing falls due, and at the year's end the days ahead may not be known yet:
        then the nearest day is taken.
        """
        if left == 0 and not self.calendar.is_working_day(self.on):
            left = 1
        while left > 0 and not self._is_known(left):
            left -= 1
        return left - int(statute_in_force(self.on).reply.value)

    def shift_for_opinion(self, asked: int) -> int:
        """Return by how many days to ask earlier, so that the last day for an opinion is known."""
        shift = 0
        while not self._is_opinion_day_known(self.working(asked + shift)):
            shift -= 1
        return shift

    def later(self, number: int) -> date:
        """Return a day so many days of the week after the load day, a working day if known."""
        day = self.on + timedelta(days=number)
        try:
            while not self.calendar.is_working_day(day):
                day += timedelta(days=1)
        except CalendarNotPublished:
            return self.on + timedelta(days=number)
        return day

    def _back(self) -> Iterator[date]:
        day = self.on
        while True:
            if self.calendar.is_working_day(day):
                yield day
            day -= timedelta(days=1)

    def _is_known(self, number: int) -> bool:
        try:
            self.working(number)
        except CalendarNotPublished:
            return False
        return True

    def _is_opinion_day_known(self, day: date) -> bool:
        try:
            third_party_opinion_by(day, self.calendar)
        except CalendarNotPublished:
            return False
        return True
