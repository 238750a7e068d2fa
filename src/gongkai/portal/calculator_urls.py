"""Addresses of the provident fund's calculators."""

from django.urls import path

from gongkai.portal.views.calculators import (
    calculators,
    deposit,
    interest,
    loan,
    loan_workbook,
    quota,
    withdrawal,
)

urlpatterns = [
    path("jisuan/", calculators, name="calculators"),
    path("jisuan/daikuan/", loan, name="calculator-loan"),
    path("jisuan/daikuan/huankuanjihua.xlsx", loan_workbook, name="calculator-loan-workbook"),
    path("jisuan/edu/", quota, name="calculator-quota"),
    path("jisuan/jiaocun/", deposit, name="calculator-deposit"),
    path("jisuan/tiqu/", withdrawal, name="calculator-withdrawal"),
    path("jisuan/lixi/", interest, name="calculator-interest"),
]
