"""`gongkai loan`: stable keys, the rule book's vectors, one line for bad input."""

import json
from decimal import Decimal

import pytest

from gongkai.cli.main import main

LOAN = ["loan", "--principal", "1000000", "--years", "30", "--method", "annuity"]
# RULES 8.3: arguments, rate, first, last, interest.
VECTORS = [
    (["1000000", "30", "annuity", "--rate", "2.6"], "2.6", "4003.40", "4003.40", "441222.96"),
    (["1000000", "30", "linear", "--rate", "2.6"], "2.6", "4944.44", "2783.80", "391083.33"),
    (["1000000", "30", "annuity", "--home", "first", "--on", "2024-06-01"],
     "2.85", "4135.57", "4135.57", "488806.58"),
    (["300000", "5", "linear", "--home", "first", "--on", "2025-05-08"],
     "2.10", "5525.00", "5008.75", "16012.50"),
    (["800000", "25", "annuity", "--home", "second", "--on", "2025-12-31"],
     "3.075", "3824.97", "3824.97", "347491.38"),
    (["800000", "25", "linear", "--home", "second", "--on", "2026-01-01"],
     "3.075", "4716.67", "2673.50", "308525.00"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "rate", "first", "last", "interest"), VECTORS)
def test_a_loan_as_json(capsys, given, rate, first, last, interest):
    principal, years, method, *rest = given
    arguments = ["--principal", principal, "--years", years, "--method", method, *rest]
    assert main(["loan", *arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == ""
    assert list(found) == [
        "rate", "first_payment", "last_payment", "total_interest", "payments",
    ]  # fmt: skip
    assert (found["rate"], found["first_payment"], found["last_payment"]) == (rate, first, last)
    assert found["total_interest"] == interest
    assert len(found["payments"]) == int(years) * 12
    assert (found["payments"][0], found["payments"][-1]) == (first, last)
    paid = sum(map(Decimal, found["payments"]))
    assert abs(paid - int(principal) - Decimal(interest)) < Decimal("0.005") * int(years) * 12


def test_a_loan_in_words(capsys):
    assert main([*LOAN, "--home", "second", "--on", "2025-06-01"]) == 0
    out = capsys.readouterr().out
    assert "年利率3.075%" in out and "第二套住房" in out and "审批结果为准" in out


def test_without_a_rate_a_first_home_of_today_is_meant(capsys):
    assert main([*LOAN, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rate"] == "2.60"


BAD = [
    ([*LOAN, "--home", "first", "--on", "2015-05-10"], "2015-05-11"),
    ([*LOAN, "--rate", "2.6", "--home", "first"], "只能选一个"),
    ([*LOAN, "--rate", "abc"], "年利率：“abc”不是利率"),
    ([*LOAN, "--rate", "0.026"], "如果是2.6%"),
    ([*LOAN[:4], "31", "--method", "annuity"], "1至30"),
    (["loan", "--principal", "一百万", "--years", "3", "--method", "linear"], "不是阿拉伯数字"),
    (["loan", "--principal", "-5", "--years", "3", "--method", "linear"], "负数"),
    (["loan", "--principal=-5", "--years", "3", "--method", "linear"], "负数"),
    (["loan", "--principal", "0", "--years", "3", "--method", "linear"], "超出范围"),
    ([*LOAN[:-1], "other"], "可选"),
    ([*LOAN, "--on", "2025-02-30"], "日期“2025-02-30”无法识别"),
    ([*LOAN, "--home", "third"], "可选"),
    (["loan", "--years", "3", "--method", "linear"], "缺少参数"),
]


@pytest.mark.parametrize(("arguments", "told"), BAD)
def test_bad_input_is_one_line_and_2(capsys, arguments, told):
    assert main([*arguments, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and told in err
