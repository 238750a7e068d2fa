"""Which tickets are called back (回访), how often they are tried, how long a link holds."""

from dataclasses import dataclass
from hashlib import sha256

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("call_backs.toml")
_MOST_ATTEMPTS = 10
_MOST_DAYS = 90


class CallBackPlanRefused(ValueError):
    """A plan cannot be kept; the message names field, value and remedy, in Chinese."""


@dataclass(frozen=True, slots=True)
class CallBackPlan:
    """How an organ calls back.

    `share` is the percentage of tickets that are chosen, `attempts` how often a number is called
    before it counts as not reached, `link_days` calendar days. `source` tells whose figures they
    are.
    """

    share: int
    attempts: int
    link_days: int
    source: str
    is_settled: bool

    def chooses(self, number: str) -> bool:
        """Tell whether the ticket of a register number is among those called back.

        The choice follows from the number alone: nobody picks, and it is the same at every look.
        """
        drawn = int.from_bytes(sha256(number.encode()).digest()[:4], "big") % 100
        return drawn < self.share


def default_plan() -> CallBackPlan:
    """Return the plan of an organ that has set none."""
    return CallBackPlan(
        share=_TABLE["share"],
        attempts=_TABLE["attempts"],
        link_days=_TABLE["link_days"],
        source=_TABLE["source"],
        is_settled=_TABLE["settled"],
    )


def plan_of(share: int, attempts: int, link_days: int) -> CallBackPlan:
    """Return a plan that an organ sets for itself.

    :raises CallBackPlanRefused: if a figure is out of its range
    """
    for label, value, least, most in (
        ("回访比例", share, 1, 100),
        ("拨打次数", attempts, 1, _MOST_ATTEMPTS),
        ("评价链接有效天数", link_days, 1, _MOST_DAYS),
    ):
        if not least <= value <= most:
            raise CallBackPlanRefused(f"{label}：{value}不在{least}至{most}之间，请重新填写。")
    return CallBackPlan(share, attempts, link_days, "本机关设置", True)


def taken_minutes() -> int:
    """Return for how many minutes a ticket that is being called back stays with one agent."""
    return int(_TABLE["taken_minutes"])


def reasons() -> tuple[str, ...]:
    """Return what a caller may be dissatisfied with, as offered for choice."""
    return tuple(_TABLE["opinions"]["reasons"])
