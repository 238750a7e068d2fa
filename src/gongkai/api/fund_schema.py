"""What the provident fund calculators answer; sums in yuan and rates in per cent, as text."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from gongkai.rules.fund import CENTRE_DECIDES, to_fen
from gongkai.rules.fund.questions import AskedField

_FORMATS = {
    "amount": "金额（元），可写“50万”",
    "rate": "年利率（%）",
    "whole": "整数",
    "day": "日期，如 2026-03-01",
    "choice": "选项",
}


def parameters_of(fields: Iterable[AskedField]) -> list[OpenApiParameter]:
    """Return what a calculator is asked with, as the description of the interface tells it."""
    agency = OpenApiParameter("agency", str, description="机构代码，不填为默认机关")
    return [agency, *(_parameter(field) for field in fields)]


def _parameter(field: AskedField) -> OpenApiParameter:
    told = [field.label, _FORMATS[field.kind]]
    told += [f"{code} {label}" for code, label in field.choices]
    if field.hint:
        told.append(field.hint.rstrip("。"))
    if field.default:
        told.append(f"默认 {field.default}")
    enum = [code for code, _label in field.choices] or None
    return OpenApiParameter(field.name, str, description="；".join(told), enum=enum)


class SumField(serializers.CharField):
    """A sum to the fen, e.g. 4003.40."""

    def to_representation(self, value: Any) -> str:
        """Return the sum as text."""
        return str(to_fen(value))


class _Result(serializers.Serializer):
    """What every result says of itself."""

    decided_by = serializers.SerializerMethodField(help_text="效力说明")

    def get_decided_by(self, _answer: Any) -> str:
        """Return who decides in the end."""
        return CENTRE_DECIDES


class UsedFigure(serializers.Serializer):
    """A figure that a result rests on."""

    label = serializers.CharField(help_text="项目")
    text = serializers.CharField(help_text="数值")
    since = serializers.DateField(allow_null=True, help_text="适用自")
    source = serializers.CharField(help_text="依据")
    is_settled = serializers.BooleanField(help_text="是否已经确认；否为待本中心确认")


class ReckonedStep(serializers.Serializer):
    """One step of a calculation."""

    name = serializers.CharField(help_text="步骤")
    text = serializers.CharField(help_text="算法")
    amount = SumField(allow_null=True, help_text="结果（元）")
    limits = serializers.BooleanField(help_text="是否由它决定结果")


class LoanInstalment(serializers.Serializer):
    """One instalment."""

    number = serializers.IntegerField(help_text="期数")
    due_on = serializers.DateField(help_text="还款日")
    annual = serializers.CharField(help_text="年利率（%）")
    payment = SumField(help_text="月还款额（元）")
    principal = SumField(help_text="本金（元）")
    interest = SumField(help_text="利息（元）")
    prepaid = SumField(help_text="提前还款（元）")
    balance = SumField(help_text="剩余本金（元）")


class LoanContract(serializers.Serializer):
    """One contract of a loan."""

    kind = serializers.CharField(help_text="贷款种类")
    principal = SumField(source="schedule.principal", help_text="贷款金额（元）")
    first_payment = SumField(source="schedule.first_payment", help_text="首期（元）")
    last_payment = SumField(source="schedule.last_payment", help_text="末期（元）")
    total_interest = SumField(source="schedule.total_interest", help_text="利息合计（元）")
    ends_on = serializers.DateField(source="schedule.ends_on", help_text="还清日")


class SavedByPrepayment(serializers.Serializer):
    """What early repayment saves."""

    interest = SumField(help_text="少付利息（元）")
    months = serializers.IntegerField(help_text="少还期数")


class LoanResult(_Result):
    """A loan."""

    kind = serializers.CharField(help_text="贷款种类")
    method = serializers.CharField(help_text="还款方式")
    years = serializers.IntegerField(help_text="年限")
    issued_on = serializers.DateField(help_text="放款日期")
    rate = serializers.CharField(help_text="首期年利率（%）")
    principal = SumField(source="plan.principal", help_text="贷款金额（元）")
    first_payment = serializers.SerializerMethodField(help_text="首期（元）")
    last_payment = serializers.SerializerMethodField(help_text="末期（元）")
    total_interest = SumField(source="plan.total_interest", help_text="利息合计（元）")
    total_paid = SumField(source="plan.total_paid", help_text="本息合计（元）")
    saved = SavedByPrepayment(source="plan.saved", allow_null=True)
    parts = LoanContract(source="plan.parts", many=True)
    payments = LoanInstalment(source="plan.rows", many=True)
    used = UsedFigure(many=True)
    notes = serializers.ListField(child=serializers.CharField(), help_text="说明")

    def get_first_payment(self, answer: Any) -> str:
        """Return the first instalment of all contracts."""
        return str(to_fen(answer.plan.rows[0].payment))

    def get_last_payment(self, answer: Any) -> str:
        """Return the last instalment of all contracts."""
        return str(to_fen(answer.plan.rows[-1].payment))


class QuotaResult(_Result):
    """How much may be borrowed."""

    amount = SumField(help_text="可贷额度（元）")
    limit = serializers.CharField(help_text="由哪一项决定")
    years = serializers.IntegerField(help_text="计算所用年限")
    longest_years = serializers.IntegerField(source="term.years", help_text="最长年限")
    longest_by = serializers.CharField(source="term.limit", help_text="最长年限由哪一项决定")
    rate = serializers.CharField(source="rate.annual", help_text="年利率（%）")
    refusals = serializers.ListField(child=serializers.CharField(), help_text="不符合的条件")
    steps = ReckonedStep(many=True)
    term_steps = ReckonedStep(source="term.steps", many=True)
    used = UsedFigure(many=True)


class DepositResult(_Result):
    """A month's deposit."""

    base = SumField(help_text="缴存基数（元）")
    employer = SumField(help_text="单位缴存（元）")
    worker = SumField(help_text="个人缴存（元）")
    total = SumField(help_text="月缴存额（元）")
    steps = ReckonedStep(many=True)
    used = UsedFigure(many=True)


class WithdrawalResult(_Result):
    """How much can be withdrawn."""

    kind = serializers.CharField(source="kind.code", help_text="提取情形")
    amount = SumField(help_text="可提取金额（元）")
    left = SumField(help_text="提取后余额（元）")
    closes = serializers.BooleanField(source="kind.closes", help_text="是否同时注销账户")
    limit = serializers.CharField(help_text="由哪一项决定")
    refusals = serializers.ListField(child=serializers.CharField(), help_text="不符合的条件")
    steps = ReckonedStep(many=True)
    used = UsedFigure(many=True)


class InterestPeriod(serializers.Serializer):
    """Interest up to a day."""

    on = serializers.DateField(help_text="计至")
    deposited = SumField(help_text="期间缴存（元）")
    interest = SumField(help_text="利息（元）")
    balance = SumField(help_text="余额（元）")
    is_settled = serializers.BooleanField(help_text="是否已结息并入余额")


class InterestResult(_Result):
    """Interest of an account."""

    since = serializers.DateField(help_text="起始日期")
    until = serializers.DateField(help_text="计至")
    balance = SumField(source="result.balance", help_text="余额（元）")
    settled = SumField(source="result.settled", help_text="已结利息（元）")
    pending = SumField(source="result.pending", help_text="未结利息（元）")
    deposited = SumField(source="result.deposited", help_text="期间缴存（元）")
    settlements = InterestPeriod(source="result.settlements", many=True)
    used = UsedFigure(many=True)


class WrongField(serializers.Serializer):
    """What is wrong with a field."""

    field = serializers.CharField(help_text="参数")
    message = serializers.CharField(help_text="原因和处理办法")


class Refusal(serializers.Serializer):
    """Why nothing could be reckoned."""

    detail = serializers.CharField(help_text="原因")
    problems = WrongField(many=True)
