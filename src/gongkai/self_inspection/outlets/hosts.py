"""The host that visitors reach, looked at over the network: certificate, IPv6, time to answer."""

import socket
import ssl
from datetime import UTC, datetime
from threading import Thread
from time import monotonic

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from gongkai.network.in_time import pools_in_time
from gongkai.rules.site_inspection.hosts import AnswerFact, CertificateFact

_CONNECT = 10.0
_PROBLEMS = {
    10: "证书已经过期",
    18: "证书是自签名的，浏览器不信任",
    19: "证书链中有自签名的根证书，浏览器不信任",
    20: "证书链不完整，浏览器不信任",
    21: "证书链不完整，浏览器不信任",
    62: "证书上的域名与网站域名不一致",
}


class HostSilent(Exception):
    """Nothing could be found out; the message says why, in Chinese."""


def is_local(host: str) -> bool:
    """Tell whether a name is of this machine alone, so that no visitor can reach it."""
    return host in ("localhost", "127.0.0.1", "::1", "") or "." not in host


def certificate_of(
    host: str, port: int = 443, *, seconds: float = _CONNECT, trusted: str | None = None
) -> CertificateFact:
    """Return the certificate that a host shows.

    :param trusted: a file of certificates to trust instead of the system's
    :raises HostSilent: if nobody answers there
    """
    context = ssl.create_default_context(cafile=trusted)
    try:
        with (
            socket.create_connection((host, port), timeout=seconds) as plain,
            context.wrap_socket(plain, server_hostname=host) as wrapped,
        ):
            shown = wrapped.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        told = _PROBLEMS.get(error.verify_code, "证书不受信任")
        return CertificateFact(host, None, told)
    except (OSError, ssl.SSLError, UnicodeError):
        raise HostSilent(f"由服务器连接不上{host}:{port}") from None
    until = ssl.cert_time_to_seconds(str(shown["notAfter"]))
    return CertificateFact(host, datetime.fromtimestamp(until, tz=UTC).date(), "")


def ipv6_addresses(host: str, *, seconds: float = _CONNECT) -> tuple[str, ...]:
    """Return a host's IPv6 addresses.

    :raises HostSilent: if its name cannot be looked up here
    """
    found: list[str] = []
    faults: list[int] = []

    def look() -> None:
        try:
            for each in socket.getaddrinfo(host, 443, socket.AF_INET6, socket.SOCK_STREAM):
                number = str(each[4][0])
                if not number.startswith("::ffff:"):
                    found.append(number)
        except socket.gaierror as error:
            faults.append(error.errno or 0)
        except (OSError, UnicodeError):
            faults.append(0)

    # The system's own look-up knows no time limit.
    thread = Thread(target=look, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise HostSilent(f"{seconds:.0f}秒内没有查到域名{host}的解析记录")
    if faults and not _is_there(host):
        raise HostSilent(f"由服务器解析不了域名{host}")
    return tuple(dict.fromkeys(found))


def answer_of(address: str, *, seconds: float = 20.0, trusted: str | None = None) -> AnswerFact:
    """Return how the home page answers over the network, whatever its status below 500.

    :param address: whole, of the home page
    :raises HostSilent: if the name cannot be looked up here
    """
    host = urllib3.util.parse_url(address).host or ""
    if not _is_there(host):
        raise HostSilent(f"由服务器解析不了域名{host}")
    began = monotonic()
    pool = urllib3.PoolManager(
        num_pools=1,
        retries=False,
        ssl_context=ssl.create_default_context(cafile=trusted),
        timeout=urllib3.Timeout(total=seconds),
    )
    pool.pool_classes_by_scheme = pools_in_time(lambda: began + seconds)
    try:
        with pool:
            answer = pool.request("GET", address, redirect=False, headers={"Connection": "close"})
    except SSLError:
        return AnswerFact(host, monotonic() - began, "证书有问题，浏览器会拦住访问者")
    except (HTTPError, OSError):
        return AnswerFact(host, monotonic() - began, "打不开")
    problem = f"状态码{answer.status}" if answer.status >= 500 else ""
    return AnswerFact(host, monotonic() - began, problem)


def _is_there(host: str) -> bool:
    try:
        return bool(socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return False
