"""How often an address may try to sign in and to prove who one is; an office is many people."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from gongkai.portal.throttling import PortalThrottle
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.typing_slips import tidy


class SignInThrottle(PortalThrottle):
    """Passwords tried; of one number `operations.accounts.locking` allows fewer."""

    scope = "portal-sign-in"
    rate = "60/min"
    deed = gettext_lazy("登录")


class ProofThrottle(PortalThrottle):
    """People who say who they are, and codes tried."""

    scope = "portal-proof"
    rate = "60/hour"
    deed = gettext_lazy("身份核验")


class SameNumberThrottle(PortalThrottle):
    """Codes asked for one identity number or phone, wherever from; known or not, they count alike.

    :param number: as it was typed
    """

    scope = "portal-code"
    rate = "5/hour"
    deed = gettext_lazy("获取验证码")

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = tidy(number).upper()

    def get_cache_key(self, request: HttpRequest, view: Any) -> str:
        """Return the key under which codes for the number are counted."""
        ident = keyed_digest("online-throttle", self._number)
        return str(self.cache_format % {"scope": self.scope, "ident": ident})


class AccountThrottle(PortalThrottle):
    """What somebody who is signed in changes of his account."""

    scope = "portal-account"
    rate = "120/hour"
    deed = gettext_lazy("操作")


def may_ask_for_code(request: HttpRequest, *numbers: str) -> bool:
    """Count codes asked for some numbers; tell whether there were few enough for all of them."""
    allowed = [SameNumberThrottle(each).allow_request(request, None) for each in numbers if each]
    return all(allowed)
