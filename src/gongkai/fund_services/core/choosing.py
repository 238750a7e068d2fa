"""Which business system an installation speaks to."""

import time
from functools import cache

from django.conf import settings

from gongkai.fund_services.core.embedded import EmbeddedCore
from gongkai.fund_services.core.http import HttpCore
from gongkai.fund_services.core.port import FundCore
from gongkai.fund_services.core.shared import SharedStanding
from gongkai.messages.outlets.signing import SigningKey


def fund_core() -> FundCore:
    """Return the business system named by GONGKAI_CORE_URL, else the one with made-up people."""
    told = settings.GONGKAI_CORE
    if is_embedded():
        return EmbeddedCore(time.time, settings.GONGKAI_CORE_PACE)
    return _over_http(told["base"], told["key"], told["secret"], settings.GONGKAI_CORE_SECONDS)


def is_embedded() -> bool:
    """Tell whether the installation has no business system but the embedded one."""
    return not settings.GONGKAI_CORE["base"]


def core_problem() -> str:
    """Return in Chinese what is wrong with the business system, "" if it answers or is embedded."""
    core = fund_core()
    return core.problem() if isinstance(core, HttpCore) else ""


@cache
def _over_http(base: str, number: str, secret: str, seconds: float) -> HttpCore:
    standing = SharedStanding(base)
    return HttpCore(base, SigningKey(number, secret), seconds, clock=time.time, standing=standing)
