"""Timings taken in turn with those of a reference, so that a busy machine slows both."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Comparison:
    """Seconds of repeated runs of ours and of the reference, taken in turn.

    `target` is the highest ratio of the medians allowed; None where none was promised.
    """

    what: str
    database: str
    reference: str
    ours: Sequence[float]
    theirs: Sequence[float]
    target: float | None = None

    @property
    def ratio(self) -> float:
        """Return the median of ours over the median of the reference."""
        return median(self.ours) / median(self.theirs)

    @property
    def ratios(self) -> list[float]:
        """Return the ratio of each turn."""
        return [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)]

    @property
    def met(self) -> bool | None:
        """Tell whether the target was met; None where there is none."""
        return None if self.target is None else self.ratio <= self.target


@dataclass(frozen=True)
class Limit:
    """A figure with a limit of its own: memory in MB by the highest, time in s by the median."""

    what: str
    database: str
    unit: str
    found: Sequence[float]
    limit: float

    @property
    def met(self) -> bool:
        """Tell whether it stayed below the limit."""
        return (median(self.found) if self.unit == "s" else max(self.found)) < self.limit


@dataclass(frozen=True)
class Fact:
    """Something that was found to be so, without a limit."""

    what: str
    database: str
    text: str


Result = Comparison | Limit | Fact
_KINDS: dict[str, type[Result]] = {kind.__name__: kind for kind in (Comparison, Limit, Fact)}


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def processor_seconds(action: Callable[[], object]) -> float:
    """Return the processor time of this process that an action takes, whatever else runs."""
    began = time.process_time()
    action()
    return time.process_time() - began


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], times: int
) -> tuple[list[float], list[float]]:
    """Return the seconds of both actions, run in turn after one run of each to warm up."""
    ours()
    theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(times)]
    return [mine for mine, _ in pairs], [other for _, other in pairs]


def as_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return results as plain values."""
    return [{"kind": type(result).__name__, **asdict(result)} for result in results]


def from_json(plain: Sequence[dict[str, Any]]) -> list[Result]:
    """Return results from plain values."""
    return [
        _KINDS[one["kind"]](**{key: value for key, value in one.items() if key != "kind"})
        for one in plain
    ]
