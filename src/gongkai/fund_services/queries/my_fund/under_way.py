"""What a person has under way with a centre: business applied for, certificates, appointments."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from gongkai.fund_services.models import (
    Application,
    AppointmentBooking,
    Certificate,
    OnlineAccount,
)
from gongkai.fund_services.queries.certificates.own import certificates_of
from gongkai.messages.queries.own_messages import OwnMessage, messages_about

_LATEST = 3
MOST_SHOWN = 50
_MOST_SUBJECTS = 300


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The latest of each; `open_count` is how many applications are not closed yet."""

    applications: Sequence[Application]
    open_count: int
    certificates: Sequence[Certificate]
    appointments: Sequence[AppointmentBooking]


def under_way(account: OnlineAccount) -> UnderWay:
    """Return the latest of what somebody has with the centre."""
    applications = my_applications(account)
    return UnderWay(
        applications=applications[:_LATEST],
        open_count=applications.filter(closed_on=None).count(),
        certificates=certificates_of(account)[:_LATEST],
        appointments=my_appointments(account)[:_LATEST],
    )


def my_applications(account: OnlineAccount) -> QuerySet[Application, Any]:
    """Return the business somebody applied for, for himself or an employer, the latest first."""
    rows = Application.objects.filter(account=account).select_related("item", "agent")
    return rows.order_by("-filed_at", "-pk")


def my_appointments(account: OnlineAccount) -> QuerySet[AppointmentBooking, Any]:
    """Return the appointments made by somebody who was signed in, the latest slot first."""
    rows = AppointmentBooking.objects.filter(account=account)
    rows = rows.select_related("slot__counter", "item")
    return rows.order_by("-slot__on", "-slot__starts", "-pk")


def my_messages(account: OnlineAccount) -> Sequence[OwnMessage]:
    """Return the messages that were sent about a person's own business, the latest first."""
    mine = chain(
        Application.objects.filter(account=account)
        .order_by("-pk")
        .values_list("receipt_no", flat=True)[:_MOST_SUBJECTS],
        AppointmentBooking.objects.filter(account=account)
        .order_by("-pk")
        .values_list("register_no", flat=True)[:_MOST_SUBJECTS],
    )
    return messages_about(account.agency, mine, MOST_SHOWN)
