"""Asking a machine outside: with limits of time and size, following nobody elsewhere."""

import logging
import re
from collections.abc import Mapping
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError

from gongkai.messages.outlets.signing import SIGNATURE
from gongkai.network.in_time import pools_in_time

SECONDS = 15.0
"""How long the whole of one answer may take."""

_CONNECT = 5.0
_MOST = 8 << 20
# Nobody is left alone for longer than a day because he asked for it.
_LONGEST_REST = 86_400

# Addresses carry access tokens, which urllib3 would write out at level DEBUG.
logging.getLogger("urllib3").setLevel(logging.WARNING)


class OutletFault(Exception):
    """An outlet did not do what it was asked; the message says why, in Chinese, without secrets.

    `after` is how many seconds it wants to be left alone, None where it did not say.
    """

    def __init__(self, message: str = "", *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Unanswered(OutletFault):
    """Nobody can tell whether it was done: find out before it is asked again."""


class Busy(OutletFault):
    """It was not done, and may be done later."""


class TurnedDown(OutletFault):
    """It was not done, and will not be until somebody changes something."""


class Answer(NamedTuple):
    """What came back: the status, the whole body, after how long to come again, its signature."""

    status: int
    content: bytes
    retry_after: float | None = None
    signature: str = ""


def ask(
    address: str,
    content: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float = SECONDS,
    most: int = _MOST,
) -> Answer:
    """Post a body to an address and return the answer, whatever its status below 300 or 400–499.

    :param seconds: for the whole answer, however slowly it trickles in
    :param most: bytes that the answer may have
    :raises Unanswered: if no whole answer came in time, or the machine was out of order
    :raises Busy: if nobody could be reached, or it asks to come back later
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise TurnedDown("接口地址应以 https:// 或 http:// 开头，请在设置中改正。")
    deadline = monotonic() + seconds
    timeout = urllib3.Timeout(connect=min(_CONNECT, seconds), read=seconds)
    # One connection each: a kept one may have died meanwhile, and then nobody knows what arrived.
    with urllib3.PoolManager(num_pools=1, timeout=timeout, retries=False) as pool:
        pool.pool_classes_by_scheme = pools_in_time(lambda: deadline)
        try:
            response = pool.request(
                "POST",
                address,
                body=content,
                headers={**headers, "Connection": "close"},
                redirect=False,
                preload_content=False,
            )
            body = _read(response, most)
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
            raise Busy("无法连接对方服务器，请检查网络和接口地址。") from None
        except (LocationParseError, urllib3.exceptions.LocationValueError):
            raise TurnedDown("接口地址无法识别，请在设置中改正。") from None
        except (HTTPError, OSError):
            raise Unanswered("对方服务器没有在规定时间内完整应答。") from None
    after = _seconds(response.headers.get("Retry-After", ""))
    return _sound(Answer(response.status, body, after, response.headers.get(SIGNATURE, "")))


def _read(response: urllib3.BaseHTTPResponse, most: int) -> bytes:
    parts, size = [], 0
    for part in response.stream(1 << 16):
        parts.append(part)
        size += len(part)
        if size > most:
            raise HTTPError("too much")
    return b"".join(parts)


def _seconds(told: str) -> float | None:
    """Return the seconds of a Retry-After; a date there is left alone, our clock may differ."""
    plain = told.strip()
    return float(min(int(plain), _LONGEST_REST)) if re.fullmatch("[0-9]{1,9}", plain) else None


def _sound(answer: Answer) -> Answer:
    if 300 <= answer.status < 400:
        raise Unanswered("对方服务器要求转到其他地址，为安全起见没有跟随，请核对接口地址。")
    if answer.status >= 500:
        raise Unanswered(f"对方服务器出错（{answer.status}）。", after=answer.retry_after)
    if answer.status in (408, 425, 429):
        told = f"对方服务器要求稍后再试（{answer.status}）。"
        raise Busy(told, after=answer.retry_after)
    return answer
