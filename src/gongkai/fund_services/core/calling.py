"""One signed call to a business system, and an answer that proves whose it is."""

import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import OutletFault, ask

MOST_BYTES = 4 << 20
"""A batch of 2,000 workers takes about half a megabyte; nobody sends more than this."""

_KIND = {"Content-Type": "application/json; charset=utf-8"}
_KNOWN, _REFUSED = 409, 422


class Disordered(OutletFault):
    """The system answered, but not as agreed: wrong signature, no JSON, an unknown path.

    The message is for the log; it names what is wrong and nothing of what stood there.
    """


class CoreAnswer(NamedTuple):
    """The object that came back; `is_refusal` tells that the system will not do what was asked."""

    found: dict[str, Any]
    is_refusal: bool


class CoreLine(NamedTuple):
    """A business system below `base`, and the key that both sides know."""

    base: str
    key: SigningKey

    def call(
        self,
        path: str,
        content: Mapping[str, Any],
        *,
        moment: int,
        seconds: float,
        once: str = "",
    ) -> CoreAnswer:
        """Post JSON and return what came back, once it is proved to be the answer to this call.

        :raises Unanswered: if nobody can tell whether it was done
        :raises Busy: if it may be tried later
        :raises Disordered: if what came back is not as agreed
        """
        address = f"{self.base}{path}"
        place = urlsplit(address).path
        body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        nonce = secrets.token_hex(16)
        headers = self.key.headers(path=place, body=body, moment=moment, nonce=nonce, once=once)
        answer = ask(address, body, {**_KIND, **headers}, seconds=seconds, most=MOST_BYTES)
        # The signature is over the nonce of the call, so that no other call's answer passes.
        right = self.key.answer_signature(place, str(moment), nonce, answer.content)
        if not hmac.compare_digest(answer.signature.encode(errors="replace"), right.encode()):
            raise Disordered(f"status {answer.status}, signature of the answer is wrong")
        found = _object(answer.content)
        if answer.status in (_REFUSED, _KNOWN) and once:
            return CoreAnswer(found, answer.status == _REFUSED)
        if answer.status != 200:
            raise Disordered(f"status {answer.status}")
        return CoreAnswer(found, False)


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Disordered("no JSON") from None
    if not isinstance(found, dict):
        raise Disordered("no object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
