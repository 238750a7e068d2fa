"""Days that pass: the one clock that all faces read, set to a day and going on from there."""

import heapq
import time
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Days:
    """The clock behind `django.utils.timezone.now`; each day begins at ten in the morning."""

    def __init__(self, monkeypatch, today):
        self.turn_to(today)
        monkeypatch.setattr(timezone, "now", self.now)

    def turn_to(self, today):
        """Let it be ten o'clock of a day."""
        self.today = today
        self._start = datetime(today.year, today.month, today.day, 10, tzinfo=SHANGHAI)
        self._since = time.monotonic()

    def now(self):
        """Return the moment, the seconds passing as they do."""
        return self._start + timedelta(seconds=time.monotonic() - self._since)


def side_by_side(days, *journeys):
    """Let journeys go on together, each on the days it names by `yield`, in the order of days."""
    order = count()
    waiting = [(next(journey), next(order), journey) for journey in journeys]
    heapq.heapify(waiting)
    while waiting:
        day, _, journey = heapq.heappop(waiting)
        days.turn_to(day)
        following = next(journey, None)
        if following is not None:
            assert following >= day, "days only go on"
            heapq.heappush(waiting, (following, next(order), journey))
