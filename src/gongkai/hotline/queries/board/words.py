"""Words that rise in what tickets are about."""

from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, QuerySet, TextField, Value

from gongkai.agencies.models import Agency
from gongkai.hotline.models import UNTOLD, Ticket
from gongkai.hotline.queries.board.spans import Span
from gongkai.rules.rising_words import SEPARATOR, RisingWord, periods_before, rising_words


class _Joined(Aggregate):
    """All texts as one, fetched at once."""

    function = "STRING_AGG"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Return the same in SQLite's words."""
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **more)


def words_rising(agency: Agency, span: Span) -> tuple[RisingWord, ...]:
    """Return the words that rise in the matters of a span against the spans of its length before.

    A matter is told without personal data; reports that are kept secret do not count,
    nor do messages by WeChat, whose tickets do not tell it.
    """
    earlier = Span(
        span.first - timedelta(days=span.days * periods_before()), span.first - timedelta(days=1)
    )
    tickets = Ticket.objects.filter(agency=agency, is_secret=False).exclude(UNTOLD)
    return rising_words(_matters(tickets, span), _matters(tickets, earlier))


def _matters(tickets: QuerySet[Ticket], span: Span) -> str:
    found = tickets.filter(accepted_on__range=span.both).aggregate(
        texts=_Joined("matter", Value(SEPARATOR))
    )
    return found["texts"] or ""
