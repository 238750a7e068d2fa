"""Each rule with a sentence that breaks it and one that does not, as an editor would read them."""

from datetime import date

import pytest

from gongkai.rules.prechecks import PRECHECKS, Level, Piece, built_in, check_texts

KEY = b"key of the tests"
TODAY = date(2024, 3, 1)

# The rule, a sentence that breaks it, what of it is found, a sentence that is right.
CASES = [
    (
        "IDENTITY_NUMBER",
        "身份证号219900198503121174。",
        "219900198503121174",
        "编号219900198503121175。",
    ),
    (
        "LIKELY_IDENTITY_NUMBER",
        "身份证号219900198503121175",
        "219900198503121175",
        "合同编号219900198503121175",
    ),
    ("OLD_IDENTITY_NUMBER", "身份证219900850312117", "219900850312117", "账号219900851312117"),
    ("BANK_CARD", "卡号6222009458073021573", "6222009458073021573", "卡号6222009458073021574"),
    (
        "MOBILE_NUMBER",
        "电话13900001234",
        "13900001234",
        "热线12329、12345，电话0429-3112345、400-800-1234",
    ),
    (
        "HOME_ADDRESS",
        "家住海星路18号3号楼2单元501室",
        "海星路18号3号楼2单元501室",
        "办公地址：海星路18号3号楼2单元501室",
    ),
    ("MINOR_NAME", "学生王小雨的父亲", "王小雨", "学生高考期间"),
    ("WRONG_WORD", "核对帐户信息", "帐户", "核对账户信息"),
    ("STANDARD_TERM", "港澳台国家的职工", "港澳台国家", "港澳台地区的职工"),
    ("OLD_NAME", "请到工商局办理", "工商局", "原工商局的档案"),
    ("HALF_WIDTH_MARK", "职工,可以申请", ",", "全年12,345笔"),
    ("DOUBLED_MARK", "特此通知。。", "。。", "特此通知。"),
    ("NEEDLESS_COMMA", "《条例》、《办法》", "、", "《条例》（附件1）、《办法》"),
    ("STRAIGHT_QUOTE", '推行"一网通办', '"', "推行“一网通办”"),
    ("ELLIPSIS", "购房、租房...", "...", "购房、租房……"),
    ("NUMBERING_MARK", "1、申请条件", "1、", "1. 申请条件"),
    ("DOCUMENT_NUMBER", "葫公积金发[2023]5号", "[2023]5号", "葫公积金发〔2023〕5号"),
    ("FULL_WIDTH_DIGIT", "共３６５笔", "３６５", "共365笔"),
    ("ZERO_IN_YEAR", "二零二三年", "二零二三年", "二〇二三年"),
    ("MIXED_YEAR", "2023年和二〇二二年", "二〇二二年", "2023年和2022年"),
    ("SHORT_YEAR", "23年5月起执行", "23年5月", "2023年5月起执行，期限20年5个月"),
    ("RANGE_HYPHEN", "3-5个工作日", "3-5个工作日", "3～5个工作日，表3-5"),
    ("DOUBLE_APPROXIMATION", "约300户左右", "约300户左右", "约300户"),
    ("DATE_IMPOSSIBLE", "2023年2月29日", "2023年2月29日", "2024年2月29日"),
    ("DATE_FUTURE", "截至2024年12月31日，已归集", "2024年12月31日", "自2024年12月31日起施行"),
    ("LINK_ACTIVE", "见javascript:alert", "javascript:alert", "见https://a.gov.cn"),
    ("LINK_LOCAL", r"见C:\表格\a.doc", r"C:\表格\a.doc", "见附件a.doc"),
    ("LINK_PRIVATE", "http://192.168.1.8/x", "http://192.168.1.8/x", "http://www.a.gov.cn/x"),
    ("LINK_FAULTY", "http://a..cn/x", "http://a..cn/x", "http://a.cn/x"),
]


def found(text, *, place="body", on=TODAY, formed_on=None, words=None):
    """Return what is found in one piece."""
    lists = built_in() if words is None else words
    return check_texts([Piece(place, text)], words=lists, key=KEY, on=on, formed_on=formed_on)


@pytest.mark.parametrize(("rule", "wrong", "part", "right"), CASES, ids=[row[0] for row in CASES])
def test_rule(rule, wrong, part, right):
    (one,) = [each for each in found(wrong) if each.rule == rule]
    assert wrong[one.start : one.end] == part
    assert one.level is PRECHECKS[rule].level
    assert one.message.endswith("。")
    assert [each.rule for each in found(right)] == []


def test_titles():
    assert [one.rule for one in found("关于结息的通知。", place="title")] == ["TITLE_MARK"]
    assert [one.rule for one in found("关于结息的通知", place="title")] == []
    assert [one.rule for one in found("可以异地提取吗？", place="title")] == []
    assert [one.rule for one in found("长" * 61, place="title")] == ["TITLE_LONG"]
    assert [one.rule for one in found("  ", place="title")] == ["TITLE_EMPTY"]


def test_a_date_before_the_text_was_formed():
    formed = date(2024, 2, 20)
    (one,) = found("自2024年1月1日起施行。", formed_on=formed)
    assert (one.rule, one.level) == ("DATE_BEFORE_FORMATION", Level.CONFIRM)
    (one,) = found("2024年2月19日", formed_on=formed)
    assert one.rule == "DATE_BEFORE_FORMATION"
    assert found("2024年2月20日", formed_on=formed) == []
    assert found("自2024年3月1日起施行。", formed_on=formed) == []
    (one,) = found("正文", formed_on=date(2024, 3, 2))
    assert (one.rule, one.place) == ("DATE_FUTURE", "formed_on")


def test_a_card_of_a_child_that_is_not_born_yet_is_no_identity_number():
    assert found("219900202403020012") == []


def test_a_contract_number_that_could_be_an_identity_number_is_only_to_be_confirmed():
    (one,) = found("合同编号219900198503121174")
    assert (one.rule, one.level) == ("IDENTITY_NUMBER", Level.CONFIRM)


def test_a_number_hidden_by_invisible_characters_is_found():
    (one,) = found("219900\u200b19850312\u200b1174")
    assert one.rule == "IDENTITY_NUMBER"


def test_a_minor_without_a_full_name_is_only_pointed_out():
    (one,) = found("小学生孙某某获奖。")
    assert (one.rule, one.level) == ("MINOR_NAME", Level.ADVICE)


def test_a_grown_up_child_is_no_minor():
    assert found("其子王强（35岁）为共同借款人。") == []
    assert [one.rule for one in found("其子王强（15岁）为共有人。")] == ["MINOR_NAME"]


def test_findings_of_several_pieces_come_in_their_order():
    pieces = [Piece("summary", "帐户"), Piece("body/p-1", "。。帐户"), Piece("body/p-2", "帐目")]
    found_ones = check_texts(pieces, words=built_in(), key=KEY, on=TODAY, formed_on=None)
    assert [(one.place, one.start) for one in found_ones] == [
        ("summary", 0),
        ("body/p-1", 0),
        ("body/p-1", 2),
        ("body/p-2", 0),
    ]


def test_every_rule_has_its_source():
    assert all(one.source and one.label for one in PRECHECKS.values())
