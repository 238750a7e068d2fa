"""Made-up people in the embedded business system, by the part they play.

`fill_core(on)` first; then `account_of("DEPOSITING")` and so on, or `fund_core()` as the code does.
"""

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.made_up import people
from gongkai.fund_services.core.made_up.loading import load_made_up_people

# Account numbers.
DEPOSITING = people.DEPOSITING
SEALED = people.SEALED
BORROWER, CO_BORROWER = people.BORROWER, people.CO_BORROWER
SETTLED = people.SETTLED
TWO_LOANS = people.TWO_LOANS
CLOSED = people.CLOSED
NEW_WORKER = people.NEW_WORKER
SMALL_AGENT, LARGE_AGENT = people.SMALL_AGENT, people.LARGE_AGENT
# Employer numbers: one of 12 workers, one of 2,000.
SMALL_EMPLOYER, LARGE_EMPLOYER = people.SMALL_EMPLOYER, people.LARGE_EMPLOYER


def fill_core(on, *, with_large_employer=False):
    """Fill the embedded system with made-up people whose deposits and loans go up to a day."""
    load_made_up_people(on=on, with_large_employer=with_large_employer)


def account_of(account_no):
    """Return the account of one of them."""
    return fund_core().account(account_no)


def person(account_no):
    """Return who has an account: name, identity_number, phone and so on."""
    return next(each for each in people.named_workers() if each.account_no == account_no)


def employer_told(employer_no):
    """Return what is known of an employer: name, credit_code, ratio."""
    return next(each for each in people.employers() if each.employer_no == employer_no)
