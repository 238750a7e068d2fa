"""Guides to begin with, what is missing of a guide, what is wrong with one, and how it is kept."""

import json
from dataclasses import replace

import pytest

from gongkai.rules.service_guides import (
    Basis,
    FlowStep,
    GuideElement,
    GuideElements,
    Material,
    MaterialForm,
    MaterialSource,
    OrganFacts,
    Place,
    Question,
    Sheet,
    StepBy,
    guide_table,
    initial_guide,
    inspected_elements,
    missing_elements,
    names_of_item,
    parts_of,
    places_of,
    problems_of,
    read_guide,
)
from gongkai.rules.service_items import Audience, listed_item, listed_items

ORGAN = OrganFacts("某市住房公积金管理中心", "某路1号", "工作日", "0400-0000000")
BARE = OrganFacts("某市住房公积金管理中心")
LISTED = listed_items()
CODES = [each.code for each in LISTED]
# What they rest on is a city's own rule, which only the centre can name.
WITHOUT_BASIS = {
    "FLEXIBLE_EMPLOYMENT_DEPOSIT", "HARDSHIP_WITHDRAWAL", "LEAVING_EMPLOYMENT_WITHDRAWAL",
}  # fmt: skip


def test_there_is_a_guide_to_each_of_the_18_and_21_items():
    assert len(listed_items(Audience.EMPLOYER)) == 18 and len(listed_items(Audience.WORKER)) == 21
    assert all(initial_guide(code) != GuideElements() for code in CODES)
    assert initial_guide("NO_SUCH_ITEM") == GuideElements()


@pytest.mark.parametrize("code", CODES)
def test_each_guide_to_begin_with_is_sound_and_whole_but_for_the_citys_own_rule(code):
    listed = listed_item(code)
    guide = initial_guide(code)
    assert problems_of(guide) == []
    expected = (GuideElement.BASIS,) if code in WITHOUT_BASIS else ()
    assert missing_elements(listed.name, guide, ORGAN) == expected
    assert guide.places == () and guide.accepting_body == ""
    assert guide.group == listed.group
    assert read_guide(json.loads(json.dumps(guide_table(guide)))) == guide


def test_statutory_days_come_from_the_list_alone():
    assert "15日内" in initial_guide("LOAN_APPLICATION").statutory
    assert "第二十五条" in initial_guide("RENT_WITHDRAWAL").statutory
    assert "没有规定" in initial_guide("MONTHLY_DEPOSIT").statutory


def test_no_two_items_for_the_same_people_are_called_alike():
    names = [(each.audience, name) for each in LISTED for name in names_of_item(each)]
    assert len(names) == len(set(names))


def test_places_and_phones_are_the_organs_own_entry_unless_the_guide_has_others():
    guide = initial_guide("RENT_WITHDRAWAL")
    assert places_of(guide, ORGAN) == (Place(*ORGAN),)
    assert places_of(guide, BARE) == ()
    assert missing_elements("租房提取", guide, BARE) == (
        GuideElement.PLACE,
        GuideElement.HOURS,
        GuideElement.PHONE,
    )
    other = Place("东区网点", "某街2号", "工作日", "0400-1111111")
    assert places_of(replace(guide, places=(other,)), ORGAN) == (other,)


def test_an_empty_guide_lacks_all_but_its_name_and_the_organ():
    missing = missing_elements("租房提取", GuideElements(), BARE)
    assert set(GuideElement) - set(missing) == {GuideElement.NAME, GuideElement.ACCEPTING_BODY}
    assert missing_elements(" ", GuideElements(), OrganFacts(""))[0] is GuideElement.NAME


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"basis": (Basis(" "),)}, GuideElement.BASIS),
        ({"conditions": ("", " ")}, GuideElement.CONDITIONS),
        ({"materials": ()}, GuideElement.MATERIALS),
        ({"steps": ()}, GuideElement.STEPS),
        ({"fee": " "}, GuideElement.FEE),
        ({"promised": ""}, GuideElement.LIMITS),
        ({"statutory": ""}, GuideElement.LIMITS),
        ({"sheets": ()}, GuideElement.SHEETS),
        ({"questions": (Question("问", ""),)}, GuideElement.QUESTIONS),
    ],
)
def test_blanks_are_no_elements(changes, element):
    guide = replace(initial_guide("LOAN_APPLICATION"), **changes)
    assert missing_elements("贷款", guide, ORGAN) == (element,)


def test_saying_that_none_is_needed_is_an_element_too():
    guide = replace(
        initial_guide("LOAN_APPLICATION"),
        materials=(), sheets=(), without_materials=True, without_sheets=True,
    )  # fmt: skip
    assert missing_elements("贷款", guide, ORGAN) == ()


def test_inspectors_count_eight_of_the_thirteen():
    assert len(inspected_elements()) == 8
    assert (
        GuideElement.FEE not in inspected_elements() and GuideElement.PHONE in inspected_elements()
    )


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"materials": (Material(""),)}, "materials:1", "材料名称未填写"),
        ({"materials": (Material("身份证"), Material("表", number=99))}, "materials:2", "份数99"),
        ({"steps": (FlowStep(" "),)}, "steps:1", "环节名称未填写"),
        ({"places": (Place("网点"),)}, "places:1", "地址未填写"),
        ({"questions": (Question("问", " "),)}, "questions:1", "答案未填写"),
        ({"summary": "长" * 301}, "summary", "最多300个字"),
        ({"group": "NONE"}, "group", "没有“NONE”这一类"),
        ({"conditions": ("条",) * 41}, "conditions", "最多40行"),
        ({"without_materials": True, "materials": (Material("表"),)}, "materials", "无需提交材料"),
        ({"without_sheets": True, "sheets": (Sheet("表"),)}, "sheets", "无需填写表格"),
    ],
)
def test_what_is_wrong_names_place_and_remedy(changes, place, words):
    problems = problems_of(GuideElements(**changes))
    assert [each.place for each in problems] == [place]
    assert words in problems[0].message and "请" in problems[0].message


def test_a_guide_is_told_line_by_line():
    guide = GuideElements(
        materials=(Material("合同", MaterialForm.COPY, 2, MaterialSource.EMPLOYER, "租房的"),),
        steps=(FlowStep("审核", StepBy.CENTRE, "核对。", "3日内", "说明理由"),),
        statutory="3日内",
        without_sheets=True,
    )
    told = {part.label: part.lines for part in parts_of(guide)}
    assert told["办理材料"] == ("合同，复印件2份，单位出具（租房的）",)
    assert told["办理流程"] == ("审核（本中心）：核对。时限：3日内。否则：说明理由",)
    assert told["办理时限"] == ("法定办理时限：3日内",)
    assert told["表格样表"] == ("无需填写表格",) and told["收费"] == ()


def test_a_table_with_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="PAPYRUS"):
        read_guide({"materials": [{"name": "表", "form": "PAPYRUS"}]})
