"""The business system over HTTP, against a local one that misbehaves on purpose."""

import logging
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache

from fund_services.core.core_server import KEY, CoreServer
from fund_services.core.facts_told import ACCOUNT, ENTRY, LOAN, STATUS
from gongkai.fund_services.core.breaking import FAILURES, REST
from gongkai.fund_services.core.facts import Business, BusinessState
from gongkai.fund_services.core.http import AWAY, UNREADABLE, HttpCore
from gongkai.fund_services.core.port import CoreAway, CoreRefused
from gongkai.fund_services.core.shared import SharedStanding
from gongkai.messages.outlets.signing import SigningKey

NOW = 1_700_000_000.0
AT = datetime.fromtimestamp(NOW, UTC)
BUSINESS = Business("RENT_WITHDRAWAL", "GJJ-1", "2100000001", "", {"amount": "1500.00"})
NUMBER = ACCOUNT["identity_number"]


class Clock:
    """A clock that stands still until somebody sleeps, or a test moves it."""

    def __init__(self):
        self.now, self.slept = NOW, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(clock):
    cache.clear()
    found = CoreServer(clock)
    found.tells("account", ACCOUNT)
    found.tells("account-of", ACCOUNT)
    yield found
    found.close()


def core_of(server, clock, *, key=KEY, seconds=3.0):
    return HttpCore(
        server.base,
        key,
        seconds,
        clock=clock,
        standing=SharedStanding(server.base),
        sleep=clock.sleep,
    )


@pytest.fixture
def core(server, clock):
    return core_of(server, clock)


def test_an_account_is_found_by_number_and_by_person(core, server):
    assert core.account("2100000001").balance == Decimal("71234.56")
    assert core.account_of(NUMBER.lower()).account_no == "2100000001"
    server.tells("account", None)
    assert core.account("2100000099") is None
    assert server.asked == ["account", "account-of", "account"]


def test_entries_loans_and_status_are_read(core, server):
    server.tells("entries", [ENTRY])
    server.tells("loans", [LOAN, LOAN | {"contract_no": "DJ2", "issued_on": "2024-01-20"}])
    server.tells("status", STATUS)
    [entry] = core.entries("2100000001", date(2026, 1, 1), date(2026, 12, 31))
    assert entry.amount == Decimal(1280)
    assert [each.contract_no for each in core.loans("2100000001")] == ["DJ2", "DJ20230001"]
    assert core.status("HX1").state is BusinessState.DONE


@pytest.mark.parametrize(
    "fault",
    ["error", "busy", "cut", "lost", "half", "html", "garbage", "list", "unsigned", "forged"],
)
def test_one_fault_is_got_over_by_asking_again(core, server, clock, fault):
    server.faults.append(fault)
    assert core.account("2100000001").name == ACCOUNT["name"]
    assert server.asked == ["account", "account"]
    assert len(clock.slept) == 1


def test_the_pauses_grow(core, server, clock):
    server.faults.extend(["error", "error"])
    core.account("2100000001")
    first, second = clock.slept
    assert 0.15 <= first <= 0.3 <= second <= 0.6


@pytest.mark.parametrize(
    "fault", ["error", "cut", "half", "html", "unsigned", "forged", "huge", "moved", "forbidden"]
)
def test_a_fault_that_stays_says_that_the_system_is_away(core, server, fault):
    server.always = fault
    with pytest.raises(CoreAway, match=AWAY):
        core.account("2100000001")
    assert len(server.asked) == 3


@pytest.mark.parametrize("fault", ["hangs", "slow"])
def test_who_takes_too_long_is_left(server, clock, fault):
    server.always = fault
    core = core_of(server, clock, seconds=0.4)
    with pytest.raises(CoreAway):
        core.account("2100000001")


def test_who_wants_to_be_left_alone_is(core, server, clock):
    server.always = "patient"
    with pytest.raises(CoreAway):
        core.account("2100000001")
    assert (server.asked, clock.slept) == (["account"], [])


def test_nobody_there_is_away(clock, server):
    server.close()
    with pytest.raises(CoreAway):
        core_of(server, clock).account("2100000001")


def test_an_answer_to_another_call_is_none(core, server):
    core.account("2100000001")
    server.always = "replayed"
    with pytest.raises(CoreAway):
        core.account("2100000001")


def test_a_wrong_key_is_no_key(server, clock):
    stranger = core_of(server, clock, key=SigningKey("centre-1", "not-the-secret-at-all"))
    with pytest.raises(CoreAway):
        stranger.account("2100000001")


def test_a_clock_far_off_is_turned_down(server, clock):
    core = core_of(server, clock)
    server.now = lambda: NOW + 3600
    with pytest.raises(CoreAway):
        core.account("2100000001")


@pytest.mark.parametrize(
    ("path", "told", "ask"),
    [
        ("account", ACCOUNT | {"account_no": "2100000002"}, lambda c: c.account("2100000001")),
        ("account-of", ACCOUNT | {"identity_number": "1"}, lambda c: c.account_of(NUMBER)),
        ("account", ACCOUNT | {"balance": 1}, lambda c: c.account("2100000001")),
        ("account", ACCOUNT | {"opened_on": "2019-02-30"}, lambda c: c.account("2100000001")),
        ("account", [], lambda c: c.account("2100000001")),
        ("loans", {}, lambda c: c.loans("2100000001")),
        ("loans", None, lambda c: c.loans("2100000001")),
        ("status", STATUS | {"core_no": "HX2"}, lambda c: c.status("HX1")),
        (
            "entries",
            [ENTRY, ENTRY | {"on": "2026-09-10"}],
            lambda c: c.entries("2100000001", date(2026, 1, 1), date(2026, 12, 31)),
        ),
        (
            "entries",
            [ENTRY],
            lambda c: c.entries("2100000001", date(2025, 1, 1), date(2025, 12, 31)),
        ),
    ],
)
def test_what_is_wrong_is_not_shown_and_not_logged(core, server, caplog, path, told, ask):
    server.tells(path, told)
    with caplog.at_level(logging.DEBUG), pytest.raises(CoreAway, match=UNREADABLE[:10]):
        ask(core)
    assert f"/{path}" in caplog.text
    assert NUMBER not in caplog.text and "2100000001" not in caplog.text
    assert "某某" not in caplog.text


def test_one_unreadable_account_shuts_nobody_else_out(core, server):
    server.tells("account", ACCOUNT | {"balance": 1})
    for _ in range(2 * FAILURES):
        with pytest.raises(CoreAway):
            core.account("2100000001")
    server.tells("account", ACCOUNT)
    assert core.account("2100000001") is not None


def test_business_is_sent_once_and_known_again(core, server):
    first = core.submit(BUSINESS, once="a", at=AT)
    assert core.submit(BUSINESS, once="a", at=AT) == first
    assert core.submit(BUSINESS, once="b", at=AT) != first
    assert len(server.known) == 2


def test_an_answer_lost_on_its_way_is_not_sent_twice_by_itself(core, server):
    server.faults.append("lost")
    with pytest.raises(CoreAway, match="没有丢失"):
        core.submit(BUSINESS, once="a", at=AT)
    assert server.asked == ["business"]
    assert core.submit(BUSINESS, once="a", at=AT) == "HX1"


def test_refused_business_says_why_without_long_numbers(core, server):
    server.told["business"] = 422, {"reason": f"身份证{NUMBER}余额不足1500元"}
    with pytest.raises(CoreRefused) as found:
        core.submit(BUSINESS, once="a", at=AT)
    assert str(found.value) == "身份证***余额不足1500元"


@pytest.mark.parametrize("number", [None, 5, "", "有 空格", "x" * 61])
def test_a_number_that_is_none_is_not_taken(core, server, number):
    server.told["business"] = 200, {"core_no": number}
    with pytest.raises(CoreAway):
        core.submit(BUSINESS, once="a", at=AT)


def test_a_system_that_fails_is_left_alone_by_all_nodes_until_a_probe(server, clock, core):
    server.always = "error"
    while len(server.asked) < FAILURES:
        with pytest.raises(CoreAway):
            core.account("2100000001")
    other = core_of(server, clock)
    with pytest.raises(CoreAway):
        other.account("2100000001")
    assert len(server.asked) == FAILURES
    server.always = ""
    clock.now += REST
    assert other.account("2100000001") is not None
    assert core.account("2100000001") is not None


def test_a_failed_probe_is_one_call_and_rests_longer(server, clock, core):
    server.always = "error"
    while len(server.asked) < FAILURES:
        with pytest.raises(CoreAway):
            core.account("2100000001")
    clock.now += REST
    for _ in range(3):
        with pytest.raises(CoreAway):
            core.account("2100000001")
    assert len(server.asked) == FAILURES + 1
    clock.now += 2 * REST
    server.always = ""
    assert core.account("2100000001") is not None


def test_nothing_is_told_of_anybody_in_addresses_or_logs(core, server, caplog):
    server.faults.extend(["error", "html", "forged"])
    with caplog.at_level(logging.DEBUG), pytest.raises(CoreAway):
        core.account_of(NUMBER)
    assert NUMBER not in caplog.text
    assert set(server.asked) == {"account-of"}


def test_doctor_is_told_whether_it_answers(core, server):
    assert core.problem() == ""
    server.always = "error"
    assert "500" in core.problem()
