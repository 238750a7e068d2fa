"""A centre's own business system, reached over HTTP: docs/features/core-port.md tells the protocol.

What is asked and answered is never logged: the log names the path and what is wrong.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from random import uniform
from typing import Any, Protocol, TypeVar

from gongkai.fund_services.core.breaking import (
    Standing,
    after_answer,
    after_failure,
    passage,
)
from gongkai.fund_services.core.calling import CoreAnswer, CoreLine, Disordered
from gongkai.fund_services.core.facts import (
    AccountEntry,
    Business,
    BusinessStatus,
    Employer,
    EmployerWorker,
    Loan,
    Repayment,
    WorkerAccount,
)
from gongkai.fund_services.core.port import CoreAway, CoreRefused
from gongkai.fund_services.core.reading import UnreadableFact, read_fact
from gongkai.fund_services.core.writing import as_json
from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import OutletFault, TurnedDown

Fact = TypeVar("Fact")

AWAY = "公积金业务系统暂时无法连接，您的账户和已经提交的业务不受影响，请稍后再试。"
UNREADABLE = "公积金业务系统返回的信息不完整，为避免显示有误，暂不显示，请稍后再试或者联系中心。"
_UNSURE = "公积金业务系统没有及时确认收到，业务没有丢失，系统将自动核实，请勿重复提交。"
_REFUSED = "业务系统没有受理，未说明原因。"

_TRIES = 3
_FIRST_PAUSE = 0.15
# What is left of the time for a call must be worth trying again.
_LEAST_SECONDS = 0.3
_MOST_FACTS = 20_000
_LONGEST_REASON = 120
_CORE_NO = re.compile(r"[0-9A-Za-z._-]{1,60}")

log = logging.getLogger(__name__)


class KeptStanding(Protocol):
    """Where all nodes remember how the system stands, see breaking.py and shared.py."""

    def read(self) -> Standing:
        """Return what is remembered."""

    def write(self, standing: Standing) -> None:
        """Remember a standing."""

    def claim_probe(self) -> bool:
        """Tell whether this call is the one that finds out for all."""

    def end_probe(self) -> None:
        """Let another call find out, when its time has come."""


class HttpCore:
    """A business system below an address.

    Calls that only ask are tried again within their time; business is sent once, by whoever calls
    with the same key again later.

    :param seconds: for a call and all its tries
    :param clock: seconds since 1970
    """

    def __init__(
        self,
        base: str,
        key: SigningKey,
        seconds: float,
        *,
        clock: Callable[[], float],
        standing: KeptStanding,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._line, self._seconds = CoreLine(base, key), seconds
        self._clock, self._standing, self._sleep = clock, standing, sleep

    def account_of(self, identity_number: str) -> WorkerAccount | None:
        """Return the account of a person: one each, 《住房公积金管理条例》第十三条."""
        wanted = identity_number.strip().upper()
        found = self._one(WorkerAccount, "/account-of", {"identity_number": wanted})
        return self._insist("/account-of", found, found is None or found.identity_number == wanted)

    def account(self, account_no: str) -> WorkerAccount | None:
        """Return an account by its number."""
        found = self._one(WorkerAccount, "/account", {"account_no": account_no})
        return self._insist("/account", found, found is None or found.account_no == account_no)

    def entries(self, account_no: str, first: date, last: date) -> Sequence[AccountEntry]:
        """Return an account's entries from one day to another, oldest first."""
        asked = {"account_no": account_no, "first": as_json(first), "last": as_json(last)}
        found = self._many(AccountEntry, "/entries", asked)
        days = [each.on for each in found]
        is_right = days == sorted(days) and all(first <= day <= last for day in days)
        return self._insist("/entries", found, is_right)

    def loans(self, account_no: str) -> Sequence[Loan]:
        """Return the loans of which the account's owner is a borrower, newest first."""
        found = self._many(Loan, "/loans", {"account_no": account_no})
        return sorted(found, key=lambda each: each.issued_on, reverse=True)

    def repayments(self, contract_no: str) -> Sequence[Repayment]:
        """Return the instalments of a loan, paid and to come."""
        found = self._many(Repayment, "/repayments", {"contract_no": contract_no})
        numbers = [each.number for each in found]
        is_right = numbers == sorted(set(numbers))
        return self._insist("/repayments", found, is_right)

    def employer(self, employer_no: str) -> Employer | None:
        """Return an employer by its number."""
        found = self._one(Employer, "/employer", {"employer_no": employer_no})
        return self._insist("/employer", found, found is None or found.employer_no == employer_no)

    def employer_of(self, credit_code: str) -> Employer | None:
        """Return an employer by its unified social credit code."""
        wanted = credit_code.strip().upper()
        found = self._one(Employer, "/employer-of", {"credit_code": wanted})
        return self._insist("/employer-of", found, found is None or found.credit_code == wanted)

    def employer_workers(self, employer_no: str) -> Sequence[EmployerWorker]:
        """Return an employer's workers by account number."""
        found = self._many(EmployerWorker, "/employer-workers", {"employer_no": employer_no})
        return sorted(found, key=lambda each: each.account_no)

    def submit(self, business: Business, *, once: str, at: datetime) -> str:
        """Send business and return the business system's number of it.

        :param once: idempotency key; the same key again returns the same number
        :raises CoreRefused: if it is refused for good
        """
        path = "/business"
        asked = {"business": as_json(business), "at": as_json(at)}
        try:
            answer = self._asked(path, asked, once=once)
        except CoreAway:
            raise CoreAway(_UNSURE) from None
        if answer.is_refusal:
            raise CoreRefused(_reason(answer.found.get("reason")))
        given = answer.found.get("core_no")
        if not isinstance(given, str) or not _CORE_NO.fullmatch(given):
            log.warning("business system %s: no core_no in the answer", path)
            raise CoreAway(_UNSURE)
        return given

    def status(self, core_no: str) -> BusinessStatus | None:
        """Return where business stands, None if the number is unknown."""
        found = self._one(BusinessStatus, "/status", {"core_no": core_no})
        return self._insist("/status", found, found is None or found.core_no == core_no)

    def problem(self) -> str:
        """Return in Chinese what is wrong with the system, "" if it answers; asks in any case."""
        try:
            found = self._called("/ping", {}, self._seconds).found
        except Disordered as fault:
            return f"应答的状态或者签名不对，请核对密钥和接口地址（{fault}）。"
        except OutletFault as fault:
            return str(fault)
        return "" if found.get("ready") is True else "业务系统应答，但没有就绪。"

    def _one(self, kind: type[Fact], path: str, asked: Mapping[str, Any]) -> Fact | None:
        told = self._told(path, asked)
        return None if told is None else self._read(kind, path, told)

    def _many(self, kind: type[Fact], path: str, asked: Mapping[str, Any]) -> Sequence[Fact]:
        told = self._told(path, asked)
        if not isinstance(told, list) or len(told) > _MOST_FACTS:
            raise self._unreadable(path, "no list, or too long")
        return [self._read(kind, path, each) for each in told]

    def _told(self, path: str, asked: Mapping[str, Any]) -> object:
        found = self._asked(path, asked).found
        if "found" not in found:
            raise self._unreadable(path, "nothing is said to be found, nor that nothing is")
        return found["found"]

    def _read(self, kind: type[Fact], path: str, told: object) -> Fact:
        try:
            return read_fact(kind, told)
        except UnreadableFact as fault:
            raise self._unreadable(path, str(fault)) from None

    def _insist(self, path: str, found: Fact, is_right: bool) -> Fact:
        """Return what was found if it is what was asked for: never show somebody else's."""
        if not is_right:
            raise self._unreadable(path, "not what was asked for, or out of order")
        return found

    def _unreadable(self, path: str, problem: str) -> CoreAway:
        log.error("business system %s: %s", path, problem)
        return CoreAway(UNREADABLE)

    def _asked(self, path: str, asked: Mapping[str, Any], once: str = "") -> CoreAnswer:
        """Call, unless the system is left alone at the moment; whatever only asks, asks again."""
        standing = self._standing.read()
        may = passage(standing, self._clock())
        if may == "shut" or (may == "probe" and not self._standing.claim_probe()):
            raise CoreAway(AWAY)
        tries = 1 if once or may == "probe" else _TRIES
        deadline = self._clock() + self._seconds
        for number in range(1, tries + 1):
            try:
                left = deadline - self._clock()
                # Whoever hangs is asked twice at least, and found out sooner.
                seconds = left if tries == 1 else min(left, self._seconds / 2)
                answer = self._called(path, asked, seconds, once)
            except OutletFault as fault:
                self._failed(path, fault)
                pause = self._pause(number, fault)
                is_last = number == tries or isinstance(fault, TurnedDown)
                left = deadline - self._clock() - pause
                if is_last or left < _LEAST_SECONDS or self._is_shut():
                    raise CoreAway(AWAY) from None
                self._sleep(pause)
            else:
                if number > 1 or standing != Standing():
                    self._standing.write(after_answer(standing))
                return answer
        raise CoreAway(AWAY)

    def _called(
        self, path: str, asked: Mapping[str, Any], seconds: float, once: str = ""
    ) -> CoreAnswer:
        moment = int(self._clock())
        return self._line.call(path, asked, moment=moment, seconds=seconds, once=once)

    def _failed(self, path: str, fault: OutletFault) -> None:
        log.warning("business system %s: %s: %s", path, type(fault).__name__, fault)
        standing = after_failure(self._standing.read(), self._clock())
        self._standing.write(standing)
        self._standing.end_probe()
        if standing.shut_until is not None:
            log.error("business system: left alone for %d s", round(standing.rest))

    def _is_shut(self) -> bool:
        return passage(self._standing.read(), self._clock()) == "shut"

    def _pause(self, number: int, fault: OutletFault) -> float:
        wait = _FIRST_PAUSE * 2 ** (number - 1)
        # Spread out, so that all nodes do not come back in the same moment.
        return max(fault.after or 0.0, uniform(wait, 2 * wait))


def _reason(told: object) -> str:
    """Return why business was refused; long numbers may be somebody's and are not passed on."""
    if not isinstance(told, str) or not told.strip():
        return _REFUSED
    plain = "".join(each for each in told if each.isprintable())
    return re.sub(r"[0-9]{7,}[0-9Xx]?", "***", plain)[:_LONGEST_REASON]
