"""The tickets whose callers are to be asked, and how those asked before found what was done."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import CallBack, CallBackState, Opinion, Ticket

SCOPES = {
    "waiting": "待回访",
    "sent": "已发链接",
    "not_reached": "多次未接通",
    "refused": "接通未评价",
    "dissatisfied": "不满意",
    "done": "已评价",
}
"""Codes and names of the lists, in the order shown."""


def call_back_list(agency: Agency, scope: str) -> QuerySet[Ticket]:
    """Return the tickets of one of SCOPES, those answered longest ago first where they wait."""
    rows = _all(agency).filter(_WITHIN[scope])
    order = ("fed_back_on", "pk") if scope in ("waiting", "sent") else ("-called_back_on", "-pk")
    return rows.order_by(*order)


def scope_counts(agency: Agency) -> dict[str, int]:
    """Return how many tickets each of SCOPES has, in one statement."""
    return _all(agency).aggregate(
        **{code: Count("pk", filter=within) for code, within in _WITHIN.items()}
    )


def ticket_to_call(agency: Agency, pk: int) -> Ticket | None:
    """Return an organ's ticket that is or was called back, None if there is none."""
    rows = _all(agency).select_related("agency")
    return rows.filter(Q(call_back_due=True) | Q(awaits_call_back=True), pk=pk).first()


def attempts_of(ticket: Ticket) -> list[CallBack]:
    """Return a ticket's call-backs, the last first."""
    return list(
        CallBack.objects.filter(ticket=ticket)
        .select_related("officer")
        .order_by("-begun_at", "-pk")
    )


def _all(agency: Agency) -> QuerySet[Ticket]:
    asked = CallBack.objects.filter(ticket=OuterRef("pk"))
    return (
        Ticket.objects.filter(agency=agency, call_back_due=True, is_secret=False)
        .annotate(
            is_linked=Exists(asked.filter(state=CallBackState.SENT)),
            is_called=Exists(asked.filter(state=CallBackState.CALLING)),
        )
        .select_related("department", "handler")
    )


_WITHIN = {
    "waiting": Q(awaits_call_back=True, is_linked=False),
    "sent": Q(awaits_call_back=True, is_linked=True),
    "not_reached": Q(awaits_call_back=False, called_back_on__isnull=False, reached=False),
    "refused": Q(awaits_call_back=False, reached=True, opinion=""),
    "dissatisfied": Q(opinion=Opinion.DISSATISFIED),
    "done": ~Q(opinion=""),
}
