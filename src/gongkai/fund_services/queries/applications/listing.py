"""Applications as the console lists them: by what has to be done, by whom and until when."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.fund_services.models import Application, ServiceItem
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.service_lifecycle import ENDED_STATES, ApplicationState

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "mine": "我的",
        "unassigned": "待分办",
        "to-accept": "待受理",
        "handling": "办理中",
        "to-review": "待复核",
        "correcting": "待补正",
        "at-core": "业务系统",
        "to-deliver": "待送达",
        "soon": "即将到期",
        "late": "超期",
        "closed": "已办结",
        "all": "全部",
    }
)
"""Code and name of each list."""

UNCOUNTED = frozenset({"closed", "all"})
"""The lists that only grow; how many they hold is told where they are shown."""

_NEWEST_FIRST = frozenset({"closed", "all"})
_SOON = 2
_LONGEST_TEXT = 60
_NUMBER = re.compile(r"[0-9A-Z-]{8,}")
_OPEN = tuple(state.value for state in ApplicationState if state not in ENDED_STATES)
_OURS = (ApplicationState.FILED.value, ApplicationState.ACCEPTED.value)
# A result that nobody recorded as delivered for longer than this is not looked for any more.
_DELIVERED_WITHIN = timedelta(days=60)
_SEALED = ("applicant_name", "phone", "fields", "rows")


@dataclass(frozen=True, slots=True)
class ApplicationsWanted:
    """What a list is narrowed to; "" and None leave it as it is.

    `text` is looked for in receipt numbers, accounts and employers' numbers.
    """

    item: int | None = None
    audience: str = ""
    handler: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationDesk:
    """For whom, when and by which calendar applications are listed."""

    agency: Agency
    officer: Officer
    on: date
    calendar: WorkingCalendar


def listed_applications(
    desk: ApplicationDesk, scope: str, wanted: ApplicationsWanted
) -> QuerySet[Application]:
    """Return the applications of one list: those to handle by their day, the others newest first.

    :param scope: a code of SCOPES
    """
    rows = Application.objects.filter(_of_scope(desk)[scope], agency=desk.agency)
    rows = rows.filter(_narrowed(wanted)).select_related("item", "handler", "proposed_by")
    rows = rows.defer(*_SEALED)
    if scope in _NEWEST_FIRST:
        return rows.order_by("-filed_at", "-pk")
    return rows.order_by("closed_on" if scope == "to-deliver" else "due_on", "pk")


def scope_counts(desk: ApplicationDesk) -> Mapping[str, int]:
    """Return how many applications each list of open ones has, in two queries."""
    chosen = {scope: q for scope, q in _of_scope(desk).items() if scope not in UNCOUNTED}
    delivering = chosen.pop("to-deliver")
    rows = Application.objects.filter(agency=desk.agency)
    found = rows.filter(closed_on=None).aggregate(
        **{scope.replace("-", "_"): Count("pk", filter=q) for scope, q in chosen.items()}
    )
    counts = {scope: found[scope.replace("-", "_")] for scope in chosen}
    return counts | {"to-deliver": rows.filter(delivering).count()}


def handlers_of(agency: Agency, on: date) -> list[Officer]:
    """Return who handles a centre's business on a day."""
    return officers_with_role(agency, "SERVICE_HANDLER", on)


def items_of(agency: Agency) -> list[tuple[int, str]]:
    """Return a centre's items, key and name, in their order."""
    rows = ServiceItem.objects.filter(agency=agency).order_by("audience", "register_no")
    return list(rows.values_list("pk", "name"))


def find_application(agency: Agency, pk: int) -> Application | None:
    """Return an application of a centre, None if there is none."""
    rows = Application.objects.select_related(
        "agency", "item", "form", "handler", "proposed_by", "account", "agent"
    )
    return rows.filter(agency=agency, pk=pk).first()


def has_applications(agency: Agency) -> bool:
    """Tell whether anything was ever applied for online."""
    return Application.objects.filter(agency=agency).exists()


def applications_numbered(agency: Agency, numbers: Collection[str]) -> dict[str, int]:
    """Return the keys of a centre's applications by their receipt numbers."""
    found = Application.objects.filter(agency=agency, receipt_no__in=list(numbers))
    return dict(found.values_list("receipt_no", "pk"))


def _of_scope(desk: ApplicationDesk) -> dict[str, Q]:
    is_open = Q(closed_on=None)
    ours = Q(closed_on=None, decided_on=None, state__in=_OURS)
    proposed = Q(proposed_by__isnull=False)
    delivered_from = desk.on - _DELIVERED_WITHIN
    return {
        "mine": is_open & Q(handler=desk.officer.pk),
        "unassigned": is_open & Q(handler=None),
        "to-accept": is_open & Q(state=ApplicationState.FILED.value),
        "handling": is_open & Q(state=ApplicationState.ACCEPTED.value) & ~proposed,
        "to-review": is_open & Q(state=ApplicationState.ACCEPTED.value) & proposed,
        "correcting": is_open & Q(state=ApplicationState.CORRECTING.value),
        "at-core": is_open
        & (
            Q(state=ApplicationState.SENT.value)
            | Q(state=ApplicationState.ACCEPTED.value, decided_on__isnull=False)
        ),
        "to-deliver": Q(
            state__in=(ApplicationState.GRANTED.value, ApplicationState.REFUSED.value),
            closed_on__gte=delivered_from,
            delivered_on=None,
        ),
        "soon": ours & Q(due_on__range=(desk.on, soon_until(desk.on, desk.calendar))),
        "late": ours & Q(due_on__lt=desk.on),
        "closed": Q(closed_on__isnull=False),
        "all": Q(),
    }


def soon_until(on: date, calendar: WorkingCalendar) -> date:
    """Return the last due day that counts as soon."""
    try:
        return calendar.add_working_days(on, _SOON)
    except CalendarNotPublished:
        return on + timedelta(days=_SOON)


def _narrowed(wanted: ApplicationsWanted) -> Q:
    chosen = Q()
    if wanted.item:
        chosen &= Q(item=wanted.item)
    if wanted.audience:
        chosen &= Q(item__audience=wanted.audience)
    if wanted.handler:
        chosen &= Q(handler=wanted.handler)
    text = wanted.text.replace("\x00", "").strip()[:_LONGEST_TEXT].upper()
    if text and _NUMBER.fullmatch(text):
        chosen &= Q(receipt_no=text) | Q(account_no=text) | Q(employer_no=text)
    elif text:
        chosen &= Q(receipt_no__icontains=text) | Q(account_no=text) | Q(employer_no=text)
    return chosen
