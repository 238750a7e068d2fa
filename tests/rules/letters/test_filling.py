"""Live fields: filled, left out, or refused by name; terms cleaned or refused."""

from datetime import date

import pytest

from gongkai.rules.letters import (
    FieldsMissing,
    LetterKind,
    RemedySettled,
    TemplateFaulty,
    TermsRefused,
    cleaned_terms,
    fields_in,
    fill,
    missing_parts,
    remedies_of,
    require_sound,
    sample_fields,
    wording,
)

ON = date(2026, 3, 9)


def test_an_unknown_field_is_refused_by_its_name():
    with pytest.raises(TemplateFaulty, match="没有名为“申请者”的字段"):
        fill("{申请者}：", {})


@pytest.mark.parametrize("text", ["您好{申请人", "您好}", "{{申请人}}", "{\n申请人}"])
def test_braces_that_do_not_pair_are_quoted(text):
    with pytest.raises(TemplateFaulty, match="花括号"):
        fields_in(text)


def test_all_empty_mandatory_fields_are_named_at_once():
    with pytest.raises(FieldsMissing) as refused:
        fill("{理由}\n{获取方式}", {"理由": ""}, ["理由", "获取方式", "登记号"])
    assert refused.value.names == ("理由", "获取方式", "登记号")
    assert "“理由”、“获取方式”、“登记号”" in str(refused.value)


def test_a_paragraph_with_an_empty_optional_field_is_left_out():
    text = fill("甲\n可以向{负责机关}提出。\n乙", {"负责机关": ""})
    assert text == "甲\n乙"


def test_a_value_is_never_read_as_a_template():
    assert fill("{理由}", {"理由": "见{申请人}"}) == "见{申请人}"


def test_a_field_alone_keeps_its_lines_and_one_in_a_sentence_does_not_double_stops():
    assert fill("{补正事项}", {"补正事项": "一、甲\n二、乙"}) == "一、甲\n二、乙"
    assert fill("内容为：{申请内容}。", {"申请内容": "甲\n乙。"}) == "内容为：甲 乙。"


def test_a_name_has_no_place_in_a_title():
    bundled = wording(LetterKind.TRANSFER)
    with pytest.raises(TemplateFaulty, match="标题中不能使用字段“申请人”"):
        require_sound(LetterKind.TRANSFER, "", "给{申请人}的函", bundled.body)


def test_polished_reasons_still_stand_and_replaced_ones_do_not():
    each = wording(LetterKind.REPLY, "REFUSED_DELIBERATIVE")
    fields = sample_fields(each.kind, each.outcome, ON)
    text = fill(each.body, fields, each.needs)
    polished = text.replace("未最终确定", "至今没有最终确定下来")
    assert missing_parts(each.kind, each.outcome, polished, fields) == ()
    replaced = text.replace(fields["理由"], "不便公开。")
    assert missing_parts(each.kind, each.outcome, replaced, fields) == ("理由",)


@pytest.mark.parametrize(
    ("was", "now", "lost"),
    [
        ("60日", "六十日左右", "救济途径"),
        ("先向", "向", "救济途径"),
        ("某市某区人民法院", "人民法院", "救济途径"),
        ("某市人民政府", "上级机关", "救济途径"),
        ("第三十六条第三项", "有关规定", "依据条款"),
        ("2026年3月2日", "近日", "收到日期"),
        ("SQ2026-00012", "", "登记号"),
        ("某市住房公积金管理中心", "我中心", "本机关"),
    ],
)
def test_a_changed_fact_is_missed(was, now, lost):
    each = wording(LetterKind.REPLY, "REFUSED_DELIBERATIVE")
    fields = sample_fields(each.kind, each.outcome, ON)
    text = fill(each.body, fields, each.needs).replace(was, now)
    assert missing_parts(each.kind, each.outcome, text, fields) == (lost,)


def test_number_and_day_are_looked_for_once_they_are_given():
    each = wording(LetterKind.REPLY, "WITHDRAWN")
    fields = sample_fields(each.kind, each.outcome, ON)
    text = fill(each.body, fields, each.needs)
    given = fields | {"文号": "某公开答〔2026〕1号", "成文日期": "2026年3月9日"}
    assert missing_parts(each.kind, each.outcome, text, given) == ("文号", "成文日期")
    whole = f"某公开答〔2026〕1号\n{text}\n2026年3月9日"
    assert missing_parts(each.kind, each.outcome, whole, given) == ()
    assert missing_parts(each.kind, each.outcome, whole, given | {"文号": ""}) == ("文号",)


TERMS = [
    ("CORRECTION_NOTICE", {"until": "2026-02-30"}, "不是日期"),
    ("CORRECTION_NOTICE", {"until": "2026-03-09"}, "不晚于今天"),
    ("CORRECTION_NOTICE", {"due_on": "2026-04-01"}, "没有“due_on”这一事项"),
    ("FEE_NOTICE", {"method": "BY_WEIGHT"}, "二者只取其一"),
    ("FEE_NOTICE", {"quantity": "-3"}, "大于0的整数"),
    ("FEE_NOTICE", {"quantity": "3.5"}, "大于0的整数"),
    ("FEE_NOTICE", {"quantity": "１２"}, "大于0的整数"),
    ("FEE_NOTICE", {"amount": "1"}, "没有“amount”这一事项"),
    ("EXTENSION_NOTICE", {"reasons": "长" * 3001}, "超过3000字"),
    ("EXTENSION_NOTICE", {"days": "30"}, "没有“days”这一事项"),
]


@pytest.mark.parametrize(("kind", "terms", "told"), TERMS)
def test_wrong_terms_are_refused_with_field_value_and_remedy(kind, terms, told):
    with pytest.raises(TermsRefused, match=told):
        cleaned_terms(LetterKind(kind), "", terms, ON)


def test_empty_terms_are_left_out_and_numbers_are_plain():
    terms = cleaned_terms(
        LetterKind.FEE_NOTICE, "", {"method": "BY_PAGE", "quantity": "007", "payment": "  "}, ON
    )
    assert terms == {"method": "BY_PAGE", "quantity": "7"}


def test_only_an_open_remedy_can_be_chosen():
    names = {"reconsideration_organ": "某市人民政府", "court": "某市法院"}
    assert "先向" not in remedies_of(LetterKind.REPLY, "NOT_FOUND", ON, **names)
    told = remedies_of(LetterKind.REPLY, "NOT_FOUND", ON, chosen="RECONSIDERATION_FIRST", **names)
    assert "先向" in told
    with pytest.raises(RemedySettled):
        remedies_of(LetterKind.REPLY, "REFUSED_BY_LAW", ON, chosen="EITHER", **names)
    with pytest.raises(RemedySettled):
        remedies_of(LetterKind.REPLY, "NOT_FOUND", ON, chosen="NONE", **names)


def test_a_third_party_learns_how_to_go_against_the_decision():
    told = remedies_of(
        LetterKind.THIRD_PARTY_NOTICE, "", ON, reconsideration_organ="某市人民政府", court="某法院"
    )
    assert told.startswith("如对本决定不服") and "某法院" in told
