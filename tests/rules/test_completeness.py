"""The six points of 条例第二十九条: what is missing, what the notice says of it."""

import pytest

from gongkai.rules.completeness import UnknownPoint, all_points, missing_points

WHOLE = {
    "applicant_name": "张某",
    "identity_kind": "RESIDENT_CARD",
    "identity_number": "11010519491231002X",
    "phone": "13800138000",
    "email": "zhang@example.cn",
    "address": "某市某区某路1号",
    "document_title": "2025年住房公积金年度报告",
    "document_no": "",
    "wanted": "报告全文",
    "form": "ELECTRONIC",
    "delivery": "EMAIL",
}
NONE = dict.fromkeys(WHOLE, "")
ALL = "NAME IDENTITY CONTACT DESCRIPTION FORM DELIVERY"

TABLE = [
    # what differs from a whole application, what is missing
    ({}, ""),
    (NONE, ALL),
    ({"applicant_name": "  "}, "NAME"),
    ({"identity_number": ""}, "IDENTITY"),
    ({"identity_kind": ""}, "IDENTITY"),
    ({"identity_number": "", "identity_file": True}, ""),
    ({"phone": "", "address": ""}, ""),
    ({"phone": "", "address": "", "email": "", "delivery": "PORTAL"}, "CONTACT"),
    ({"document_title": "", "wanted": ""}, "DESCRIPTION"),
    ({"document_title": "", "wanted": "", "document_no": "某发〔2025〕1号"}, ""),
    ({"document_title": None}, ""),
    ({"form": ""}, "FORM"),
    ({"delivery": ""}, "DELIVERY"),
    # The way chosen needs somewhere to go.
    ({"delivery": "MAIL"}, ""),
    ({"delivery": "MAIL", "address": ""}, "DELIVERY"),
    ({"delivery": "EMAIL", "email": ""}, "DELIVERY"),
    ({"delivery": "COUNTER", "address": "", "email": ""}, ""),
]


@pytest.mark.parametrize("changed, missing", TABLE)
def test_what_an_application_lacks(changed, missing):
    found = missing_points({**WHOLE, **changed})
    assert " ".join(point.key for point in found) == missing
    assert all(point.is_missing and not point.is_unclear for point in found)


def test_the_six_points_in_the_order_of_the_regulation():
    points = all_points({})
    assert " ".join(point.key for point in points) == ALL
    assert [point.article[-3:] for point in points] == ["第一项"] * 3 + ["第二项"] + ["第三项"] * 2
    assert all(point.label and point.fields for point in points)
    assert all(point.source.startswith("《") for point in points)
    assert all(
        point.sentence.startswith("请") and point.sentence.endswith("。") for point in points
    )


def test_no_purpose_is_asked_for():
    words = "".join(point.label + point.sentence for point in all_points({}, unclear=ALL.split()))
    assert not any(word in words for word in ("用途", "目的", "需要", "理由"))


def test_an_application_without_any_field_lacks_all():
    assert " ".join(point.key for point in missing_points({})) == ALL


def test_only_the_officer_finds_something_unclear():
    vague = {**WHOLE, "wanted": "所有文件", "document_title": "文件"}
    assert missing_points(vague) == ()
    (found,) = missing_points(vague, unclear={"DESCRIPTION"})
    assert (found.key, found.is_missing, found.is_unclear) == ("DESCRIPTION", False, True)
    assert "描述不明确，无法据以查询" in found.sentence
    assert "第二十九条" in found.article


def test_what_is_missing_is_not_unclear_as_well():
    (found,) = missing_points({**WHOLE, "form": ""}, unclear={"FORM"})
    assert (found.is_missing, found.is_unclear) == (True, False)
    assert found.sentence.startswith("请明确获取政府信息的方式")


def test_an_unknown_point_is_refused_with_the_choice():
    with pytest.raises(UnknownPoint, match="“PURPOSE”.*DESCRIPTION"):
        missing_points(WHOLE, unclear={"PURPOSE"})
