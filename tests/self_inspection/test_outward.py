"""Links to other sites: judged by a real client against servers that behave and misbehave."""

from datetime import date, timedelta

import pytest

from gongkai.self_inspection.outlets.hosts import (
    HostSilent,
    answer_of,
    certificate_of,
    ipv6_addresses,
    is_local,
)
from gongkai.self_inspection.outlets.outward import OutwardLinks, is_public
from self_inspection.tls_server import NOW, certificate, tls_server


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    """Return a certificate for localhost."""
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(pem):
    """Return a running server."""
    with tls_server(pem) as running:
        yield running


@pytest.fixture
def links(pem):
    """Return what asks it, although it is on this machine."""
    return OutwardLinks(
        seconds=20, between=0, permits=lambda number: True, trusted=str(pem), control="localhost"
    )


def look(links, server, path):
    return links.look(f"https://localhost:{server.server_address[1]}{path}")


@pytest.mark.parametrize(
    ("path", "problem", "is_known"),
    [
        ("/", "", True),
        ("/a/b?c=d", "", True),
        ("/no_head", "", True),
        ("/to/plain", "", True),
        ("/to/to/plain", "", True),
        ("/status/404", "网页不存在（状态码404）", True),
        ("/status/410", "网页不存在（状态码410）", True),
        ("/status/500", "对方网站出错（状态码500）", True),
        ("/to/status/404", "网页不存在（状态码404）", True),
        ("/status/403", "", False),
        ("/status/429", "", False),
        ("/to/to/to/to/to/to/plain", "反复跳转，打不开", True),
        ("/http", "不是 https 网址，没有访问", False),
        ("/broken", "对方服务器没有完整应答", True),
        ("/garbage", "对方服务器没有完整应答", True),
    ],
)
def test_each_answer_is_judged(links, server, path, problem, is_known):
    assert look(links, server, path) == (problem, is_known)


def test_a_silent_server_is_waited_for_no_longer_than_told(server, pem):
    links = OutwardLinks(seconds=1, between=0, permits=lambda number: True, trusted=str(pem))
    assert look(links, server, "/slow").problem == "1秒内没有打开"


def test_an_endless_page_is_not_read_to_its_end(links, server):
    assert look(links, server, "/large").problem == ""
    assert server.stopped.wait(60)


def test_the_host_is_asked_by_its_name(links, server):
    server.asked.clear()
    look(links, server, "/name")
    assert server.asked == [("HEAD", "/name", f"localhost:{server.server_address[1]}")]


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1",
        "2002:a00:1::1", "64:ff9b::a00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_addresses_inside_are_never_asked(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["223.5.5.5", "2400:3200::1"])
def test_addresses_of_the_open_internet_may_be_asked(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    ["https://localhost:{port}/", "https://127.0.0.1:{port}/", "https://[::1]:{port}/"],
)
def test_our_own_network_is_refused_before_anything_is_sent(server, pem, address):
    server.asked.clear()
    links = OutwardLinks(between=0, trusted=str(pem))
    verdict = links.look(address.format(port=server.server_address[1]))
    assert verdict == ("指向内部网络的地址，没有访问", False)
    assert server.asked == []


def test_a_way_around_by_another_site_is_refused_too(server, pem):
    asked = []

    def first_only(number):
        asked.append(number)
        return len(asked) == 1

    port = server.server_address[1]
    links = OutwardLinks(between=0, permits=first_only, trusted=str(pem))
    verdict = links.look(f"https://localhost:{port}/outside/localhost:{port}/secret")
    assert verdict == ("指向内部网络的地址，没有访问", False)
    assert not any(path == "/secret" for _, path, _ in server.asked)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://www.example.com/", "不是 https 网址，没有访问"),
        ("https://no-such-host.invalid/", "域名不存在或者不能解析"),
        ("https://localhost:99999/", "网址写法有误"),
        ("https://[::1/", "网址写法有误"),
    ],
)
def test_what_cannot_be_asked_is_told(links, address, problem):
    assert links.look(address).problem == problem


def test_where_no_name_can_be_looked_up_nothing_is_known():
    links = OutwardLinks(between=0, control="no-such-control.invalid")
    verdict = links.look("https://no-such-host.invalid/")
    assert verdict == ("由服务器解析不了任何域名，没有访问", False)


def test_a_certificate_nobody_trusts_is_told(server):
    links = OutwardLinks(between=0, permits=lambda number: True)
    assert look(links, server, "/").problem == "证书不受信任或者已经过期"


def test_nobody_listens(links):
    assert links.look("https://localhost:9/").problem == "无法连接对方服务器"


def test_a_certificate_is_read_with_its_last_day(server, pem):
    fact = certificate_of("localhost", server.server_address[1], trusted=str(pem))
    assert fact.problem == "" and isinstance(fact.until_on, date)
    assert fact.until_on == (NOW + timedelta(days=90)).date()


def test_a_certificate_of_another_name_or_past_its_day_is_told(tmp_path):
    for name, days, told in (("else.test", 90, "不一致"), ("localhost", -1, "已经过期")):
        pem = certificate(tmp_path, name, days)
        with tls_server(pem) as other:
            fact = certificate_of("localhost", other.server_address[1], trusted=str(pem))
        assert told in fact.problem


def test_an_untrusted_certificate_is_told(server):
    assert "不信任" in certificate_of("localhost", server.server_address[1]).problem


def test_a_silent_host_is_not_checked():
    with pytest.raises(HostSilent, match="连接不上"):
        certificate_of("localhost", 9, seconds=2)
    with pytest.raises(HostSilent, match="解析不了"):
        ipv6_addresses("no-such-host.invalid", seconds=20)
    with pytest.raises(HostSilent, match="解析不了"):
        answer_of("https://no-such-host.invalid/")


@pytest.mark.parametrize(
    ("path", "problem"), [("/", ""), ("/status/404", ""), ("/status/503", "状态码503")]
)
def test_the_home_page_is_asked_over_the_network(server, pem, path, problem):
    fact = answer_of(f"https://localhost:{server.server_address[1]}{path}", trusted=str(pem))
    assert (fact.host, fact.problem) == ("localhost", problem) and fact.seconds >= 0


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost", True), ("127.0.0.1", True), ("intranet", True), ("gjj.example.gov.cn", False)],
)
def test_names_of_this_machine_are_not_looked_up(host, expected):
    assert is_local(host) is expected
