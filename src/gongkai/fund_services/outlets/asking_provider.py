"""Speaking to an identity provider: with limits of time and size, following nobody elsewhere."""

import logging
from time import monotonic
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from requests import RequestException, Response
from requests.adapters import HTTPAdapter

from gongkai.network.in_time import pools_in_time

_CONNECT = 5.0
_MOST = 1 << 20

# Addresses carry codes, which urllib3 would write out at level DEBUG.
logging.getLogger("urllib3").setLevel(logging.WARNING)


class ProviderAway(Exception):
    """The provider cannot be asked now; the message is Chinese and says what still works."""


class _InTime(HTTPAdapter):
    """Sends requests, each of which ends at the moment that is set before it."""

    until = 0.0

    def init_poolmanager(self, *args: Any, **values: Any) -> None:
        super().init_poolmanager(*args, **values)
        self.poolmanager.pool_classes_by_scheme = pools_in_time(lambda: self.until)


class Speaker(OAuth2Session):
    """An OAuth client whose every answer comes within a time, and is no larger than a megabyte."""

    def __init__(self, *args: Any, seconds: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seconds, self._line = seconds, _InTime()
        for scheme in ("https://", "http://"):
            self.mount(scheme, self._line)

    def request(self, method: str, url: str, **kwargs: Any) -> Response:
        """Return a whole answer.

        :raises ProviderAway: if none came in time, or the machine is out of order
        """
        self._line.until = monotonic() + self._seconds
        kwargs |= {
            "timeout": (min(_CONNECT, self._seconds), self._seconds),
            "allow_redirects": False,
            "stream": True,
        }
        kwargs["headers"] = {**(kwargs.get("headers") or {}), "Connection": "close"}
        try:
            answer: Response = super().request(method, url, **kwargs)
            # What authlib and requests read of it from now on.
            answer._content = _whole(answer)
        except (RequestException, OSError):
            raise ProviderAway(
                "统一身份认证系统没有在规定时间内应答，请稍后再试，或者使用密码登录。"
            ) from None
        finally:
            # A connection that the provider is about to close is not asked a second time.
            self._line.close()
        if answer.status_code >= 500 or 300 <= answer.status_code < 400:
            raise ProviderAway("统一身份认证系统出错，请稍后再试，或者使用密码登录。")
        return answer


def _whole(answer: Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_content(1 << 14):
        parts.append(part)
        size += len(part)
        if size > _MOST:
            raise RequestException("too much")
    return b"".join(parts)
