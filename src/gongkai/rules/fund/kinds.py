"""The kinds that loans, deposits and people come in, with what they are called."""

from enum import StrEnum


class RepaymentMethod(StrEnum):
    """How a loan is repaid (还款方式)."""

    ANNUITY = "ANNUITY"
    LINEAR = "LINEAR"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"ANNUITY": "等额本息", "LINEAR": "等额本金"}[self.value]


class LoanKind(StrEnum):
    """Whose money a loan is (贷款种类)."""

    FUND = "FUND"
    COMMERCIAL = "COMMERCIAL"
    COMBINED = "COMBINED"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "FUND": "公积金贷款",
            "COMMERCIAL": "商业贷款",
            "COMBINED": "组合贷款",
        }[self.value]


class HomeOrder(StrEnum):
    """Which home of the family a loan is for (住房套数)."""

    FIRST = "FIRST"
    SECOND = "SECOND"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"FIRST": "首套住房", "SECOND": "第二套住房"}[self.value]


class PrepaymentWay(StrEnum):
    """What an early repayment does to the loan (提前还款方式)."""

    SETTLE = "SETTLE"
    SHORTER = "SHORTER"
    LOWER = "LOWER"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "SETTLE": "全部提前还清",
            "SHORTER": "部分提前还款，缩短期限",
            "LOWER": "部分提前还款，减少月供",
        }[self.value]


class ChangeMonth(StrEnum):
    """How the month is reckoned in which a new rate begins (调息当月计息)."""

    WHOLE_MONTH = "WHOLE_MONTH"
    BY_DAYS = "BY_DAYS"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"WHOLE_MONTH": "当月全月按新利率", "BY_DAYS": "当月按天数分段"}[self.value]


class DepositRounding(StrEnum):
    """What is rounded to the yuan of a month's deposit (缴存额取整)."""

    EACH_SIDE = "EACH_SIDE"
    SUM = "SUM"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"EACH_SIDE": "单位、个人分别取整", "SUM": "合计取整"}[self.value]


class BalanceForm(StrEnum):
    """How the limit by the account's balance is reckoned (余额计算方式)."""

    MULTIPLE = "MULTIPLE"
    WITH_DEPOSITS = "WITH_DEPOSITS"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "MULTIPLE": "余额×倍数",
            "WITH_DEPOSITS": "余额×倍数＋月缴存额×至退休月数",
        }[self.value]


class RetirementGroup(StrEnum):
    """By which age somebody retires (退休年龄类别)."""

    MAN = "MAN"
    WOMAN = "WOMAN"
    WOMAN_WORKER = "WOMAN_WORKER"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"MAN": "男职工", "WOMAN": "女干部", "WOMAN_WORKER": "女工人"}[self.value]
