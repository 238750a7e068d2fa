"""Words and personal numbers of public texts, and what all findings together come to."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.prechecks import Piece, built_in, digest_of
from gongkai.rules.site_inspection.catalogue import Section
from gongkai.rules.site_inspection.scoring import score
from gongkai.rules.site_inspection.texts import Text, text_faults

ON = date(2024, 6, 1)
KEY = b"0" * 32
IDENTITY = "11010519491231002X"


def faults(words, **more):
    text = Text("/xinxi/gjj/1/", "《通知》", "item:1", (Piece("body/p-1", words),), **more)
    return list(text_faults([text], words=built_in(), key=KEY, on=ON))


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("请携带身份证和户口簿办理。", []),
        (f"经办人身份证号码{IDENTITY}。", ["PERSONAL_DATA"]),
        ("经办人身份证号码110105194912310021。", ["PERSONAL_DATA"]),
        ("申请人手机13912345678。", ["PERSONAL_DATA"]),
        ("收款人卡号6222021234567890128。", ["PERSONAL_DATA"]),
        ("中国入民共和国", ["WRONG_WORD"]),
    ],
)
def test_public_texts_are_held_to_the_rules_of_publishing(words, rules):
    assert [fault.rule for fault in faults(words)] == rules


def test_a_finding_tells_no_number():
    (fault,) = faults(f"经办人身份证号码{IDENTITY}。")
    assert IDENTITY not in repr(fault) and fault.found == "110*************2X"


def test_the_style_of_marks_is_no_matter_for_inspectors():
    assert faults("通知如下,请遵照执行。。") == []


def test_what_an_officer_confirmed_is_not_told_again():
    first = faults("申请人手机13912345678。")[0]
    rule, digest = first.known_by.split(":")
    assert rule == "MOBILE_NUMBER" and len(digest) == 32
    found = list(
        text_faults(
            [
                Text(
                    "/",
                    "页",
                    "item:1",
                    (Piece("body/p-1", "申请人手机13912345678。"),),
                    passed=frozenset({(rule, _whole_digest(digest))}),
                )
            ],
            words=built_in(),
            key=KEY,
            on=ON,
        )
    )
    assert found == []


def _whole_digest(start):
    whole = digest_of("MOBILE_NUMBER", "13912345678", KEY)
    assert whole.startswith(start)
    return whole


@pytest.mark.parametrize(
    ("counted", "points", "is_passed"),
    [
        ({}, "100", True),
        ({"STATISTICS": 1}, "98", True),
        ({"STATISTICS": 7}, "98", True),
        ({"LINK_DEAD": 3}, "99.7", True),
        ({"LINK_DEAD": 1000}, "90", True),
        ({"HOME_LINK_DEAD": 2, "WRONG_WORD": 2}, "97", True),
        ({"HOME_STALE": 1}, "100", False),
        ({"COLUMN_EMPTY": 4, "PAGE_SLOW": 9}, "100", True),
    ],
)
def test_each_rule_costs_its_points_up_to_its_cap(counted, points, is_passed):
    found = score(counted)
    assert found.points == Decimal(points)
    assert found.is_passed is is_passed


def test_a_site_below_sixty_fails_without_a_veto():
    everything = {
        "DYNAMIC": 9, "NOTICES": 9, "INTERPRETATION": 9, "INTERPRETATION_UNLINKED": 9,
        "OVERVIEW": 9, "METADATA_MISSING": 999, "GUIDE_INCOMPLETE": 9, "PAGE_DEAD": 99,
    }  # fmt: skip
    found = score(everything)
    assert found.points < 60 and not found.vetoes and not found.is_passed
    assert all(each.is_capped for each in found.deductions)


def test_points_are_told_by_section_and_judgements_are_counted():
    found = score(["STATISTICS", "WRONG_WORD", "WRONG_WORD", "PERSONAL_DATA", "FORGED_DATE"])
    assert found.of(Section.PUBLISHING) == 2 and found.of(Section.SECURITY) == 1
    assert found.of(Section.SERVICES) == 0 and found.to_judge == 2


def test_the_score_never_falls_below_nothing():
    every = {key: 10_000 for key in ("DYNAMIC", "NOTICES", "OVERVIEW", "LINK_DEAD", "PAGE_DEAD")}
    every |= dict.fromkeys(("HOME_LINK_DEAD", "WRONG_WORD", "SEARCH_BROKEN", "IPV6"), 10_000)
    assert score(every).points >= 0
