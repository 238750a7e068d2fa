"""Why something of a site or its pages is not done, each with field, value and remedy."""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong with what was given: the field's name, and the message to show."""

    field: str
    message: str


class SiteRefused(ValueError):
    """What was given of a site cannot be kept; the message says everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("".join(each.message for each in self.problems))


class PageRefused(SiteRefused):
    """The page does not let this be done, or does not hold what it must."""

    def __init__(self, message: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(problems or [Problem("", message)])


class PageChanged(PageRefused):
    """Someone else acted on the page meanwhile."""
