"""The rates of a period, each as its two counts, in all and by department, topic, source, kind."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Opinion, Ticket, TicketSource
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.service_rates import Rate, RateCode, rate_definitions

_SATISFIED = (Opinion.SATISFIED, Opinion.FAIRLY_SATISFIED)


class Grouping(StrEnum):
    """By what a period's tickets are told apart."""

    DEPARTMENT = "DEPARTMENT"
    TOPIC = "TOPIC"
    SOURCE = "SOURCE"
    KIND = "KIND"


class RatesOf(NamedTuple):
    """The rates of one group; `key` is "" for what belongs to none, and for all in all."""

    key: str
    label: str
    rates: tuple[Rate, ...]

    def rate(self, code: RateCode) -> Rate:
        """Return one of the rates."""
        return next(each for each in self.rates if each.definition.code is code)


_FIELDS = {
    Grouping.DEPARTMENT: ("department", "department__name"),
    Grouping.TOPIC: ("topic__top", "topic__top__name"),
    Grouping.SOURCE: ("source", "source"),
    Grouping.KIND: ("kind", "kind"),
}
_NAMES: dict[Grouping, Mapping[str, str]] = {
    Grouping.SOURCE: dict(TicketSource.choices),
    Grouping.KIND: {kind.value: kind.label for kind in TicketKind},
}
_NONE = {
    Grouping.DEPARTMENT: "未派到科室",
    Grouping.TOPIC: "未分类",
    Grouping.SOURCE: "台账导入",
    Grouping.KIND: "未分类",
}


def rates_of(agency: Agency, first: date, last: date) -> RatesOf:
    """Return the rates of all tickets of a period, both days included; two statements."""
    accepted = _accepted(agency, first, last).aggregate(**_of_accepted(last))
    due = _due(agency, first, last).aggregate(**_of_due())
    return RatesOf("", "全部", _rates(accepted | due))


def rates_by(agency: Agency, first: date, last: date, by: Grouping) -> list[RatesOf]:
    """Return the rates of each group that has tickets in a period, by its name; two statements."""
    key, label = _FIELDS[by]
    fields = (key,) if key == label else (key, label)
    counts: dict[Any, dict[str, Any]] = {}
    for rows in (
        _accepted(agency, first, last).values(*fields).order_by().annotate(**_of_accepted(last)),
        _due(agency, first, last).values(*fields).order_by().annotate(**_of_due()),
    ):
        for row in rows:
            counts.setdefault(row[key], {}).update(row)
    names = _NAMES.get(by, {})
    found = [
        RatesOf(
            str(value or ""),
            str(names.get(value, row[label]) if value else _NONE[by]),
            _rates(row),
        )
        for value, row in counts.items()
    ]
    return sorted(found, key=lambda each: (not each.key, each.label))


def _accepted(agency: Agency, first: date, last: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(agency=agency, accepted_on__range=(first, last))


def _due(agency: Agency, first: date, last: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(agency=agency, due_on__range=(first, last))


def _of_accepted(last: date) -> dict[str, Any]:
    # Counted by a column that the index holds: no row is looked at.
    closed = Q(closed_on__lte=last)
    return {
        "accepted": Count("accepted_on"),
        "closed": Count("accepted_on", filter=closed),
        "days": Sum("days_taken", filter=closed),
        "at_once": Count("accepted_on", filter=closed & Q(reopened=0, moved=0)),
        "to_call_back": Count("accepted_on", filter=Q(call_back_due=True)),
        "called_back": Count(
            "accepted_on", filter=Q(call_back_due=True, reached=True) & ~Q(opinion="")
        ),
        "rated": Count("accepted_on", filter=~Q(opinion="")),
        "satisfied": Count("accepted_on", filter=Q(opinion__in=_SATISFIED)),
        "attitudes": Count("accepted_on", filter=~Q(attitude="")),
        "civil": Count("accepted_on", filter=Q(attitude__in=_SATISFIED)),
        "repeated": Count("accepted_on", filter=Q(repeats__isnull=False)),
    }


def _of_due() -> dict[str, Any]:
    return {
        "due": Count("due_on"),
        "fed_back": Count("due_on", filter=Q(fed_back_on__lte=F("due_on"))),
        "on_time": Count("due_on", filter=Q(closed_on__lte=F("due_on"))),
    }


_COUNTED = {
    RateCode.FEEDBACK: ("fed_back", "due"),
    RateCode.ON_TIME: ("on_time", "due"),
    RateCode.CLOSING: ("closed", "accepted"),
    RateCode.CALL_BACK: ("called_back", "to_call_back"),
    RateCode.SATISFACTION: ("satisfied", "rated"),
    RateCode.ATTITUDE: ("civil", "attitudes"),
    RateCode.MEAN_DAYS: ("days", "closed"),
    RateCode.FIRST_TIME: ("at_once", "closed"),
    RateCode.REPEAT: ("repeated", "accepted"),
}


def _rates(counts: Mapping[str, Any]) -> tuple[Rate, ...]:
    return tuple(
        Rate(each, *(int(counts.get(name) or 0) for name in _COUNTED[each.code]))
        for each in rate_definitions()
    )
