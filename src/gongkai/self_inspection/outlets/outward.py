"""Whether links to other sites open: politely, over https alone, and never into our own network."""

import ipaddress
import logging
import socket
import ssl
from collections.abc import Callable
from functools import cached_property
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    LocationValueError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from gongkai.network.in_time import pools_in_time

SECONDS = 15.0
"""How long one answer may take: what inspectors wait for."""

_CONNECT = 5.0
_BETWEEN = 1.0
_MOST_STEPS = 5
_MOST_BYTES = 1 << 16
_AGENT = "Mozilla/5.0 (compatible; Gongkai-Inspection; link check)"
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 500, 501, 503})

# Addresses may hold what others told in confidence; urllib3 would write them out.
logging.getLogger("urllib3").setLevel(logging.WARNING)


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class Verdict(NamedTuple):
    """What is behind a link: `problem` "" where it opens, `is_known` False where nobody can tell.

    What cannot be told is not checked; it is neither sound nor dead.
    """

    problem: str
    is_known: bool = True


class _Refused(Exception):
    """Nothing was asked; the message says why."""


class _Dead(Exception):
    """There is nothing there; the message says what was found."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open Internet."""
    number = ipaddress.ip_address(address)
    if not number.is_global or number.is_multicast:
        return False
    if not isinstance(number, ipaddress.IPv6Address):
        return True
    # An IPv4 address may be wrapped in one of IPv6, and lead anywhere.
    wrapped = number.ipv4_mapped or number.sixtofour or number.teredo
    return wrapped is None and number not in _TRANSLATED


class OutwardLinks:
    """Asks other sites, one at a time, each host at most once a second.

    :param seconds: for the whole of one answer
    :param between: seconds between two questions to one host
    :param permits: tells whether an IP address may be asked
    :param trusted: a file of certificates to trust instead of the system's
    :param control: a name that can be looked up wherever any can
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        between: float = _BETWEEN,
        permits: Callable[[str], bool] = is_public,
        trusted: str | None = None,
        control: str = "www.gov.cn",
    ) -> None:
        self._seconds = seconds
        self._between = between
        self._permits = permits
        self._context = ssl.create_default_context(cafile=trusted)
        self._asked: dict[str, float] = {}
        self._control = control

    def look(self, address: str) -> Verdict:
        """Return whether an address opens, following it elsewhere as a browser would."""
        deadline = monotonic() + self._seconds
        try:
            for _ in range(_MOST_STEPS):
                status, location = self._ask(address, deadline)
                if 300 <= status < 400 and location:
                    address = urljoin(address, location)
                    continue
                if status in (404, 410):
                    return Verdict(f"网页不存在（状态码{status}）")
                if status >= 500:
                    return Verdict(f"对方网站出错（状态码{status}）")
                # Others may be meant for robots alone: a person can still read the page.
                return Verdict("", is_known=status < 400)
        except _Refused as refused:
            return Verdict(str(refused), is_known=False)
        except _Dead as dead:
            return Verdict(str(dead))
        return Verdict("反复跳转，打不开")

    def _ask(self, address: str, deadline: float) -> tuple[int, str]:
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or 443
        except ValueError:
            raise _Dead("网址写法有误") from None
        if parts.scheme != "https":
            raise _Refused("不是 https 网址，没有访问")
        number = self._resolved(host, port)
        self._wait(host)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # To the very address that was looked at, so that no second answer leads elsewhere.
        pool = pools_in_time(lambda: deadline)["https"](
            number,
            port,
            ssl_context=self._context,
            server_hostname=host,
            assert_hostname=host,
            retries=False,
            maxsize=1,
        )
        try:
            status, location = self._request(pool, "HEAD", target, parts.netloc, deadline)
            if status in _NO_HEAD:
                status, location = self._request(pool, "GET", target, parts.netloc, deadline)
            return status, location
        finally:
            pool.close()

    def _request(
        self, pool: urllib3.HTTPConnectionPool, method: str, target: str, host: str, until: float
    ) -> tuple[int, str]:
        left = until - monotonic()
        if left <= 0:
            raise _Dead(f"{self._seconds:.0f}秒内没有打开")
        timeout = urllib3.Timeout(connect=min(_CONNECT, left), read=left)
        try:
            response = pool.urlopen(
                method,
                target,
                headers={"Host": host, "User-Agent": _AGENT, "Connection": "close"},
                redirect=False,
                preload_content=False,
                timeout=timeout,
                assert_same_host=False,
            )
        except SSLError:
            raise _Dead("证书不受信任或者已经过期") from None
        # One of these two is a kind of the other.
        except NewConnectionError:
            raise _Dead("无法连接对方服务器") from None
        except (ConnectTimeoutError, ReadTimeoutError):
            raise _Dead(f"{self._seconds:.0f}秒内没有打开") from None
        except (LocationParseError, LocationValueError, UnicodeError):
            raise _Dead("网址写法有误") from None
        except (HTTPError, OSError):
            raise _Dead("对方服务器没有完整应答") from None
        try:
            if method == "GET":
                response.read(_MOST_BYTES)
        except (HTTPError, OSError):
            raise _Dead("对方服务器没有完整应答") from None
        finally:
            response.close()
        return response.status, response.headers.get("Location", "")

    def _resolved(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError:
            raise _Dead("网址写法有误") from None
        except OSError:
            if not self._looks_up:
                raise _Refused("由服务器解析不了任何域名，没有访问") from None
            raise _Dead("域名不存在或者不能解析") from None
        numbers = [str(each[4][0]).partition("%")[0] for each in found]
        if not numbers or not all(self._permits(number) for number in numbers):
            raise _Refused("指向内部网络的地址，没有访问")
        # An older network may have no way by IPv6.
        return next((number for number in numbers if ":" not in number), numbers[0])

    @cached_property
    def _looks_up(self) -> bool:
        try:
            return bool(socket.getaddrinfo(self._control, 443, type=socket.SOCK_STREAM))
        except OSError:
            return False

    def _wait(self, host: str) -> None:
        ready = self._asked.get(host, 0.0) + self._between
        if (left := ready - monotonic()) > 0:
            sleep(left)
        self._asked[host] = monotonic()
