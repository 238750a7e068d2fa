"""Findings may be stored: places are true, digests last, and nobody's number stands in clear."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.rules.prechecks import Piece, built_in, check_texts, digest_of, shown
from rules.prechecks.test_rules import CASES, KEY, TODAY, found

SECRETS = ("219900198503121174", "6222009458073021573", "13900001234", "219900850312117")
PARTS = st.one_of(
    st.sampled_from([row[1] for row in CASES] + [row[3] for row in CASES]),
    st.sampled_from(
        [*SECRETS, "身份证", "卡号", "合同编号", "，", "。", "-", " ", "\n", "学生王小雨"]
    ),
    st.text(max_size=8),
)
TEXTS = st.lists(PARTS, max_size=12).map("".join)


@given(TEXTS, st.sampled_from(["title", "body/p-1", "body/table-1/1-1"]))
@example("\ud800", "body")
@example("62220094580730215731390000123４", "title")
def test_every_finding_says_what_stands_at_its_place(text, place):
    for one in found(text, place=place):
        assert 0 <= one.start <= one.end <= len(text)
        original = text[one.start : one.end] if one.end else text
        assert one.matched == shown(one.rule, original)


@given(TEXTS)
def test_no_number_of_a_person_stands_in_a_finding(text):
    told = re.sub(
        r"[^0-9]", "", repr([(one.matched, one.message, one.suggestion) for one in found(text)])
    )
    for secret in SECRETS:
        assert secret not in told


@given(TEXTS)
def test_the_same_text_gives_the_same_findings(text):
    assert found(text) == found(text)


def test_a_finding_is_known_again_wherever_and_however_it_is_typed():
    (one,) = found("电话13900001234")
    (other,) = found("请拨 139 0000 1234 联系", place="summary")
    (third,) = found("１３９００００１２３４")
    assert one.digest == other.digest == third.digest
    assert one.digest != digest_of("MOBILE_NUMBER", "13900001234", b"another key")
    assert one.digest != found("电话13900001235")[0].digest


def test_one_comma_that_is_let_pass_lets_no_other_pass():
    one, other = found("缴存职工,可以申请。"), found("提取材料,请带齐。")
    assert one[0].digest != other[0].digest
    assert one[0].digest == found("缴存职工,可以申请。", place="summary")[0].digest


def test_what_is_shown_is_masked():
    assert shown("IDENTITY_NUMBER", SECRETS[0]) == "219*************74"
    assert shown("MINOR_NAME", "王小雨") == "王**"
    assert shown("HOME_ADDRESS", "海星路18号3号楼") == "海星路**号*号楼"
    assert shown("HIDDEN_TEXT", "电话139 0000 1234止") == "电话139********34止"


def test_long_and_hostile_texts_come_to_an_end():
    for part in (
        "1 ",
        "1-",
        "号1",
        "路1号",
        "儿童王小，",
        "〔2023〕",
        "：",
        "http://a",
        "（",
        "帐",
        "1号楼",
    ):
        pieces = [Piece("body", part * (300_000 // len(part)))]
        assert len(check_texts(pieces, words=built_in(), key=KEY, on=TODAY, formed_on=None)) < 5_000
