"""The one narrow interface to the business system, and what can go wrong on it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

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


class CoreAway(Exception):
    """The business system cannot be asked now, or nobody can tell whether it did what was asked.

    The message is Chinese, for the screen, and says that nothing was lost.
    """


class CoreRefused(Exception):
    """The business system answered and refused; the message is its reason in Chinese."""


class FundCore(Protocol):
    """The business system of a centre; every method raises CoreAway where it is not there.

    What is unknown is None or empty; CoreRefused is raised by `submit` alone.
    """

    def account_of(self, identity_number: str) -> WorkerAccount | None:
        """Return the account of a person: one each, 《住房公积金管理条例》第十三条."""

    def account(self, account_no: str) -> WorkerAccount | None:
        """Return an account by its number."""

    def entries(self, account_no: str, first: date, last: date) -> Sequence[AccountEntry]:
        """Return an account's entries from one day to another, oldest first."""

    def loans(self, account_no: str) -> Sequence[Loan]:
        """Return the loans of which the account's owner is a borrower, newest first."""

    def repayments(self, contract_no: str) -> Sequence[Repayment]:
        """Return the instalments of a loan, paid and to come."""

    def employer(self, employer_no: str) -> Employer | None:
        """Return an employer by its number."""

    def employer_of(self, credit_code: str) -> Employer | None:
        """Return an employer by its unified social credit code."""

    def employer_workers(self, employer_no: str) -> Sequence[EmployerWorker]:
        """Return an employer's workers by account number."""

    def submit(self, business: Business, *, once: str, at: datetime) -> str:
        """Send business and return the business system's number of it.

        :param once: idempotency key; the same key again returns the same number
        :raises CoreRefused: if it is refused for good
        """

    def status(self, core_no: str) -> BusinessStatus | None:
        """Return where business stands, None if the number is unknown."""
