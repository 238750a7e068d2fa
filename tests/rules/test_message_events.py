"""The catalogue of what people are told, and that no text can hold a person's data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.message_events import (
    EventAudience,
    EventUnknown,
    FieldRefused,
    Way,
    composed,
    event_catalogue,
    event_of,
    field_catalogue,
    fits_field,
)

EVENTS = list(event_catalogue().values())
LONGEST = {
    "number": "GD-" + "A" * 36 + "1", "kind": "信息公开申请", "date": "2024-12-31",
    "due": "2024-12-31", "days": "365", "link": "https://a.cn/" + "x" * 67, "answer": "答" * 15000,
    "organ": "某" * 50, "organ_name": "某" * 100, "organ_phone": "0" * 40,
    "time": "23:59", "code": "123456", "place": "某" * 20,
}  # fmt: skip
PERSONAL = (
    "13800138000", "138 0013 8000", "+8613800138000", "024-12345678-99", "110101199003078515",
    "11010119900307851X", "赵小明", "赵小明13", "zhao@example.com", "某某市某某路1号",
    "6222021234567890123",
)  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.code)
def test_every_text_fits_its_way_with_the_longest_fields(event):
    for way in event.ways:
        told = composed(event, way, LONGEST)
        assert len(told.text) <= way.longest and "{" not in told.text + told.subject


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.code)
def test_every_event_is_whole(event):
    assert event.name and event.default in ((), (Way.SCREEN,))
    assert (Way.SCREEN in event.ways) == (event.audience is EventAudience.OFFICER)
    for way in event.ways:
        names = event.wordings[way].fields
        assert set(names) <= field_catalogue().keys()
        if way not in (Way.EMAIL, Way.LETTER):
            assert "answer" not in names and not event.wordings[way].subject
        elif way is Way.EMAIL:
            assert event.wordings[way].subject


def test_a_report_is_told_of_without_the_word():
    assert "举报" not in field_catalogue()["kind"].allowed
    assert not any("举报" in each.text for event in EVENTS for each in event.wordings.values())


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("field", ["number", "kind", "date", "due", "days", "link", "time"])
def test_no_field_takes_a_persons_data(field, value):
    for event in EVENTS:
        for way in event.ways:
            if field in event.wordings[way].fields:
                with pytest.raises(FieldRefused):
                    composed(event, way, {**LONGEST, field: value})


def test_the_name_of_a_place_holds_no_number_of_a_person():
    assert fits_field("place", "政务大厅A区3号窗口（二楼）")
    for value in ("13800138000", "网点1380", "某某 市", "某", "某" * 21, "某市<b>"):
        assert not fits_field("place", value), value


@given(st.text(min_size=1, max_size=60))
def test_a_number_never_has_a_name_or_a_phone_in_it(value):
    try:
        told = composed(event_of("ticket.answered"), Way.SMS, {**LONGEST, "number": value})
    except FieldRefused:
        return
    number = told.values["number"]
    assert not re.search(r"[0-9](-?[0-9]){10}", number) and "@" not in number
    chinese = re.findall(r"[\u4e00-\u9fff]", number)
    assert not chinese or re.search(r"〔[0-9]{4}〕[0-9]+号$", number)


@pytest.mark.parametrize(
    "number", ["GD-2024-0001", "LY-2024-0012", "丙公积金公开〔2024〕12号", "B7"]
)
def test_register_numbers_pass(number):
    assert number in composed(event_of("message.answered"), Way.SMS, {"number": number}).text


def test_days_are_written_out_and_a_sentence_about_nothing_is_left_out():
    fields = {**LONGEST, "number": "GD-1", "date": "2024-01-05", "organ_phone": ""}
    told = composed(event_of("ticket.answered"), Way.SMS, fields)
    assert told.text == "您反映的事项（GD-1）已于2024年1月5日答复。"
    assert "answer" not in told.values


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "登记号：未填写"),
        ({"number": "GD-1", "date": "2024-02-30"}, "应为日期"),
        ({"number": "GD-1", "date": "2024-02-01", "name": "赵小明"}, "没有“name”这一项"),
        ({"number": "G1" * 30, "date": "2024-02-01"}, "最多40个字"),
    ],
)
def test_what_is_missing_or_wrong_is_named(fields, why):
    with pytest.raises(FieldRefused, match=why):
        composed(event_of("ticket.answered"), Way.SMS, fields)


def test_what_is_too_long_and_what_is_unknown_is_refused():
    with pytest.raises(FieldRefused, match="最多15000个字"):
        composed(event_of("message.answered"), Way.EMAIL, {**LONGEST, "answer": "答" * 15001})
    with pytest.raises(EventUnknown, match="nothing"):
        event_of("nothing")
