"""Who sees the result, has the site inspected, and sets findings aside."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import insist
from gongkai.publications.permissions import may_configure, may_read

__all__ = ["insist", "may_inspect", "may_see", "may_set_aside"]


def may_see(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees inspections: who has a part in publishing does."""
    return may_read(officer, agency, on)


def may_inspect(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may have the site inspected."""
    return may_read(officer, agency, on)


def may_set_aside(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may set findings aside and change what inspections go by."""
    return may_configure(officer, agency, on)
