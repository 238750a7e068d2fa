"""Quiet hours (免打扰时段): when a message that can wait is not sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("quiet_hours.toml")
# A rule that changes while a message waits is asked again; more changes than this are no rule.
_MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From which hour to which, in force from a day; the same hour twice means none.

    An end before the beginning lies on the next day. The end itself is not quiet any more.
    """

    in_force_from: date
    begins: time
    ends: time
    source: str = ""
    is_settled: bool = True

    @property
    def is_none(self) -> bool:
        """Tell whether there are no quiet hours."""
        return self.begins == self.ends

    def end_after(self, moment: datetime) -> datetime | None:
        """Return when the quiet hours end that a moment lies in, None if it lies in none.

        :param moment: as the clock on the wall shows it
        """
        if self.is_none:
            return None
        clock, day = moment.time(), moment.date()
        if self.begins < self.ends:
            end = day if self.begins <= clock < self.ends else None
        elif clock >= self.begins:
            end = day + timedelta(days=1)
        else:
            end = day if clock < self.ends else None
        return None if end is None else datetime.combine(end, self.ends, moment.tzinfo)


def default_quiet_hours() -> list[QuietHours]:
    """Return the hours that hold where an organ has set none, the oldest first."""
    versions = sorted(_TABLE["versions"], key=lambda each: each["in_force_from"])
    return [
        QuietHours(
            each["in_force_from"], each["begins"], each["ends"], each["source"], each["settled"]
        )
        for each in versions
    ]


def quiet_hours_on(day: date, own: Iterable[QuietHours]) -> QuietHours:
    """Return the hours in force on a day: the organ's own latest, else the default's.

    Before the first default there are none.
    """
    for rules in (own, default_quiet_hours()):
        held = [each for each in rules if each.in_force_from <= day]
        if held:
            return max(held, key=lambda each: each.in_force_from)
    return QuietHours(date.min, time(), time())


def first_moment(moment: datetime, own: Iterable[QuietHours]) -> datetime:
    """Return the first moment from `moment` on at which an ordinary message may be sent.

    :param moment: as the clock on the wall shows it, with its zone
    :param own: what the organ has set
    """
    rules = list(own)
    for _ in range(_MOST_CHANGES):
        end = quiet_hours_on(moment.date(), rules).end_after(moment)
        if end is None:
            break
        moment = end
    return moment
