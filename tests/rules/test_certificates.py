"""When a certificate may be issued: 建金〔2016〕230号, and no guess where a fact is missing."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.certificates import (
    CertificateKind,
    CertificateRefused,
    CertificateState,
    LoanStanding,
    certificate_form,
    certificate_forms,
    forms_source,
    kind_of_item,
    last_day,
    longest_days,
    printed_facts,
    require_cross_city,
    require_deposits,
    require_settled,
    state_on,
)
from gongkai.rules.service_items import listed_item

ON = date(2024, 1, 10)
SETTLED = LoanStanding("HT1", True, Decimal("0.00"), date(2023, 5, 6), "提前还清")
OPEN = LoanStanding("HT2", False, Decimal("100000.00"), None, "")


def test_each_kind_is_the_result_of_an_item_of_its_audience():
    for form in certificate_forms():
        item = listed_item(form.item)
        assert item is not None and item.audience == form.audience
        assert kind_of_item(form.item) == form.kind
        assert 0 <= form.days <= longest_days() and form.opening and form.fields
        assert len({field.code for field in form.fields}) == len(form.fields)
    assert len({form.prefix for form in certificate_forms()}) == len(CertificateKind)
    assert kind_of_item("LOAN_APPLICATION") is None
    assert "待本中心确认" in forms_source()


def test_fields_are_those_of_the_three_certificates():
    labels = {form.kind: [each.label for each in form.fields] for form in certificate_forms()}
    assert labels["DEPOSIT"] == [
        "姓名", "证件类型", "证件号码", "个人账号", "单位名称", "单位账号", "账户状态", "缴存基数",
        "缴存比例", "月缴存额", "缴至年月", "连续缴存月数", "账户余额",
    ]  # fmt: skip
    assert {"借款人", "共同借款人", "借款合同号", "贷款金额", "贷款期限", "放款日期", "房屋坐落",
            "结清日期", "结清方式", "剩余本息"} <= set(labels["LOAN_SETTLEMENT"])  # fmt: skip
    assert {"缴存起止", "使用贷款次数", "有无未结清贷款", "联系电话"} <= set(
        labels["CROSS_CITY_LOAN"]
    )
    assert certificate_form(CertificateKind.CROSS_CITY_LOAN).slip
    assert certificate_form(CertificateKind.DEPOSIT).is_identity_masked


@pytest.mark.parametrize(("taken", "loans"), [(0, []), (1, [SETTLED])])
def test_who_never_borrowed_or_settled_the_first_loan_may(taken, loans):
    require_cross_city(taken, loans)


@pytest.mark.parametrize(
    ("taken", "loans", "why"),
    [
        (2, [SETTLED, SETTLED], "已使用过2次.*无论是否结清"),
        (2, [], "已使用过2次"),
        (7, [SETTLED], "已使用过7次"),
        (1, [OPEN], "首次住房公积金贷款还没有结清"),
        (1, [], "查不到是否已经结清"),
        (None, [], "次数不明"),
        (-1, [], "次数不明"),
        (0, [SETTLED], "次数不明"),
        (1, [SETTLED._replace(remaining=None)], "还没有结清"),
        (1, [SETTLED._replace(remaining=Decimal("0.01"))], "还没有结清"),
        (1, [SETTLED._replace(settled_on=None)], "还没有结清"),
    ],
)
def test_everybody_else_is_refused_with_basis_and_remedy(taken, loans, why):
    with pytest.raises(CertificateRefused, match=why) as refused:
        require_cross_city(taken, loans)
    assert refused.value.basis == "建金〔2016〕230号" in str(refused.value)
    assert refused.value.remedy.startswith(("请", "对")) and refused.value.remedy.endswith("。")


def test_a_loan_with_nothing_left_may_be_certified():
    require_settled(SETTLED, ON)


@pytest.mark.parametrize(
    ("loan", "why"),
    [
        (None, "没有查到"),
        (OPEN, "尚有未还清的本息"),
        (SETTLED._replace(remaining=Decimal("0.01")), "尚有未还清的本息"),
        (SETTLED._replace(is_settled=False), "尚有未还清的本息"),
        (SETTLED._replace(remaining=None), "不明"),
        (SETTLED._replace(remaining=Decimal("-1")), "不明"),
        (SETTLED._replace(settled_on=None), "不明"),
        (SETTLED._replace(settled_on=date(2024, 1, 11)), "晚于今天"),
    ],
)
def test_any_other_loan_is_not(loan, why):
    with pytest.raises(CertificateRefused, match=why):
        require_settled(loan, ON)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"paid_through": None}, "还没有缴存记录"),
        ({"opened_on": date(2024, 1, 11)}, "前后不一致"),
        ({"continuous_months": -1}, "前后不一致"),
        ({"paid_through": date(2026, 1, 1)}, "前后不一致"),
    ],
)
def test_deposits_that_cannot_be_are_not_certified(changed, why):
    told = {
        "paid_through": date(2023, 12, 1), "continuous_months": 20,
        "opened_on": date(2015, 3, 1), "on": ON,
    }  # fmt: skip
    if not why:
        return require_deposits(**told)
    with pytest.raises(CertificateRefused, match=why):
        require_deposits(**told | changed)
    return None


def test_an_unknown_fact_is_named_and_never_left_out():
    form = certificate_form(CertificateKind.LOAN_SETTLEMENT)
    whole = {field.code: "某" for field in form.fields}
    assert [each.code for each in printed_facts(form, whole)] == [each.code for each in form.fields]
    assert "co_borrowers" not in {
        each.code for each in printed_facts(form, whole | {"co_borrowers": ""})
    }
    with pytest.raises(
        CertificateRefused, match="没有返回房屋坐落、结清方式，不能出具贷款结清证明"
    ):
        printed_facts(form, whole | {"address": " ", "settled_how": ""})


def test_validity_counts_from_the_day_after_and_ends_with_revocation():
    until = last_day(ON, 30)
    assert until == date(2024, 2, 9) and last_day(ON, 0) is None
    assert state_on(until, is_revoked=False, on=until) == CertificateState.VALID
    assert state_on(until, is_revoked=False, on=date(2024, 2, 10)) == CertificateState.EXPIRED
    assert state_on(None, is_revoked=False, on=date(2099, 1, 1)) == CertificateState.VALID
    assert state_on(None, is_revoked=True, on=ON) == CertificateState.REVOKED
