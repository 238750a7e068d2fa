"""Calls of JSON that prove who makes them, and what their answers say."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import TurnedDown, Unanswered, ask

_KNOWN = 409
_LONGEST_REASON = 80


class SignedAnswer(NamedTuple):
    """The object that came back; `is_known` tells that the machine had it from an earlier call."""

    found: dict[str, Any]
    is_known: bool


class SignedLine(NamedTuple):
    """A machine below `base` by its Chinese name, and the key both sides know."""

    name: str
    base: str
    key: SigningKey
    seconds: float

    def call(
        self, path: str, content: Mapping[str, Any], at: datetime, once: str = ""
    ) -> SignedAnswer:
        """Post JSON and return what came back.

        :param once: idempotency key; the machine may then say that it has this one already (409)
        :raises Unanswered: if nobody can tell whether it was done
        :raises Busy: if it may be tried later
        :raises TurnedDown: if it never will be done
        """
        address = f"{self.base}{path}"
        body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        headers = self.key.headers(
            path=urlsplit(address).path,
            body=body,
            moment=int(at.timestamp()),
            nonce=secrets.token_hex(16),
            once=once,
        )
        kind = {"Content-Type": "application/json; charset=utf-8"}
        answer = ask(address, body, {**kind, **headers}, seconds=self.seconds)
        found = self._object(answer.content, answer.status)
        is_known = bool(once) and answer.status == _KNOWN
        if answer.status >= 400 and not is_known:
            raise TurnedDown(self._refusal(answer.status, found))
        return SignedAnswer(found, is_known)

    def _object(self, content: bytes, status: int) -> dict[str, Any]:
        try:
            found = json.loads(content)
        except ValueError:
            found = None
        if isinstance(found, dict):
            return found
        if status >= 400:
            return {}
        raise Unanswered(f"{self.name}的应答无法识别。")

    def _refusal(self, status: int, found: Mapping[str, Any]) -> str:
        """Return why it was refused; digits are not passed on, they may be somebody's number."""
        told = "".join("*" if each.isdigit() else each for each in str(found.get("reason") or ""))
        reason = f"：{told[:_LONGEST_REASON]}" if told else ""
        return f"{self.name}没有接受（{status}）{reason}"
