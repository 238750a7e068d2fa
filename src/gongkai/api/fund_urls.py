"""Addresses of the provident fund's calculators for machines."""

from django.urls import path

from gongkai.api.views.fund import (
    AccountInterest,
    Loan,
    LoanQuota,
    MonthlyDeposit,
    WithdrawalLimit,
)

urlpatterns = [
    path("api/v1/fund/loan/", Loan.as_view(), name="fund-loan"),
    path("api/v1/fund/quota/", LoanQuota.as_view(), name="fund-quota"),
    path("api/v1/fund/deposit/", MonthlyDeposit.as_view(), name="fund-deposit"),
    path("api/v1/fund/withdrawal/", WithdrawalLimit.as_view(), name="fund-withdrawal"),
    path("api/v1/fund/interest/", AccountInterest.as_view(), name="fund-interest"),
]
