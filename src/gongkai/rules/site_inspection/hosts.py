"""The host that visitors reach: name, certificate, IPv6, answer: 国办发〔2017〕47号."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.limits import Limits


class CertificateFact(NamedTuple):
    """The certificate a host shows: `problem` says why it is not trusted, "" where it is."""

    host: str
    until_on: date | None
    problem: str


class AnswerFact(NamedTuple):
    """How a host answered for its home page: seconds it took, `problem` "" where it answered."""

    host: str
    seconds: float
    problem: str


def domain_faults(hosts: Collection[str]) -> Iterator[Fault]:
    """Yield hosts that are no .gov.cn ones: 域名."""
    for host in hosts:
        if not host.lower().endswith(".gov.cn"):
            yield Fault(
                "DOMAIN",
                host,
                f"域名{host}",
                f"{host}不是 .gov.cn 域名。",
                "site:",
                host,
                ".gov.cn",
            )


def encryption_faults(host: str, scheme: str) -> Iterator[Fault]:
    """Yield a fault if visitors reach the site without encryption."""
    if scheme != "https":
        yield Fault(
            "NOT_ENCRYPTED", host, f"域名{host}", "网址以 http:// 开头。", "", scheme, "https"
        )


def certificate_faults(fact: CertificateFact, on: date, limits: Limits) -> Iterator[Fault]:
    """Yield what is wrong with a certificate: not trusted, for another name, over or soon over."""
    place = f"域名{fact.host}"
    if fact.problem:
        yield Fault("CERTIFICATE", fact.host, place, f"{fact.problem}。", "", "不受信任", "受信任")
        return
    days = limits.of("CERTIFICATE", "days")
    if fact.until_on is not None and fact.until_on < on + timedelta(days=days):
        left = (fact.until_on - on).days
        told = f"还有{left}天到期" if left >= 0 else "已经过期"
        yield Fault(
            "CERTIFICATE",
            fact.host,
            place,
            f"证书{fact.until_on}到期，{told}。",
            "",
            fact.until_on.isoformat(),
            f"{days}天以上",
        )


def address_faults(host: str, addresses: Collection[str]) -> Iterator[Fault]:
    """Yield a fault if a host has no IPv6 address.

    :param addresses: its IPv6 addresses
    """
    if not addresses:
        yield Fault(
            "IPV6", host, f"域名{host}", "域名没有AAAA解析记录。", "", "没有", "至少一个IPv6地址"
        )


def answer_faults(fact: AnswerFact, limits: Limits) -> Iterator[Fault]:
    """Yield a fault if the home page did not come in fifteen seconds: 站点无法访问."""
    seconds = limits.of("SITE_UNREACHABLE", "seconds")
    if fact.problem or fact.seconds > seconds:
        told = fact.problem or f"用了{fact.seconds:.1f}秒"
        yield Fault(
            "SITE_UNREACHABLE",
            fact.host,
            f"域名{fact.host}",
            f"由服务器访问首页：{told}。",
            "",
            told,
            f"{seconds}秒以内打开",
        )
