"""公开属性: which values there are, what they rest on, and what follows from them."""

from datetime import date

import pytest

from gongkai.rules.attributes import (
    AttributesConflict,
    AttributeUndecided,
    DisclosureAttribute,
    ImpossibleInterval,
    LegalNature,
    UnknownAttribute,
    Unreasoned,
    attribute_grounds,
    attribute_value,
    attribute_values,
    forwarded_attribute,
    grounds_for,
    joint_attribute,
    publish_by,
    require_consistent,
    require_inherited,
    require_reasoned,
    review_due,
)
from gongkai.rules.calendars import CalendarNotPublished, published_calendar
from gongkai.rules.withholding import grounds

# code, label, printed mark, whether ground and reason are asked
VALUES = [
    ("PROACTIVE", "主动公开", "（此件公开发布）", False),
    ("ON_REQUEST", "依申请公开", "（此件依申请公开）", True),
    ("WITHHELD", "不予公开", "（此件不予公开）", True),
]


@pytest.mark.parametrize("code, label, mark, needs_reason", VALUES)
def test_the_three_values(code, label, mark, needs_reason):
    value = attribute_value(code)
    assert (value.label, value.mark, value.needs_reason) == (label, mark, needs_reason)
    assert DisclosureAttribute(code).label == label and DisclosureAttribute(code).mark == mark


def test_no_value_is_offered_beyond_the_three_until_an_office_chooses_it():
    assert [each.code for each in attribute_values()] == [row[0] for row in VALUES]
    severed = attribute_values(["SEVERED"])[-1]
    assert (severed.label, severed.mark) == ("删减后公开", "（此件删减后公开）")
    assert severed.counts_as is DisclosureAttribute.ON_REQUEST and severed.is_local
    with pytest.raises(UnknownAttribute, match="“SEVERED”不是可选的值.*主动公开、依申请公开"):
        attribute_value("SEVERED")
    with pytest.raises(UnknownAttribute, match="“OTHER”没有定义.*删减后公开"):
        attribute_values(["OTHER"])


# 条例第十四条 must be withheld, 第十五条 unless consent or public interest, 第十六条 may be
NATURES = [
    ("STATE_SECRET", "第十四条", LegalNature.MUST),
    ("FORBIDDEN_BY_LAW", "第十四条", LegalNature.MUST),
    ("SECURITY_STABILITY", "第十四条", LegalNature.MUST),
    ("PRIVACY", "第十五条", LegalNature.UNLESS),
    ("TRADE_SECRET", "第十五条", LegalNature.UNLESS),
    ("INTERNAL_AFFAIRS", "第十六条第一款", LegalNature.MAY),
    ("DELIBERATIVE", "第十六条第二款", LegalNature.MAY),
    ("ENFORCEMENT_FILE", "第十六条第二款", LegalNature.MAY),
]


@pytest.mark.parametrize("code, article, nature", NATURES)
def test_what_each_ground_binds_the_organ_to(code, article, nature):
    ground = attribute_grounds()[code]
    assert ground.article.endswith(article) and ground.nature is nature
    assert ground.label == grounds()[code].label
    assert nature.label.startswith(
        {"MUST": "不予公开", "UNLESS": "不得公开", "MAY": "可以"}[nature]
    )


def test_every_ground_for_hiding_a_part_is_one_for_withholding_a_document():
    assert {each.code for each in grounds_for("WITHHELD")} == set(grounds())
    assert grounds_for("PROACTIVE") == ()


# value, ground, reason, what the refusal says ("" for accepted)
REASONED = [
    ("PROACTIVE", "", "", ""),
    ("WITHHELD", "DELIBERATIVE", "属于尚在讨论的过程稿", ""),
    ("ON_REQUEST", "NOT_PROACTIVE", "不涉及公众利益调整", ""),
    ("ON_REQUEST", "PRIVACY", "附表含有职工姓名和住址", ""),
    ("WITHHELD", "", "属于过程稿", "“依据条款”不能为空.*应当主动公开"),
    ("ON_REQUEST", "", "", "“依据条款”不能为空"),
    ("WITHHELD", "NOT_PROACTIVE", "不涉及公众", "不能作为“不予公开”的理由"),
    ("ON_REQUEST", "STATE_SECRET", "属于国家秘密", "第十四条）不能作为“依申请公开”的理由"),
    ("WITHHELD", "SOMETHING", "属于过程稿", "“SOMETHING”不是可选的值"),
    ("WITHHELD", "DELIBERATIVE", " 略 ", "“理由”现为“略”.*第十六条第二款"),
    ("WITHHELD", "DELIBERATIVE", "由" * 501, "501个字，超过500个字"),
]


@pytest.mark.parametrize("value, ground, reason, refusal", REASONED)
def test_ground_and_reason(value, ground, reason, refusal):
    if not refusal:
        require_reasoned(value, ground, reason)
        return
    with pytest.raises(Unreasoned, match=refusal):
        require_reasoned(value, ground, reason)


def test_a_forwarded_document_inherits_what_its_source_bears():
    assert forwarded_attribute("ON_REQUEST").code == "ON_REQUEST"
    assert forwarded_attribute(None) is None
    assert require_inherited("WITHHELD", None).code == "WITHHELD"
    assert require_inherited(None, "PROACTIVE").code == "PROACTIVE"


def test_a_forwarded_document_without_attribute_is_decided_afresh():
    with pytest.raises(AttributeUndecided, match="没有标注公开属性，请在“公开属性”中重新确定"):
        require_inherited(None, None)
    with pytest.raises(AttributesConflict, match="标注为“依申请公开”.*“主动公开”与之不一致"):
        require_inherited("ON_REQUEST", "PROACTIVE")


def test_the_lead_organ_decides_for_a_joint_document():
    said = {"住建局": "PROACTIVE", "财政局": "WITHHELD"}
    assert joint_attribute("住建局", said).code == "PROACTIVE"
    with pytest.raises(AttributeUndecided, match="由牵头机关“银行”确定，该机关尚未确定"):
        joint_attribute("银行", said)


def test_a_published_document_carries_nothing_that_is_not():
    require_consistent("PROACTIVE", {"申报表": "PROACTIVE"})
    require_consistent("ON_REQUEST", {"名单": "WITHHELD"})
    with pytest.raises(
        AttributesConflict, match="现有附件“名单”（不予公开）、“测算”（依申请公开）"
    ):
        require_consistent(
            "PROACTIVE", {"名单": "WITHHELD", "表": "PROACTIVE", "测算": "ON_REQUEST"}
        )
    with pytest.raises(AttributesConflict, match="删减后公开"):
        severed = attribute_value("SEVERED", ["SEVERED"])
        require_consistent("PROACTIVE", {"合同": severed})


# 第二十六条: formed on, last of 20 working days (National Day and Spring Festival lie between)
PUBLISHED = [
    ("2025-09-15", "2025-10-17"),
    ("2026-02-13", "2026-03-19"),
    ("2026-06-09", "2026-07-08"),
]


@pytest.mark.parametrize("formed, last", PUBLISHED)
def test_the_last_day_to_publish(formed, last):
    due = publish_by(date.fromisoformat(formed), published_calendar())
    assert due.on == date.fromisoformat(last) and not due.provisional
    assert due.steps[-1].article == "第二十六条"


def test_no_last_day_is_promised_into_a_year_without_calendar():
    with pytest.raises(CalendarNotPublished):
        publish_by(date(max(published_calendar().years), 12, 20), published_calendar())


# 第十八条: decided on, months, assessed again by
ASSESSED = [
    ("2026-06-09", 12, "2027-06-09"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2026-08-31", 6, "2027-02-28"),
    ("2026-12-31", 1, "2027-01-31"),
    ("2023-02-28", 60, "2028-02-28"),
]


@pytest.mark.parametrize("decided, months, by", ASSESSED)
def test_what_is_held_back_is_assessed_again(decided, months, by):
    due = review_due(date.fromisoformat(decided), months)
    assert due.on == date.fromisoformat(by)
    assert due.steps[0].article == "第十八条" and "非法定期限" in due.steps[0].source


def test_the_interval_is_twelve_months_unless_the_office_chooses():
    assert review_due(date(2026, 6, 9)).on == date(2027, 6, 9)
    for months in (0, -1, 61):
        with pytest.raises(ImpossibleInterval, match=f"评估周期“{months}个月”无效"):
            review_due(date(2026, 6, 9), months)
