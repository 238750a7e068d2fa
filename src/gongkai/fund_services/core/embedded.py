"""The business system that ships with the package: made-up people, for demonstrations and tests."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from secrets import token_hex

from django.db import IntegrityError, transaction

from gongkai.fund_services.core.effects import fault_of, settle
from gongkai.fund_services.core.facts import (
    AccountEntry,
    AccountState,
    Business,
    BusinessState,
    BusinessStatus,
    Employer,
    EmployerWorker,
    Loan,
    Repayment,
    WorkerAccount,
)
from gongkai.fund_services.core.port import CoreRefused
from gongkai.fund_services.core.stored import (
    account_in,
    business_in,
    employer_in,
    entry_in,
    identity_digest,
    loan_in,
    repayments_in,
    sealed,
)
from gongkai.fund_services.models import (
    CoreAccount,
    CoreBorrower,
    CoreBusiness,
    CoreEmployer,
    CoreEntry,
    CoreLoan,
)


class EmbeddedCore:
    """A business system whose accounts are rows of this installation's own database.

    Business that is sent waits for one step, is handled for another, and is done then: its effects
    are written when somebody next asks for anything.

    :param clock: seconds since 1970; a system outside has a clock of its own
    :param pace: seconds that each step takes; 0 does everything at once
    """

    def __init__(self, clock: Callable[[], float], pace: float) -> None:
        self._clock, self._pace = clock, pace

    def account_of(self, identity_number: str) -> WorkerAccount | None:
        """Return the account of a person: one each, 《住房公积金管理条例》第十三条."""
        self._catch_up()
        row = CoreAccount.objects.filter(identity_digest=identity_digest(identity_number)).first()
        return account_in(row) if row else None

    def account(self, account_no: str) -> WorkerAccount | None:
        """Return an account by its number."""
        self._catch_up()
        row = CoreAccount.objects.filter(account_no=account_no).first()
        return account_in(row) if row else None

    def entries(self, account_no: str, first: date, last: date) -> Sequence[AccountEntry]:
        """Return an account's entries from one day to another, oldest first."""
        self._catch_up()
        rows = CoreEntry.objects.filter(
            account__account_no=account_no, on__gte=first, on__lte=last
        ).order_by("on", "pk")
        return [entry_in(row) for row in rows]

    def loans(self, account_no: str) -> Sequence[Loan]:
        """Return the loans of which the account's owner is a borrower, newest first."""
        self._catch_up()
        rows = CoreBorrower.objects.filter(account__account_no=account_no).select_related("loan")
        return [loan_in(row.loan) for row in rows.order_by("-loan__issued_on", "-loan__pk")]

    def repayments(self, contract_no: str) -> Sequence[Repayment]:
        """Return the instalments of a loan, paid and to come."""
        self._catch_up()
        row = CoreLoan.objects.filter(contract_no=contract_no).first()
        return repayments_in(row) if row else []

    def employer(self, employer_no: str) -> Employer | None:
        """Return an employer by its number."""
        self._catch_up()
        row = CoreEmployer.objects.filter(employer_no=employer_no).first()
        return employer_in(row) if row else None

    def employer_of(self, credit_code: str) -> Employer | None:
        """Return an employer by its unified social credit code."""
        self._catch_up()
        row = CoreEmployer.objects.filter(credit_code=credit_code.strip().upper()).first()
        return employer_in(row) if row else None

    def employer_workers(self, employer_no: str) -> Sequence[EmployerWorker]:
        """Return an employer's workers by account number, those without an account left out."""
        self._catch_up()
        rows = CoreAccount.objects.filter(employer__employer_no=employer_no).order_by("account_no")
        accounts = (account_in(row) for row in rows)
        return [
            EmployerWorker(
                each.account_no,
                each.name,
                each.identity_number,
                each.state,
                each.base,
                each.monthly,
            )
            for each in accounts
            if each.state is not AccountState.CLOSED
        ]

    def submit(self, business: Business, *, once: str, at: datetime) -> str:
        """Take business and return its number; what cannot be done is refused at once.

        :param once: idempotency key; the same key again returns the same number
        :raises CoreRefused: if it is refused for good
        """
        self._catch_up()
        if known := CoreBusiness.objects.filter(once=once).first():
            return str(known.core_no)
        if fault := fault_of(business):
            raise CoreRefused(fault)
        step = timedelta(seconds=self._pace)
        row = CoreBusiness(
            core_no=f"HX{at:%Y%m%d}{token_hex(4).upper()}",
            once=once,
            content=sealed(business),
            received_at=at,
            handling_at=at + step,
            due_at=at + 2 * step,
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # Sent twice at the same time: whoever was second is told the number of the first.
            return str(CoreBusiness.objects.get(once=once).core_no)
        return str(row.core_no)

    def status(self, core_no: str) -> BusinessStatus | None:
        """Return where business stands, None if the number is unknown."""
        self._catch_up()
        row = CoreBusiness.objects.filter(core_no=core_no).first()
        if row is None:
            return None
        if row.settled_at is not None:
            state = BusinessState.REFUSED if row.reason else BusinessState.DONE
            return BusinessStatus(core_no, state, row.settled_at, row.reason, row.amount)
        if row.handling_at <= self._now():
            return BusinessStatus(core_no, BusinessState.HANDLING, row.handling_at)
        return BusinessStatus(core_no, BusinessState.RECEIVED, row.received_at)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    def _catch_up(self) -> None:
        """Write into the accounts what was due by now, in the order in which it came."""
        due = CoreBusiness.objects.filter(settled_at=None, due_at__lte=self._now())
        for core_no in due.order_by("due_at", "pk").values_list("core_no", flat=True):
            with transaction.atomic():
                row = CoreBusiness.objects.select_for_update().get(core_no=core_no)
                if row.settled_at is None:
                    done = settle(business_in(row), row.due_at)
                    row.settled_at, row.reason, row.amount = row.due_at, done.reason, done.amount
                    row.save(update_fields=["settled_at", "reason", "amount"])
