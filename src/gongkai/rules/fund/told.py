"""What a result says of itself: the figures used with their source, and each step of the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

CENTRE_DECIDES = "计算结果供参考，以住房公积金管理中心审批结果为准。"
UNCONFIRMED = "待本中心确认"


@dataclass(frozen=True, slots=True)
class Used:
    """A figure that a result rests on.

    :param since: from when it holds; None where it was typed or holds without a day
    :param is_settled: False where it is a default that the centre has yet to confirm
    """

    label: str
    text: str
    source: str
    since: date | None = None
    is_settled: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: its name, how it was reckoned, and what came out.

    :param amount: in yuan; None where the step sets no sum, or none could be reckoned
    :param limits: whether it is this step that the result comes from
    """

    name: str
    text: str
    amount: Decimal | None = None
    limits: bool = False


class Problem(NamedTuple):
    """What is wrong with a field: its name, and a message that tells value and remedy."""

    field: str
    message: str


class Mistyped(ValueError):
    """Something typed cannot be reckoned with; the message is Chinese and names every field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("".join(problem.message for problem in self.problems))
