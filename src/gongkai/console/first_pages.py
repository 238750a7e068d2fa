"""Pages of a long list's first rows."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

_MOST = 10_000


class FirstPages(Paginator[Any]):
    """Pages of the first rows of a list; who wants others narrows it."""

    @cached_property
    def count(self) -> int:
        """Return how many there are, without counting a million to show fifty."""
        return int(self.object_list[:_MOST].count())
