"""Metadata, dates, interpretations, files and service guides."""

from datetime import date

import pytest

from gongkai.rules.site_inspection.catalogue import guide_elements
from gongkai.rules.site_inspection.files import FileFact, FileState, file_faults
from gongkai.rules.site_inspection.guides import GuideFact, guide_faults
from gongkai.rules.site_inspection.items import (
    InterpretationFact,
    ItemFact,
    date_faults,
    interpretation_faults,
    metadata_faults,
)
from gongkai.rules.site_inspection.limits import Limits

DAY = date(2024, 1, 10)
GOOD = ItemFact(1, "通知", "/xinxi/gjj/1/", "X/2024-00001", "概述", DAY, DAY, DAY)
ALL = frozenset(guide_elements())


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, None),
        ({"index_no": ""}, "索引号"),
        ({"summary": ""}, "内容概述"),
        ({"formed_on": None}, "生成日期"),
        ({"index_no": "", "summary": ""}, "索引号、内容概述"),
    ],
)
def test_an_item_tells_what_article_twelve_asks(changes, missing):
    found = [fault.message for fault in metadata_faults(GOOD._replace(**changes))]
    assert found == ([f"缺少：{missing}。"] if missing else [])


@pytest.mark.parametrize(
    ("formed", "created", "rules"),
    [
        (DAY, DAY, []),
        (date(2024, 1, 9), date(2024, 1, 1), []),
        (None, None, []),
        (date(2024, 1, 11), None, ["DATE_ORDER"]),
        (None, date(2024, 1, 11), ["FORGED_DATE"]),
        (date(2024, 1, 11), date(2024, 1, 12), ["DATE_ORDER", "FORGED_DATE"]),
    ],
)
def test_an_item_is_published_after_it_was_written_and_begun(formed, created, rules):
    item = GOOD._replace(formed_on=formed, created_on=created)
    assert [fault.rule for fault in date_faults(item)] == rules


@pytest.mark.parametrize(("leads_to", "count"), [(0, 1), (1, 0), (3, 0)])
def test_an_interpretation_leads_to_its_document(leads_to, count):
    facts = [InterpretationFact(5, "解读", "/xinxi/gjj/5/", leads_to)]
    assert len(list(interpretation_faults(facts))) == count


@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (FileState.SOUND, None),
        (FileState.MISSING, "FILE_MISSING"),
        (FileState.ALTERED, "FILE_MISSING"),
        (FileState.UNREADABLE, "FILE_UNREADABLE"),
    ],
)
def test_a_file_is_there_and_opens(state, rule):
    fact = FileFact(9, "申请表.docx", 1, "通知", "/xinxi/gjj/1/", state)
    assert [fault.rule for fault in file_faults(fact)] == ([rule] if rule else [])


def guides(whole, lacking, *, missing=4):
    useless = frozenset(guide_elements()[missing:])
    facts = [GuideFact(n, f"事项{n}", f"/{n}/", ALL) for n in range(whole)]
    return facts + [GuideFact(100 + n, f"缺{n}", f"/{n}/", useless) for n in range(lacking)]


def vetoed(facts):
    return "GUIDES_USELESS" in [fault.rule for fault in guide_faults(facts, Limits())]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (guides(0, 0), False),
        (guides(10, 4), False),
        (guides(10, 5), True),
        (guides(0, 3), True),
        (guides(1, 3), False),
        (guides(10, 9, missing=3), False),
    ],
)
def test_guides_fail_the_site_when_five_or_all_lack_four_elements(facts, expected):
    assert vetoed(facts) is expected


def test_each_guide_that_lacks_something_is_told():
    found = [f for f in guide_faults(guides(2, 1, missing=1), Limits())]
    assert [(f.rule, f.message) for f in found] == [("GUIDE_INCOMPLETE", "缺少1项要素：事项名称。")]
