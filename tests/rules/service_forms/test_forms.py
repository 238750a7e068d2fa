"""Forms of business: what their tables may say, what may be filled in, and what is said of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.service_forms import (
    BaseLimits,
    FormFaulty,
    bundled_forms,
    carried_values,
    changes_between,
    problems_of,
    problems_of_batch,
    problems_of_files,
    read_definition,
    row_problems,
    table_digest,
    tidy_values,
)
from gongkai.rules.service_items import Audience, listed_items

ON = date(2026, 7, 6)
FORMS = {code: read_definition(table) for code, table in bundled_forms().items()}
RENT = {
    "name": "周演示", "account_no": "0001", "balance": "5000.00", "phone": "13800001234",
    "rent_kind": "MARKET", "has_no_home": "YES", "home_address": "某某市某某路8号",
    "rent_from": "2026-01-01", "rent_to": "2026-12-31", "amount": "3600",
    "bank": "某某银行", "bank_card": "6222020000000000000",
    "bank_card_again": "6222020000000000000",
}  # fmt: skip


def told(code, values, **more):
    return [each.message for each in problems_of(FORMS[code], values, on=ON, **more)]


def test_every_item_of_the_list_has_a_form_that_is_marked_to_be_confirmed():
    assert set(FORMS) == {item.code for item in listed_items()}
    assert all("待本中心确认" in form.note for form in FORMS.values())
    employers = [FORMS[item.code] for item in listed_items(Audience.EMPLOYER)]
    assert len(employers) == 18
    assert all(form.sections and form.declaration for form in employers)
    # Only who has no employer's account yet files without being somebody's agent.
    free = {form.item for form in employers if not form.needs_agent}
    assert free == {"EMPLOYER_REGISTRATION"}


def test_a_form_in_order_has_no_problems():
    assert told("RENT_WITHDRAWAL", RENT, facts={"account.balance": "5000.00"}) == []


@pytest.mark.parametrize(
    ("changed", "names", "says"),
    [
        ({"amount": ""}, "申请提取金额", "未填写，请填写"),
        ({"amount": "一千"}, "申请提取金额", "“一千”不是金额"),
        ({"amount": "12.345"}, "申请提取金额", "超过两位小数"),
        ({"amount": "-5"}, "申请提取金额", "小于0.01元"),
        ({"amount": "5000.01"}, "申请提取金额", "大于账户余额5000.00元"),
        ({"rent_from": "2026-02-30"}, "租期开始", "“2026-02-30”不是有效的日期"),
        ({"rent_to": "2025-12-31"}, "租期开始", "晚于租期结束“2025-12-31”"),
        ({"rent_kind": "BOAT"}, "租住类型", "“BOAT”不在所列选项中，请重新选择"),
        ({"rent_kind": "PUBLIC"}, "月租金", "未填写"),
        ({"phone": "123"}, "联系电话", "不是有效的手机号码"),
        ({"spouse_identity": "110105194912310021"}, "配偶证件号码", "校验位不符"),
        ({"bank_card": "6222020000000000001"}, "银行卡号", "校验位不符"),
        ({"bank_card_again": "12345678"}, "再填一次银行卡号", "不一致"),
        ({"home_address": "八号"}, "租住房屋坐落", "过短"),
        ({"bank": "行" * 61}, "开户银行", "超过60个字的上限，请缩短"),
    ],
)
def test_each_wrong_value_is_named_with_its_field_and_remedy(changed, names, says):
    messages = told("RENT_WITHDRAWAL", RENT | changed, facts={"account.balance": "5000.00"})
    assert any(each.startswith(names) and says in each for each in messages), messages
    assert all(each.endswith("。") for each in messages)


def test_no_message_repeats_the_number_of_a_person():
    wrong = {"phone": "1380000", "bank_card": "62220200", "spouse_identity": "11010519491231"}
    messages = "".join(told("RENT_WITHDRAWAL", RENT | wrong))
    assert not any(number in messages for number in wrong.values())


def test_what_was_typed_is_kept_in_one_spelling():
    typed = RENT | {
        "amount": "３，600元",
        "rent_from": "2026年1月1日",
        "phone": "+86 138-0000-1234",
    }
    kept = tidy_values(FORMS["RENT_WITHDRAWAL"], typed, ON)
    assert (kept["amount"], kept["rent_from"], kept["phone"]) == (
        "3600.00", "2026-01-01", "13800001234",
    )  # fmt: skip


def test_when_the_business_system_is_away_its_fields_may_be_empty_and_limits_wait():
    typed = RENT | {"name": "", "account_no": "", "amount": "999999"}
    assert told("RENT_WITHDRAWAL", typed, facts=None) == []
    assert len(told("RENT_WITHDRAWAL", typed, facts={"account.balance": "5000.00"})) == 3


def test_materials_that_are_needed_only_sometimes():
    form = FORMS["RENT_WITHDRAWAL"]
    lacking = {each.field for each in problems_of_files(form, RENT, {})}
    assert lacking == {"identity_card"}
    public = RENT | {"rent_kind": "PUBLIC"}
    assert {each.field for each in problems_of_files(form, public, {"identity_card": 3})} == {
        "identity_card", "lease", "rent_receipt",
    }  # fmt: skip


def test_sums_and_counts_have_to_fit_the_batch():
    values = {"employer_name": "某单位", "employer_no": "D1", "agent_name": "吴经办",
              "phone": "13800001234", "month": "2026-07", "count": "3", "total": "500.00",
              "pay_kind": "TRANSFER"}  # fmt: skip
    rows = [{"account_no": "1", "monthly": "200.00"}, {"account_no": "2", "monthly": "250.00"}]
    messages = told("MONTHLY_DEPOSIT", values, facts={}, rows=rows)
    assert any("与明细人数2不一致" in each for each in messages)
    assert any("合计450.00不一致" in each for each in messages)
    assert problems_of_batch(FORMS["MONTHLY_DEPOSIT"], 0)[0].field == "batch"


def test_rows_are_told_by_row_and_column():
    batch = FORMS["BASE_ADJUSTMENT"].batch
    row = {
        "account_no": "1",
        "name": "郑演示",
        "identity_number": "11010519491231002X",
        "base": "6000",
    }
    workers = {"1": {**row, "state": "NORMAL"}, "2": {**row, "account_no": "2", "state": "SEALED"}}
    rows = [
        (2, row),
        (3, row),
        (4, {**row, "account_no": "2"}),
        (5, {**row, "account_no": "9"}),
        (6, {**row, "account_no": "3", "base": "99999"}),
        (7, {**row, "name": "别人", "account_no": "1 "}),
        (8, {"base": "abc"}),
    ]
    limits = BaseLimits(Decimal("2000.0"), Decimal("30000.0"), "某市〔2026〕1号")
    found = list(row_problems(batch, rows, workers=workers, limits=limits, on=ON))
    by_row = {number: [each for each in found if each.row == number] for number, _row in rows}
    assert by_row[2] == []
    assert "与第2行重复" in by_row[3][0].reason
    assert "不是正常缴存的职工" in by_row[4][0].reason
    assert "不是本单位职工的账号" in by_row[5][0].reason
    assert "高于缴存基数上限30,000元" in by_row[6][0].reason
    assert {each.column for each in by_row[8]} == {"个人账号", "姓名", "证件号码", "新缴存基数"}
    assert all(each.remedy for each in found)


def test_what_is_typed_goes_over_into_a_new_version_and_the_change_is_told():
    table = bundled_forms()["RENT_WITHDRAWAL"]
    sections = [dict(each) for each in table["sections"]]
    sections[1] = {
        **sections[1],
        "fields": [
            {"name": "rent_kind", "label": "租住类型", "kind": "CHOICE",
             "choices": [["PUBLIC", "公租房"], ["LONG", "长租公寓"]]},
            {"name": "why", "label": "租住原因", "kind": "TEXT"},
            *[each for each in sections[1]["fields"] if each["name"] == "home_address"],
        ],
    }  # fmt: skip
    new = read_definition({**table, "sections": sections, "rules": []})
    kept = carried_values(RENT, new)
    assert kept["home_address"] == RENT["home_address"] and "rent_kind" not in kept
    notes = "".join(changes_between(FORMS["RENT_WITHDRAWAL"], new))
    assert "新增“租住原因”" in notes and "取消“租期开始”" in notes and "选项有变化" in notes
    assert changes_between(new, new) == ()
    assert table_digest(table) != table_digest({**table, "title": "别的"})


def one_field(**changed):
    field = {"name": "a", "label": "甲", "kind": "TEXT"} | changed
    return {"sections": [{"title": "一", "fields": [field]}]}


def one_material(**changed):
    return {"materials": [{"name": "m", "label": "材料"} | changed]}


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"item": "NO_SUCH"}, "不在事项清单中"),
        ({"colour": "red"}, "不认识的项“colour”"),
        ({"sections": []}, "缺少 sections"),
        (one_field(name="A"), "小写字母"),
        (one_field(kind="NOTE"), "不认识"),
        (one_field(kind="CHOICE"), "choices"),
        (one_field(least=1), "不能有 least"),
        (one_field(kind="MONEY", least=2, most=1), "least 大于 most"),
        (one_field(kind="ACCOUNT"), "请写明 prefill"),
        (one_field(prefill="secret.key"), "开头"),
        ({"rules": [{"kind": "SAME", "field": "name"}]}, "须写明 other"),
        ({"rules": [{"kind": "SAME", "field": "nowhere", "other": "name"}]}, "没有这个字段"),
        ({"account_field": "nowhere"}, "没有这个字段"),
        (one_material(kinds=["exe"]), "kinds"),
        (one_material(needed_if={"rent_kind": "X"}), "没有“X”这个选项"),
        ({"batch": {"title": "表", "columns": []}}, "columns"),
    ],
)
def test_a_table_that_defines_no_form_is_refused_with_the_place(change, names):
    with pytest.raises(FormFaulty, match=names):
        read_definition({**bundled_forms()["RENT_WITHDRAWAL"], **change})


anything = st.one_of(
    st.text(max_size=60), st.sampled_from(["YES", "0", "-1e9", "NaN", "９９", "2026-13"])
)


@pytest.mark.parametrize("card", ["H¨", "H-¨", "6222 0200-0000", "\u00a8\u00a8-\u00b4"])
def test_a_card_number_that_is_tidied_again_stays_as_it_is(card):
    form = FORMS["FLEXIBLE_EMPLOYMENT_DEPOSIT"]
    once = tidy_values(form, {"bank_card": card}, ON)
    assert tidy_values(form, once, ON) == once


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_whatever_is_filled_in_every_problem_names_its_field(code, data):
    form = FORMS[code]
    values = {field.name: data.draw(anything) for field in form.fields}
    facts = data.draw(st.sampled_from([None, {}, {"account.balance": "10", "loan.remaining": "x"}]))
    for problem in problems_of(form, values, on=ON, facts=facts, rows=()):
        field = form.field(problem.field)
        assert field is not None and field.label in problem.message
        assert problem.message.endswith("。")
    kept = tidy_values(form, values, ON)
    assert tidy_values(form, kept, ON) == kept


@given(st.data())
def test_whatever_stands_in_a_row_every_problem_names_row_and_column(data):
    form = FORMS[data.draw(st.sampled_from(sorted(c for c, f in FORMS.items() if f.batch)))]
    names = [column.name for column in form.batch.columns]
    rows = data.draw(
        st.lists(st.fixed_dictionaries({name: anything for name in names}), max_size=4)
    )
    numbered = list(enumerate(rows, start=2))
    labels = {column.label for column in form.batch.columns}
    for problem in row_problems(form.batch, numbered, workers={}, on=ON):
        assert problem.row in range(2, 2 + len(rows)) and problem.column in labels
        assert problem.reason and problem.remedy


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.floats())
tables = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(["title", "sections", "materials", "rules", "batch", "agent", "leads_to"]),
    tables,
)
def test_no_table_makes_reading_fall_over(key, value):
    try:
        read_definition({**bundled_forms()["BASE_ADJUSTMENT"], key: value})
    except FormFaulty as faulty:
        assert str(faulty)
