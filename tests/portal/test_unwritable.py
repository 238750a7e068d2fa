"""A character that cannot be kept is told with its field, wherever somebody types."""

import pytest

from gongkai.portal.account_forms import SignInForm
from gongkai.portal.apply_forms import text_field
from gongkai.portal.filing_forms import ProgressForm, SignForm


@pytest.mark.parametrize(
    ("form", "field", "label"),
    [
        (ProgressForm, "number", "受理号"),
        (ProgressForm, "code", "查询码"),
        (SignInForm, "number", "证件号码或者手机号码"),
        (SignInForm, "password", "密码"),
        (SignForm, "signature", "签名"),
    ],
)
def test_the_field_is_named_and_what_to_do(form, field, label):
    told = form({field: "a\x00b"}).errors[field]
    assert told == [f"{label}：含有不能保存的字符，请删除后重新填写。"]


def test_other_text_is_taken_as_before():
    assert text_field("事由", 5).clean(" 甲乙 ") == "甲乙"


def test_whoever_signs_is_told_at_once_of_tick_and_name():
    assert set(SignForm({"agrees": "", "signature": " "}).errors) == {"agrees", "signature"}
    assert SignForm({"agrees": "on", "signature": "某某"}).is_valid()
