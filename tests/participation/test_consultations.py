"""Opinions are taken to the end of the last day, moderated, judged one by one, and counted."""

from datetime import date

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.outbox.models import Change
from gongkai.participation.models import Moderation, PublicOpinion
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.opinions import (
    OpinionContent,
    enter_opinion,
    judge_opinion,
    keep_opinion,
    read_sender,
    show_opinion,
)
from gongkai.participation.operations.releasing import release, submit
from gongkai.participation.queries.running import shown_opinions
from participation.asked import (
    AFTER,
    AFTER_AT,
    ON,
    by,
    open_consultation,
    opinion_on,
    released,
    result_of,
)


@pytest.mark.parametrize("on", [date(2024, 1, 10), date(2024, 2, 10)])
def test_the_first_and_the_last_day_are_open(where, on):
    row = open_consultation(where)
    sent = opinion_on(row, on=on)
    assert sent.receipt_no == "YJ2024-00001"


@pytest.mark.parametrize(
    ("on", "told"),
    [(date(2024, 1, 9), "自2024-01-10开始"), (date(2024, 2, 11), "已于2024-02-10截止")],
)
def test_before_and_after_nothing_is_taken(where, on, told):
    row = open_consultation(where)
    with pytest.raises(ParticipationRefused, match=told):
        opinion_on(row, on=on)


def test_the_same_form_sent_twice_is_one_opinion(where):
    row = open_consultation(where)
    assert opinion_on(row, token="abc").pk == opinion_on(row, token="abc").pk
    assert PublicOpinion.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"), [(" ", "意见：未填写"), ("长" * 2001, "最多2000个字，现有2001个字")]
)
def test_bad_opinions_are_refused_and_use_up_no_number(where, text, told):
    row = open_consultation(where)
    with pytest.raises(ParticipationRefused, match=told):
        opinion_on(row, text=text)
    assert opinion_on(row).receipt_no.endswith("00001")


def test_only_what_was_moderated_is_shown_and_never_who_sent_it(where):
    row = open_consultation(where)
    sent = opinion_on(row, name="王小明", contact="13800138000", may_be_shown=True)
    assert list(shown_opinions(row)) == []
    with pytest.raises(ParticipationRefused, match="提交人姓名"):
        show_opinion(opinion=sent, shown_text="王小明：很好", **by(where.clerk))
    with pytest.raises(ParticipationRefused, match="手机号码|提交人联系方式"):
        show_opinion(opinion=sent, shown_text="电话138-0013-8000", **by(where.clerk))
    show_opinion(opinion=sent, shown_text="建议增加网上渠道。", **by(where.clerk))
    assert [each["shown_text"] for each in shown_opinions(row)] == ["建议增加网上渠道。"]
    assert set(shown_opinions(row)[0]) == {"about_article", "shown_text", "received_on"}
    assert Change.objects.filter(kind="consultation.opinions_changed").exists()


def test_without_consent_nothing_is_shown(where):
    sent = opinion_on(open_consultation(where))
    with pytest.raises(ParticipationRefused, match="没有同意公开"):
        show_opinion(opinion=sent, shown_text="好", **by(where.clerk))
    with pytest.raises(ParticipationRefused, match="不公开的原因"):
        keep_opinion(opinion=sent, reason="", **by(where.clerk))
    kept = keep_opinion(opinion=sent, reason="本人未同意", **by(where.clerk))
    assert kept.moderation == Moderation.KEPT


def test_text_and_sender_lie_encrypted_and_reading_the_sender_is_on_record(where):
    sent = opinion_on(open_consultation(where), name="王小明", contact="13800138000")
    raw = PublicOpinion.objects.raw("SELECT * FROM participation_publicopinion")[0]
    assert raw.name == "王小明"
    from_table = PublicOpinion.objects.extra(select={"bare": "name"}).values("bare")[0]["bare"]
    assert "王小明" not in from_table
    assert read_sender(opinion=sent, **by(where.clerk)) == ("王小明", "13800138000")
    entry = Entry.objects.get(action="opinion.read_sender")
    assert "13800138000" not in str(entry.detail)
    with pytest.raises(NotAllowed):
        read_sender(opinion=sent, **by(None))


def test_an_opinion_that_came_by_letter_counts_as_well(where):
    row = open_consultation(where)
    entered = enter_opinion(
        consultation=row,
        content=OpinionContent(text="书面意见。"),
        source="LETTER",
        received_on=ON,
        **by(where.clerk),
    )
    assert entered.receipt_no == "YJ2024-00001"


@pytest.mark.parametrize(
    ("source", "received_on", "told"),
    [
        ("SITE", ON, "来源"),
        ("FAX", ON, "来源"),
        ("LETTER", date(2024, 1, 11), "晚于今天"),
        ("LETTER", date(2024, 1, 1), "早于征集开始日期"),
    ],
)
def test_entries_that_cannot_be_are_refused(where, source, received_on, told):
    row = open_consultation(where)
    with pytest.raises(ParticipationRefused, match=told):
        enter_opinion(
            consultation=row,
            content=OpinionContent(text="书面意见。"),
            source=source,
            received_on=received_on,
            **by(where.clerk),
        )


def test_a_result_counts_the_opinions_and_needs_reasons(where):
    row = open_consultation(where)
    sent = [opinion_on(row, text=f"意见{number}") for number in range(4)]
    result = result_of(where, row, reasons="")
    after = by(where.clerk, AFTER, AFTER_AT)
    with pytest.raises(ParticipationRefused, match="尚有4条意见未登记采纳情况"):
        submit(piece=result, version=result.version, **after)
    with pytest.raises(ParticipationRefused, match="理由：未填写"):
        judge_opinion(opinion=sent[0], uptake="NOT_TAKEN_UP", reason="", **after)
    for opinion, uptake in zip(
        sent, ("TAKEN_UP", "PARTLY", "NOT_TAKEN_UP", "UNRELATED"), strict=True
    ):
        judge_opinion(opinion=opinion, uptake=uptake, reason="已有规定", **after)
    with pytest.raises(ParticipationRefused, match="未采纳的主要意见和理由：有2条"):
        submit(piece=result, version=result.version, **after)
    row.refresh_from_db()
    result = released(where, result_of(where, row), AFTER, AFTER_AT)
    counts = (result.received, result.taken_up, result.partly_taken_up, result.not_taken_up)
    assert (*counts, result.unrelated) == (4, 1, 1, 1, 1)
    change = Change.objects.get(kind="consultation.result_published")
    assert change.subject == str(row.pk)


def test_no_result_before_the_end(where):
    row = open_consultation(where)
    result = result_of(where, row)
    with pytest.raises(ParticipationRefused, match="截止之后才能公布结果"):
        submit(piece=result, version=result.version, **by(where.clerk))


def test_once_a_result_is_handed_in_opinions_stand_still(where):
    row = open_consultation(where)
    sent = opinion_on(row)
    after = by(where.clerk, AFTER, AFTER_AT)
    judge_opinion(opinion=sent, uptake="TAKEN_UP", reason="", **after)
    result = result_of(where, row)
    result = submit(piece=result, version=result.version, **after)
    with pytest.raises(ParticipationRefused, match="不能再改动意见"):
        judge_opinion(opinion=sent, uptake="UNRELATED", reason="", **after)
    with pytest.raises(ParticipationRefused, match="不能再改动意见"):
        enter_opinion(
            consultation=row,
            content=OpinionContent(text="迟到的信。"),
            source="LETTER",
            received_on=date(2024, 2, 9),
            **after,
        )
    release(piece=result, version=result.version, **by(where.reviewer, AFTER, AFTER_AT))


def test_a_result_names_nobody(where):
    row = open_consultation(where)
    result = result_of(where, row, summary="采纳了110105194912310021的意见。")
    with pytest.raises(ParticipationRefused, match="含有个人信息"):
        submit(piece=result, version=result.version, **by(where.clerk, AFTER, AFTER_AT))
