"""A due date with the chain of steps that leads to it, each with its article."""

from dataclasses import dataclass
from datetime import date

from gongkai.rules.statutes import Figure


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation, told in Chinese.

    `late` marks a step that was due before the day it was taken.
    """

    from_on: date
    to_on: date | None
    text: str
    article: str
    source: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit, or the reason (in Chinese) why there is none.

    `provisional`: an open consultation may still bring the day forward.
    `lapses_on`: the last day for the applicant to act, after which the request lapses.
    """

    on: date | None
    reason: str
    steps: tuple[Step, ...]
    provisional: bool = False
    lapses_on: date | None = None


def chinese_day(day: date) -> str:
    """Return a day as official letters write it, e.g. 2025年1月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def step_of(
    figure: Figure, from_on: date, to_on: date | None, text: str, *, late: bool = False
) -> Step:
    """Return a step that rests on a figure's article."""
    return Step(from_on, to_on, text, figure.article, figure.source, late)
