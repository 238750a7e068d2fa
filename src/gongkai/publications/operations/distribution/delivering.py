"""Working off what is due: each delivery by itself, none of them holding up another or the site."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from gongkai.messages.outlets.speaking import OutletFault
from gongkai.publications.models import ItemDelivery, Outlet
from gongkai.publications.operations.distribution.claiming import (
    UNDER_WAY,
    NotWanted,
    Overtaken,
    Wait,
    Work,
    claim,
    end,
    fail,
)
from gongkai.publications.operations.distribution.posting import post_to_wechat
from gongkai.publications.operations.distribution.reporting import push_to_city

MOST_AT_ONCE = 100
"""How many deliveries one run works off."""

SECONDS_OF_A_RUN = 30.0
"""After how long a run begins no further delivery, so that a slow outlet keeps nobody waiting."""

_WAYS: Mapping[Any, Callable[[Work], None]] = {
    Outlet.WECHAT: post_to_wechat,
    Outlet.CITY_SITE: push_to_city,
}
_log = logging.getLogger(__name__)


def deliver_due(*, at: datetime) -> int:
    """Try every delivery that is due, the longest due first; return how many were tried."""
    started = monotonic()
    due = ItemDelivery.objects.filter(state__in=UNDER_WAY, next_try_at__lte=at)
    keys = due.order_by("next_try_at", "pk").values_list("pk", flat=True)
    tried = 0
    for key in list(keys[:MOST_AT_ONCE]):
        spent = monotonic() - started
        if spent > SECONDS_OF_A_RUN:
            break
        # Outlets are slow: a lease counts from when a delivery's turn comes.
        now = at + timedelta(seconds=spent)
        tried += deliver_one(key=key, at=now)
    return tried


def deliver_one(*, key: int, at: datetime) -> bool:
    """Take one delivery as far as it goes, unless another worker is at it; tell whether it was.

    Not one transaction on purpose: none may be open while an outlet is spoken to. Broken off
    anywhere, the next try goes on from what is on record.
    """
    work = claim(key, at)
    if work is None:
        return False
    try:
        _try(work)
    except Overtaken:
        # Called off, or taken over: whoever did that goes on.
        return False
    return True


def next_try(key: int) -> datetime | None:
    """Return when a delivery is to be tried next, None where it is not."""
    rows = ItemDelivery.objects.filter(pk=key, state__in=UNDER_WAY)
    moment: datetime | None = rows.values_list("next_try_at", flat=True).first()
    return moment


def _try(work: Work) -> None:
    try:
        _WAYS[work.delivery.outlet](work)
    except Wait as wait:
        work.keep(next_try_at=wait.until, problem=wait.why)
    except NotWanted as why:
        end(work, str(why))
    except OutletFault as fault:
        fail(work, fault)
    except Overtaken:
        raise
    except Exception as error:
        # Its words might hold what must not be written down.
        _log.error("delivery %s: %s", work.delivery.pk, type(error).__name__)
        fail(work, OutletFault("系统内部错误，没有推送；将自动再试，多次出现请联系系统管理员。"))
