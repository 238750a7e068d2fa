"""Filling the embedded business system with made-up people; what is there already stays."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.fund_services.core.facts import AccountState, Employer, WorkerAccount
from gongkai.fund_services.core.made_up.histories import (
    account_of,
    entries_of,
    instalments_of,
    lent,
    loan_of,
)
from gongkai.fund_services.core.made_up.people import (
    LARGE_EMPLOYER,
    LARGE_SIZE,
    SMALL_EMPLOYER,
    SMALL_SIZE,
    MadeUpEmployer,
    MadeUpWorker,
    employers,
    named_workers,
    other_workers,
)
from gongkai.fund_services.core.stored import identity_digest, sealed
from gongkai.fund_services.models import (
    CoreAccount,
    CoreBorrower,
    CoreEmployer,
    CoreEntry,
    CoreLoan,
)


@transaction.atomic
def load_made_up_people(*, on: date, with_large_employer: bool = True) -> bool:
    """Fill the embedded system with people whose deposits and loans go up to a day.

    :param with_large_employer: with all 2,000 workers of the large employer, not only its agent
    :returns: False where somebody is in it already, and nothing is changed
    """
    if CoreEmployer.objects.exists():
        return False
    told = {each.employer_no: each for each in employers()}
    workers = list(named_workers())
    sizes = {SMALL_EMPLOYER: SMALL_SIZE}
    if with_large_employer:
        sizes[LARGE_EMPLOYER] = LARGE_SIZE
    for employer_no, size in sizes.items():
        # Who has left, and whose account is sealed, is no longer counted among them.
        known = sum(_is_deposited_for(each, employer_no) for each in workers)
        workers += other_workers(employer_no, size - known)
    accounts = _load_accounts(told, workers, on)
    _load_loans(workers, accounts, on)
    return True


def _is_deposited_for(worker: MadeUpWorker, employer_no: str) -> bool:
    return worker.employer_no == employer_no and worker.state is AccountState.NORMAL


def _load_accounts(
    told: dict[str, MadeUpEmployer], workers: list[MadeUpWorker], on: date
) -> dict[str, CoreAccount]:
    histories = [entries_of(each, told[each.employer_no], on) for each in workers]
    facts = [
        account_of(each, told[each.employer_no], entries, on)
        for each, entries in zip(workers, histories, strict=True)
    ]
    rows = {
        each.employer_no: CoreEmployer.objects.create(
            employer_no=each.employer_no,
            credit_code=each.credit_code,
            facts=sealed(_employer(each, facts)),
        )
        for each in told.values()
    }
    accounts = CoreAccount.objects.bulk_create(
        CoreAccount(
            account_no=each.account_no,
            identity_digest=identity_digest(each.identity_number),
            employer=rows[each.employer_no],
            facts=sealed(each),
        )
        for each in facts
    )
    CoreEntry.objects.bulk_create(
        (
            CoreEntry(account=row, on=entry.on, facts=sealed(entry))
            for row, entries in zip(accounts, histories, strict=True)
            for entry in entries
        ),
        batch_size=1000,
    )
    return {each.account_no: each for each in accounts}


def _employer(told: MadeUpEmployer, facts: Iterable[WorkerAccount]) -> Employer:
    normal = [
        each
        for each in facts
        if each.employer_no == told.employer_no and each.state is AccountState.NORMAL
    ]
    return Employer(
        employer_no=told.employer_no,
        name=told.name,
        credit_code=told.credit_code,
        state=AccountState.NORMAL,
        employer_ratio=told.ratio,
        worker_ratio=told.ratio,
        workers=len(normal),
        monthly=sum((each.monthly for each in normal), Decimal("0.00")),
        paid_through=max((each.paid_through for each in normal if each.paid_through), default=None),
        contact_name=told.contact_name,
        contact_phone=told.contact_phone,
    )


def _load_loans(workers: list[MadeUpWorker], accounts: dict[str, CoreAccount], on: date) -> None:
    by_number = {each.account_no: each for each in workers}
    for worker in workers:
        for loan in worker.loans:
            others = [by_number[loan.with_account]] if loan.with_account else []
            borrowers = [worker, *others]
            instalments = instalments_of(loan, on)
            row = CoreLoan.objects.create(
                contract_no=loan.contract_no,
                issued_on=lent(loan, on),
                facts=sealed(loan_of(loan, borrowers, instalments, on)),
                instalments=sealed(instalments),
            )
            CoreBorrower.objects.bulk_create(
                CoreBorrower(loan=row, account=accounts[each.account_no]) for each in borrowers
            )
