"""The office's view of online business: items by volume, time taken and satisfaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import Application, ServiceItem
from gongkai.rules.service_figures import ItemFigures, OfficeFigures, Share, median_of
from gongkai.rules.service_items import Audience, listed_item
from gongkai.rules.service_lifecycle import ApplicationState
from gongkai.rules.service_opinions import CONTENT

_DECIDED = (ApplicationState.GRANTED.value, ApplicationState.REFUSED.value)
_BY_APPLICANT = (ApplicationState.WITHDRAWN.value, ApplicationState.LAPSED.value)


def office_figures(agency: Agency, first: date, last: date, on: date) -> OfficeFigures:
    """Return what a centre did online from one day to another, in a fixed number of queries."""
    items = list(_offered(agency, last))
    filed = _filed(agency, first, last)
    closed = _closed(agency, first, last)
    days = _days(agency, first, last)
    known = {item.pk for item in items}
    others = (filed.keys() | closed.keys()) - known
    if others:
        items += list(ServiceItem.objects.filter(pk__in=others).order_by("register_no"))
    lines = tuple(
        _line(item, filed.get(item.pk, 0), closed.get(item.pk, {}), days.get(item.pk, Counter()))
        for item in items
    )
    waiting = Application.objects.filter(agency=agency, closed_on=None).aggregate(
        open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on, decided_on=None))
    )
    return OfficeFigures(
        first=first,
        last=last,
        items=lines,
        total=_total(lines, days.values()),
        online=_online(items, known, last),
        open_now=waiting["open"],
        late_now=waiting["late"],
    )


def online_shares(agency: Agency, on: date) -> Mapping[Audience, Share]:
    """Return of employers' and workers' items how many are online in full (全程网办) on a day."""
    items = list(_offered(agency, on))
    return _online(items, {item.pk for item in items}, on)


def applications_closed_in(year: int) -> QuerySet[Application]:
    """Return what was decided online in a year, of every centre: granted and refused.

    Each row has the names that figures read of records: `register_no`, `item_name`.
    """
    return Application.objects.filter(
        closed_on__range=(date(year, 1, 1), date(year, 12, 31)), state__in=_DECIDED
    ).annotate(register_no=F("receipt_no"), item_name=F("item__name"))


def _offered(agency: Agency, on: date) -> QuerySet[ServiceItem]:
    rows = ServiceItem.objects.filter(agency=agency, offered_from__lte=on)
    rows = rows.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
    return rows.order_by("audience", "register_no")


def _filed(agency: Agency, first: date, last: date) -> dict[int, int]:
    zone = ZoneInfo(settings.TIME_ZONE)
    begin = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    rows = Application.objects.filter(agency=agency, filed_at__gte=begin, filed_at__lt=end)
    return dict(rows.values_list("item").annotate(Count("pk")))


def _closed(agency: Agency, first: date, last: date) -> dict[int, dict[str, Any]]:
    rows = Application.objects.filter(agency=agency, closed_on__range=(first, last))
    decided = Q(state__in=_DECIDED, due_on__isnull=False)
    counted = rows.values("item").annotate(
        closed=Count("pk"),
        granted=Count("pk", filter=Q(state=ApplicationState.GRANTED.value)),
        refused=Count("pk", filter=Q(state=ApplicationState.REFUSED.value)),
        not_accepted=Count("pk", filter=Q(state=ApplicationState.NOT_ACCEPTED.value)),
        by_applicant=Count("pk", filter=Q(state__in=_BY_APPLICANT)),
        timed=Count("pk", filter=decided),
        in_time=Count("pk", filter=decided & Q(decided_on__lte=F("due_on"))),
        rated=Count("opinion"),
        content=Count("pk", filter=Q(opinion__in=[each.value for each in CONTENT])),
    )
    return {row["item"]: row for row in counted}


def _days(agency: Agency, first: date, last: date) -> dict[int, Counter[int]]:
    rows = Application.objects.filter(
        agency=agency,
        closed_on__range=(first, last),
        state__in=_DECIDED,
        days_taken__isnull=False,
    )
    found: dict[int, Counter[int]] = {}
    for item, taken, count in rows.values_list("item", "days_taken").annotate(Count("pk")):
        found.setdefault(item, Counter())[taken] = count
    return found


def _line(
    item: ServiceItem, filed: int, told: Mapping[str, Any], days: Counter[int]
) -> ItemFigures:
    listed = listed_item(item.code)
    return ItemFigures(
        item=item.pk,
        name=item.name,
        audience=Audience(item.audience),
        group=listed.group_name if listed else "",
        online_from=item.online_from,
        filed=filed,
        closed=told.get("closed", 0),
        granted=told.get("granted", 0),
        refused=told.get("refused", 0),
        not_accepted=told.get("not_accepted", 0),
        ended_by_applicant=told.get("by_applicant", 0),
        median_days=median_of(days),
        in_time=Share(told.get("in_time", 0), told.get("timed", 0)),
        satisfaction=Share(told.get("content", 0), told.get("rated", 0)),
    )


def _total(lines: Iterable[ItemFigures], days: Iterable[Counter[int]]) -> ItemFigures:
    rows = list(lines)
    return ItemFigures(
        item=0,
        name="合计",
        audience=Audience.WORKER,
        group="",
        online_from=None,
        filed=sum(each.filed for each in rows),
        closed=sum(each.closed for each in rows),
        granted=sum(each.granted for each in rows),
        refused=sum(each.refused for each in rows),
        not_accepted=sum(each.not_accepted for each in rows),
        ended_by_applicant=sum(each.ended_by_applicant for each in rows),
        median_days=median_of(sum(days, Counter())),
        in_time=_sum(each.in_time for each in rows),
        satisfaction=_sum(each.satisfaction for each in rows),
    )


def _sum(shares: Iterable[Share]) -> Share:
    rows = list(shares)
    return Share(sum(each.numerator for each in rows), sum(each.denominator for each in rows))


def _online(items: Iterable[ServiceItem], offered: set[int], on: date) -> dict[Audience, Share]:
    rows = [item for item in items if item.pk in offered]
    return {
        audience: Share(
            sum(_is_online(item, on) for item in rows if item.audience == audience),
            sum(item.audience == audience for item in rows),
        )
        for audience in Audience
    }


def _is_online(item: ServiceItem, on: date) -> bool:
    return item.online_from is not None and item.online_from <= on
