"""An account at the WeChat platform: its token, and calls with it.

What each kind of call says is told by who makes it: articles by publications, template messages
beside this module. Sources: docs/features/distribution.md and docs/features/messages.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from gongkai.messages.outlets.speaking import (
    SECONDS,
    Busy,
    OutletFault,
    TurnedDown,
    Unanswered,
    ask,
)
from gongkai.messages.outlets.wechat_codes import TOKEN_GONE, fault_of


class TokenShelf(Protocol):
    """Where the token of an account is kept between calls."""

    def token(self) -> str:
        """Return the token that is still good, "" for none."""

    def keep(self, token: str, seconds: int) -> None:
        """Keep a token for so many seconds."""


@dataclass(frozen=True)
class WeChatLine:
    """An account, as its platform at `base` lets it be used.

    Each call raises `Unanswered` where nobody can tell whether it was done, `Busy` where it may be
    tried later, `TurnedDown` where it never will be.
    """

    base: str
    app_id: str
    app_secret: str
    shelf: TokenShelf
    seconds: float = SECONDS

    def fresh_token(self) -> None:
        """Fetch a token, so that account and secret are proved."""
        self._fetch_token(force=False)

    def call(self, path: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for something in JSON and return the answer."""
        # The platform shows escaped characters as they are escaped.
        content = json.dumps(asked, ensure_ascii=False).encode()
        return self.call_with(path, content, "application/json; charset=utf-8", {})

    def call_with(
        self, path: str, content: bytes, kind: str, query: Mapping[str, str]
    ) -> dict[str, Any]:
        """Post a body with the account's token, which is fetched anew where it is over."""
        token = self.shelf.token() or self._token_to_use(force=False)
        answer = self._ask(path, content, kind, {**query, "access_token": token})
        if answer.get("errcode") in TOKEN_GONE:
            other = self._token_to_use(force=False)
            # A platform that still gives out the token it just refused is told to make another.
            other = self._token_to_use(force=True) if other == token else other
            answer = self._ask(path, content, kind, {**query, "access_token": other})
        return self._done(answer)

    def _token_to_use(self, *, force: bool) -> str:
        try:
            return self._fetch_token(force=force)
        except Unanswered as fault:
            # Without a token nothing else was asked for, so nothing can have been done.
            raise Busy(str(fault), after=fault.after) from None

    def _fetch_token(self, *, force: bool) -> str:
        asked = {
            "grant_type": "client_credential",
            "appid": self.app_id,
            "secret": self.app_secret,
            "force_refresh": force,
        }
        content = json.dumps(asked).encode()
        answer = self._done(self._ask("/cgi-bin/stable_token", content, "application/json", {}))
        token, seconds = self.text_in(answer, "access_token"), answer.get("expires_in")
        self.shelf.keep(token, seconds if isinstance(seconds, int) else 0)
        return token

    def _ask(
        self, path: str, content: bytes, kind: str, query: Mapping[str, str]
    ) -> dict[str, Any]:
        address = f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")
        answer = ask(address, content, {"Content-Type": kind}, seconds=self.seconds)
        if answer.status >= 400:
            raise TurnedDown(f"公众号接口地址没有正确应答（{answer.status}），请核对接口地址。")
        try:
            found = json.loads(answer.content)
        except ValueError:
            raise Unanswered("公众号平台的应答无法识别。") from None
        if not isinstance(found, dict):
            raise Unanswered("公众号平台的应答无法识别。")
        return found

    def _done(self, answer: dict[str, Any]) -> dict[str, Any]:
        code = answer.get("errcode", 0)
        if code:
            fault: OutletFault = (
                fault_of(code) if isinstance(code, int) else Unanswered("公众号平台的应答不完整。")
            )
            raise fault
        return answer

    def text_in(self, answer: Mapping[str, Any], name: str) -> str:
        """Return a text or number of an answer as a text.

        :raises Unanswered: if it is not there
        """
        value = answer.get(name)
        if not isinstance(value, str | int) or not str(value):
            raise Unanswered("公众号平台的应答不完整。")
        return str(value)
