"""The calculators of the provident fund: loan, quota, deposit, withdrawal, interest."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.api.access import PublicView
from gongkai.api.fund_schema import (
    DepositResult,
    InterestResult,
    LoanResult,
    QuotaResult,
    Refusal,
    WithdrawalResult,
    parameters_of,
)
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.city_rules import rules_in_force
from gongkai.rules.fund import CityRules, Mistyped
from gongkai.rules.fund.questions import (
    DEPOSIT_FIELDS,
    INTEREST_FIELDS,
    LOAN_FIELDS,
    QUOTA_FIELDS,
    WITHDRAWAL_FIELDS,
    AskedField,
    ask_deposit,
    ask_interest,
    ask_loan,
    ask_quota,
    ask_withdrawal,
)

_REFUSED = {
    400: OpenApiResponse(Refusal, description="有参数不能计算"),
    404: OpenApiResponse(description="没有这个机关，或者不是住房公积金管理中心"),
}


def _described(
    name: str, summary: str, fields: tuple[AskedField, ...], result: type[Serializer]
) -> Callable[[Any], Any]:
    return extend_schema(
        operation_id=f"fund_{name}",
        summary=summary,
        tags=["公积金计算"],
        parameters=parameters_of(fields),
        responses={200: result, **_REFUSED},
    )


class Loan(PublicView):
    """Reckon a loan."""

    @_described("loan", "贷款还款计划", LOAN_FIELDS, LoanResult)
    def get(self, request: Request) -> Response:
        """Return the loan with every instalment."""
        return _answer(request, ask_loan, LoanResult)


class LoanQuota(PublicView):
    """Reckon how much may be borrowed."""

    @_described("quota", "可贷额度", QUOTA_FIELDS, QuotaResult)
    def get(self, request: Request) -> Response:
        """Return the quota, step by step."""
        return _answer(request, ask_quota, QuotaResult)


class MonthlyDeposit(PublicView):
    """Reckon a month's deposit."""

    @_described("deposit", "月缴存额", DEPOSIT_FIELDS, DepositResult)
    def get(self, request: Request) -> Response:
        """Return the deposit of employer and worker."""
        return _answer(request, lambda typed, city, _on: ask_deposit(typed, city), DepositResult)


class WithdrawalLimit(PublicView):
    """Reckon how much can be withdrawn."""

    @_described("withdrawal", "可提取金额", WITHDRAWAL_FIELDS, WithdrawalResult)
    def get(self, request: Request) -> Response:
        """Return how much can be withdrawn, step by step."""
        return _answer(
            request, lambda typed, city, _on: ask_withdrawal(typed, city), WithdrawalResult
        )


class AccountInterest(PublicView):
    """Reckon the interest of an account."""

    @_described("interest", "账户利息", INTEREST_FIELDS, InterestResult)
    def get(self, request: Request) -> Response:
        """Return the interest of each year of settlement."""
        return _answer(request, ask_interest, InterestResult)


def _answer(
    request: Request,
    ask: Callable[[dict[str, str], CityRules, date], Any],
    result: type[Serializer],
) -> Response:
    on = timezone.localdate()
    city = _city(request.query_params.get("agency", ""), on)
    try:
        answer = ask(request.query_params.dict(), city, on)
    except Mistyped as mistyped:
        problems = [problem._asdict() for problem in mistyped.problems]
        return Response({"detail": str(mistyped), "problems": problems}, status=400)
    return Response(result(answer).data)


def _city(code: str, on: date) -> CityRules:
    try:
        if code:
            # Not every database takes every character in a question.
            validate_slug(code)
        agency = agency_named(code)
    except (AgencyUnknown, ValidationError) as unknown:
        raise NotFound(_("没有这个机构代码的机关。")) from unknown
    if not is_fund_centre(agency):
        raise NotFound(_("该机关不是住房公积金管理中心，没有公积金计算。"))
    return rules_in_force(agency, on)
