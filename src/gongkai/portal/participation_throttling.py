"""How often one address may take part; an office behind one address is many people."""

from math import ceil

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from gongkai.portal.throttling import PortalThrottle


class SayThrottle(PortalThrottle):
    """Opinions, answers, questions and faults sent in."""

    scope = "portal-say"
    rate = "60/hour"
    deed = gettext_lazy("提交")


class RateThrottle(PortalThrottle):
    """Pages rated."""

    scope = "portal-rate"
    rate = "120/hour"
    deed = gettext_lazy("评价")


def seconds_to_wait(request: HttpRequest, throttle: type[PortalThrottle]) -> int:
    """Count a client in; return how many seconds it has to wait, 0 if it may go on."""
    guard = throttle()
    if guard.allow_request(request, None):
        return 0
    return ceil(guard.wait() or 1)
