"""Who is in the embedded business system: invented people and employers, the same each time.

Nobody here exists. Numbers pass the check digit, but no place has the region code 219999 (GB/T
2260); the mobile numbers beginning with 199000 are made up as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from stdnum.cn import ric, uscc

from gongkai.fund_services.core.facts import AccountState, RepaymentMethod

SMALL_EMPLOYER, LARGE_EMPLOYER = "D10000012", "D10002000"
SMALL_SIZE, LARGE_SIZE = 12, 2000


@dataclass(frozen=True)
class MadeUpLoan:
    """A loan somebody has: lent so many months ago, settled so many months ago.

    Its rate is what was published for its day, and changes each January as published.
    """

    contract_no: str
    principal: Decimal
    months: int
    lent_months_ago: int
    settled_months_ago: int | None = None
    method: RepaymentMethod = RepaymentMethod.ANNUITY
    is_second_home: bool = False
    with_account: str = ""


@dataclass(frozen=True)
class MadeUpWorker:
    """A worker; months are counted back from the day on which the system is filled."""

    account_no: str
    name: str
    identity_number: str
    phone: str
    employer_no: str
    base: Decimal
    opened_months_ago: int
    state: AccountState = AccountState.NORMAL
    paid_until_months_ago: int = 0
    withdrawn: Decimal = Decimal(0)
    loans: tuple[MadeUpLoan, ...] = ()
    bank_card_end: str = "0000"


@dataclass(frozen=True)
class MadeUpEmployer:
    """An employer; its ratio is the worker's as well."""

    employer_no: str
    name: str
    credit_code: str
    ratio: Decimal
    contact_name: str
    contact_phone: str


def identity_number(born: str, order: int) -> str:
    """Return a number of nobody, right by its check digit.

    :param born: YYYYMMDD
    """
    first = f"219999{born}{order:03d}"
    return first + str(ric.calc_check_digit(first + "0"))


def credit_code(order: int) -> str:
    """Return a unified social credit code of nobody, right by its check digit."""
    first = f"91219999DEM{order:06d}"
    return first + str(uscc.calc_check_digit(first))


def employers() -> tuple[MadeUpEmployer, ...]:
    """Return the employers: a small one, and a large one."""
    return (
        MadeUpEmployer(
            SMALL_EMPLOYER,
            "葫芦岛某某机械有限公司（演示）",
            credit_code(12),
            Decimal(8),
            "郑某某（演示）",
            "19900000007",
        ),
        MadeUpEmployer(
            LARGE_EMPLOYER,
            "葫芦岛某某重工有限公司（演示）",
            credit_code(2000),
            Decimal(12),
            "王某某（演示）",
            "19900000008",
        ),
    )


# Account numbers of those whom tests and the demonstration speak of.
DEPOSITING, SEALED, BORROWER, SETTLED = "2100000001", "2100000002", "2100000003", "2100000004"
TWO_LOANS, CLOSED, SMALL_AGENT, LARGE_AGENT = "2100000005", "2100000006", "2100000007", "2100000008"
CO_BORROWER, NEW_WORKER = "2100000009", "2100000010"

_FIRST_LOAN = MadeUpLoan("DJ20230001", Decimal(480000), 240, 40, with_account=CO_BORROWER)
_PAID_OFF = MadeUpLoan("DJ20180002", Decimal(200000), 120, 90, 14)
_OLD_ONE = MadeUpLoan("DJ20160003", Decimal(150000), 60, 118, 58)
_SECOND_ONE = MadeUpLoan(
    "DJ20240004",
    Decimal(350000),
    180,
    26,
    method=RepaymentMethod.LINEAR,
    is_second_home=True,
)


def named_workers() -> tuple[MadeUpWorker, ...]:
    """Return those who have a part to play; the demonstration's requests are by some of them."""
    return (
        _worker(DEPOSITING, "赵", "19810101", 1, 8000, 68, withdrawn=Decimal(12000)),
        _worker(SEALED, "钱", "19820101", 2, 6200, 80, AccountState.SEALED, 9),
        _worker(BORROWER, "孙", "19830101", 3, 11500, 96, loans=(_FIRST_LOAN,)),
        _worker(SETTLED, "李", "19840101", 4, 7300, 120, loans=(_PAID_OFF,)),
        _worker(TWO_LOANS, "周", "19850101", 5, 9800, 132, loans=(_OLD_ONE, _SECOND_ONE)),
        _worker(CLOSED, "吴", "19860101", 6, 5000, 60, AccountState.CLOSED, 20),
        _worker(SMALL_AGENT, "郑", "19870101", 7, 6800, 44),
        _worker(LARGE_AGENT, "王", "19880101", 8, 12400, 72, employer_no=LARGE_EMPLOYER),
        _worker(CO_BORROWER, "冯", "19890101", 9, 5600, 50),
        _worker(NEW_WORKER, "陈", "19900101", 10, 4300, 3),
    )


def _worker(
    account_no: str,
    family: str,
    born: str,
    order: int,
    base: int,
    opened: int,
    state: AccountState = AccountState.NORMAL,
    paid_until: int = 0,
    *,
    employer_no: str = SMALL_EMPLOYER,
    withdrawn: Decimal = Decimal(0),
    loans: tuple[MadeUpLoan, ...] = (),
) -> MadeUpWorker:
    return MadeUpWorker(
        account_no=account_no,
        name=f"{family}某某（演示）",
        identity_number=identity_number(born, order),
        phone=f"1990000{order:04d}",
        employer_no=employer_no,
        base=Decimal(base),
        opened_months_ago=opened,
        state=state,
        paid_until_months_ago=paid_until,
        withdrawn=withdrawn,
        loans=loans,
        bank_card_end=f"{order:04d}",
    )


def other_workers(employer_no: str, how_many: int) -> Iterator[MadeUpWorker]:
    """Yield workers of an employer that nobody knows by name."""
    head, shift = ("3", 100) if employer_no == SMALL_EMPLOYER else ("4", 0)
    for number in range(1, how_many + 1):
        year, month = 1970 + number % 30, 1 + number % 12
        day, order = 1 + number % 28, shift % 900 + number % 800 + 11
        yield MadeUpWorker(
            account_no=f"{head}10000{number:04d}",
            name=f"职工{number:04d}（演示）",
            identity_number=identity_number(f"{year}{month:02d}{day:02d}", order),
            phone=f"199000{head}{number:04d}",
            employer_no=employer_no,
            base=Decimal(3000 + number * 37 % 9000),
            opened_months_ago=2,
        )
