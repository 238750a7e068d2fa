"""Messages of the site: what waits for an answer, and what a year brought."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import AnswerWay, MessageState, PublicState, SiteMessage

_OPEN = (MessageState.RECEIVED, MessageState.IN_REVIEW)
_TENTH = Decimal("0.1")


class Unanswered(NamedTuple):
    """A valid message without an answer on a day.

    `days` counts calendar days since it was received; `is_late` tells that its due day has passed.
    """

    pk: int
    register_no: str
    kind: str
    received_on: date
    due_on: date
    days: int
    is_late: bool


class YearOfMessages(NamedTuple):
    """What the yearly form of the website asks about messages (留言办理).

    `closed` are those received in the year and closed in it; `mean_days` is None without any.
    """

    received: int
    closed: int
    mean_days: Decimal | None
    published: int


def unanswered(agency: Agency, on: date) -> list[Unanswered]:
    """Return an organ's messages of the site that nobody had answered by the end of a day.

    The oldest stands first.

    What was set aside with a reason is answered; so is what was answered later than `on` not.
    """
    rows = (
        of_site(SiteMessage.objects.filter(agency=agency, received_at__lt=_end_of(on)))
        .filter(Q(released_at=None) | Q(released_at__gte=_end_of(on)))
        .filter(Q(ticket__fed_back_on=None) | Q(ticket__fed_back_on__gt=on))
        .order_by("received_at", "pk")
        .values_list("pk", "register_no", "kind", "received_at", "ticket__due_on")
    )
    return [
        Unanswered(pk, number, kind, day, due_on, (on - day).days, due_on < on)
        for pk, number, kind, received_at, due_on in rows
        for day in (local_day(received_at),)
    ]


def messages_of(agency: Agency) -> QuerySet[SiteMessage]:
    """Return an organ's messages with their tickets, the newest first."""
    return (
        SiteMessage.objects.filter(agency=agency)
        .select_related("ticket", "agency", "drafted_by", "released_by", "prepared_by")
        .select_related("published_by")
        .order_by("-received_at", "-pk")
    )


def of_site(rows: QuerySet[SiteMessage]) -> QuerySet[SiteMessage]:
    """Return those of some messages that came by the website, of which its forms tell."""
    return rows.exclude(answer_way=AnswerWay.WECHAT)


def open_messages(agency: Agency) -> QuerySet[SiteMessage]:
    """Return an organ's messages that wait for an answer, the most urgent first."""
    return messages_of(agency).filter(state__in=_OPEN).order_by("ticket__due_on", "pk")


def answered_messages(agency: Agency) -> QuerySet[SiteMessage]:
    """Return an organ's messages that were answered and are not closed yet."""
    return messages_of(agency).filter(state=MessageState.ANSWERED).order_by("released_at", "pk")


def messages_received_in(agency: Agency, year: int) -> QuerySet[SiteMessage]:
    """Return an organ's messages of the site received in a year, oldest first."""
    first, after = _year(year)
    rows = SiteMessage.objects.filter(agency=agency, received_at__gte=first, received_at__lt=after)
    return of_site(rows).select_related("ticket").order_by("received_at", "pk")


def closed_in_year(agency: Agency, year: int) -> QuerySet[SiteMessage]:
    """Return the messages received in a year and closed by its end."""
    return messages_received_in(agency, year).filter(ticket__closed_on__lte=date(year, 12, 31))


def published_of_year(agency: Agency, year: int) -> QuerySet[SiteMessage]:
    """Return the messages received in a year whose answer is public, published by its end."""
    _first, after = _year(year)
    rows = messages_received_in(agency, year).filter(public_state=PublicState.PUBLISHED)
    return rows.filter(published_at__lt=after)


def year_of_messages(agency: Agency, year: int) -> YearOfMessages:
    """Return what a year brought; 办结 ≤ 收到 by how both are counted."""
    closed = list(closed_in_year(agency, year).values_list("ticket__days_taken", flat=True))
    return YearOfMessages(
        received=messages_received_in(agency, year).count(),
        closed=len(closed),
        mean_days=mean_days(sum(closed), len(closed)),
        published=published_of_year(agency, year).count(),
    )


def mean_days(total: int, count: int) -> Decimal | None:
    """Return the mean of calendar days to one place, None without any."""
    return (Decimal(total) / count).quantize(_TENTH, ROUND_HALF_UP) if count else None


def last_published_on(agency: Agency, on: date) -> date | None:
    """Return the last day up to `on` on which an answer was published; None if there was none."""
    moment = (
        SiteMessage.objects.filter(
            agency=agency, public_state=PublicState.PUBLISHED, published_at__lt=_end_of(on)
        )
        .order_by("-published_at")
        .values_list("published_at", flat=True)
        .first()
    )
    return local_day(moment) if moment else None


def local_day(moment: datetime) -> date:
    """Return the day here of a moment."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _end_of(day: date) -> datetime:
    """Return the first moment after a day here."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(), zone)


def _year(year: int) -> tuple[datetime, datetime]:
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
