"""An organ's calls as the console lists them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.hotline.models import Call, Topic
from gongkai.hotline.queries.calls.desk import SEALED


@dataclass(frozen=True, slots=True)
class CallsWanted:
    """Which calls are asked for; "" and None for all. `caller` is the digest of a number."""

    first: date | None = None
    last: date | None = None
    route: str = ""
    outcome: str = ""
    origin: str = ""
    topic: int | None = None
    agent: int | None = None
    caller: str = ""


def listed_calls(agency: Agency, wanted: CallsWanted) -> QuerySet[Call]:
    """Return an organ's calls as asked for, the newest first."""
    rows = Call.objects.filter(agency=agency)
    if wanted.first:
        rows = rows.filter(called_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(called_on__lte=wanted.last)
    for name in ("route", "outcome", "origin"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.topic:
        rows = rows.filter(topic__in=_with_below(agency, wanted.topic))
    if wanted.agent:
        rows = rows.filter(agent=wanted.agent)
    if wanted.caller:
        rows = rows.filter(number_digest=wanted.caller)
    shown = rows.select_related("topic", "agent", "ticket").defer(*SEALED)
    return shown.order_by("-called_on", "-pk")


def calls_of(agency: Agency) -> QuerySet[Call]:
    """Return an organ's calls with what a call's page shows."""
    return Call.objects.filter(agency=agency).select_related("agency", "topic", "agent", "ticket")


def agents_of(agency: Agency) -> QuerySet[Officer]:
    """Return who has ever been made an agent of an organ's hotline."""
    roles = ("HOTLINE_AGENT", "TICKET_DISPATCHER")
    held = Officer.objects.filter(agency=agency, appointments__role__in=roles)
    return held.distinct().order_by("name", "pk")


def _with_below(agency: Agency, key: int) -> QuerySet[Topic]:
    """Return a matter and all that hangs from it, whichever level it is on."""
    rows = Topic.objects.filter(agency=agency)
    return rows.filter(Q(pk=key) | Q(parent=key) | Q(parent__parent=key))
