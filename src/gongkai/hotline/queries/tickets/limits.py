"""The limits that an organ set for its tickets."""

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.hotline.models import TicketLimits
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_limits import KindDays, OwnLimits, TicketLimit, ticket_limit


def own_limits(agency: Agency) -> list[OwnLimits]:
    """Return every limit that an organ set, the last first."""
    rows = TicketLimits.objects.filter(agency=agency).order_by("-in_force_from")
    return [
        OwnLimits(
            in_force_from=row.in_force_from,
            basis=row.basis,
            urgent_hours=row.urgent_hours,
            return_days=row.return_days,
            second_days=row.second_days,
            kinds={kind: KindDays(*row.kinds[kind.value]) for kind in TicketKind},
        )
        for row in rows
    ]


def limits_in_force(agency: Agency, on: date) -> dict[TicketKind, tuple[TicketLimit, ...]]:
    """Return for each kind the limits of ordinary, complex and urgent tickets on a day."""
    own = own_limits(agency)
    return {
        kind: tuple(
            ticket_limit(kind, urgency, on, own) for urgency in ("ORDINARY", "COMPLEX", "URGENT")
        )
        for kind in TicketKind
    }
