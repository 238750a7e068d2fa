"""How an answer comes into use, changes, is looked at again and is put away."""

from dataclasses import replace
from datetime import date

import pytest

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry
from gongkai.knowledge.operations import (
    EntryChanged,
    EntryRefused,
    confirm_entry,
    hand_over,
    release_entry,
    remind_of_reviews,
    return_entry,
    rewrite_entry,
    submit_entry,
    withdraw_entry,
    write_entry,
)
from gongkai.knowledge.queries.in_use import answers_in_use, public_answers
from gongkai.messages.models import Notice
from gongkai.outbox.models import Change
from knowledge.answers import CONTENT, NOW, ON, released, submitted, writers, written

pytestmark = pytest.mark.django_db


def questions(rows):
    return [row.question for row in rows]


def test_an_answer_is_used_once_another_person_has_let_it_out():
    people = writers()
    entry = submitted(people)
    assert questions(answers_in_use(people.agency, ON)) == []
    release_entry(
        entry=entry,
        version=entry.version,
        review_on=date(2024, 7, 10),
        officer=people.reviewer,
        **NOW,
    )
    assert questions(answers_in_use(people.agency, ON)) == [CONTENT.question]
    assert questions(public_answers(people.agency, ON)) == [CONTENT.question]
    change = Change.objects.get(kind="answer.released")
    assert change.detail["touches"] == [f"answers:{people.agency.pk}", f"answer:{entry.pk}"]
    acts = Entry.objects.filter(subject=entry.entry_no).order_by("pk")
    assert [each.action for each in acts] == [
        "knowledge.write",
        "knowledge.submit",
        "knowledge.release",
    ]


def test_nobody_lets_out_what_he_wrote_himself():
    people = writers()
    entry = write_entry(agency=people.agency, content=CONTENT, officer=people.reviewer, **NOW)
    entry = submit_entry(entry=entry, version=1, officer=people.reviewer, **NOW)
    with pytest.raises(NotAllowed, match="不能审核本人拟的答复"):
        release_entry(
            entry=entry,
            version=entry.version,
            review_on=date(2024, 7, 10),
            officer=people.reviewer,
            **NOW,
        )


def test_who_is_no_reviewer_lets_nothing_out():
    people = writers()
    other = OfficerFactory(agency=people.agency, role="HOTLINE_AGENT")
    entry = submitted(people)
    with pytest.raises(NotAllowed, match="审核人"):
        release_entry(
            entry=entry,
            version=entry.version,
            review_on=date(2024, 7, 10),
            officer=other,
            **NOW,
        )


def test_a_new_wording_takes_the_place_of_the_old_one_only_when_it_is_let_out():
    people = writers()
    entry = released(people)
    entry = rewrite_entry(
        entry=entry,
        version=entry.version,
        content=replace(CONTENT, question="租房提取怎么办", is_public=False),
        officer=people.agent,
        **NOW,
    )
    assert questions(public_answers(people.agency, ON)) == [CONTENT.question]
    entry = submit_entry(entry=entry, version=entry.version, officer=people.agent, **NOW)
    release_entry(
        entry=entry,
        version=entry.version,
        review_on=date(2024, 7, 10),
        officer=people.reviewer,
        **NOW,
    )
    assert questions(answers_in_use(people.agency, ON)) == ["租房提取怎么办"]
    assert questions(public_answers(people.agency, ON)) == []
    states = AnswerVersion.objects.filter(entry=entry).order_by("number")
    assert list(states.values_list("state", flat=True)) == ["REPLACED", "RELEASED"]
    assert Change.objects.filter(kind="answer.released").count() == 2


def test_what_waits_for_review_is_not_changed_behind_the_reviewer():
    people = writers()
    entry = submitted(people)
    with pytest.raises(EntryRefused, match="正在审核"):
        rewrite_entry(
            entry=entry, version=entry.version, content=CONTENT, officer=people.agent, **NOW
        )


def test_who_saw_an_older_state_is_told():
    people = writers()
    entry = written(people)
    submit_entry(entry=entry, version=entry.version, officer=people.agent, **NOW)
    with pytest.raises(EntryChanged, match="有新的变化"):
        submit_entry(entry=entry, version=1, officer=people.agent, **NOW)


def test_a_returned_answer_goes_back_to_its_writer_with_the_reason():
    people = writers()
    entry = submitted(people)
    return_entry(
        entry=entry,
        version=entry.version,
        opinion="请写明额度",
        officer=people.reviewer,
        **NOW,
    )
    assert AnswerVersion.objects.get(entry=entry).state == "DRAFT"
    told = Notice.objects.filter(officer=people.agent, read_at=None)
    assert [each.text for each in told] == [f"知识条目{entry.entry_no}被退回：请写明额度"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"question": " "}, "问题：未填写"),
        ({"answer": ""}, "答复：未填写"),
        ({"answer": "长" * 5001}, "答复：共5001个字，最多5000个字"),
        ({"question": "问" * 301}, "问题：共301个字"),
        ({"item": 999}, "来源信息：编号999不是市公积金中心已公开的信息"),
        ({"valid_from": None}, "生效日期：未填写"),
        ({"valid_until": date(2023, 1, 1)}, "失效日期：2023-01-01早于生效日期2024-01-01"),
    ],
)
def test_what_is_missing_or_wrong_is_named(changes, message):
    with pytest.raises(EntryRefused, match=message):
        written(writers(), **changes)
    assert not KnowledgeEntry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"basis": ""}, "依据：未填写"),
        ({"answer": "请致电13800138000王女士"}, "答复：含有手机号码"),
        ({"question": "身份证11010519491231002X能提取吗"}, "问题：含有居民身份证号码"),
        ({"valid_until": date(2024, 1, 9)}, "失效日期：2024-01-09已过"),
    ],
)
def test_what_must_not_be_let_out_is_stopped_before_review(changes, message):
    people = writers()
    with pytest.raises(EntryRefused, match=message):
        submitted(people, **changes)
    assert AnswerVersion.objects.get().state == "DRAFT"


def test_an_answer_holds_from_its_first_to_its_last_day():
    people = writers()
    released(people, valid_from=date(2024, 1, 20), valid_until=date(2024, 2, 1))
    held = [
        day for day in (19, 20, 31) if answers_in_use(people.agency, date(2024, 1, day)).exists()
    ]
    assert held == [20, 31]
    assert answers_in_use(people.agency, date(2024, 2, 1)).exists()
    assert not answers_in_use(people.agency, date(2024, 2, 2)).exists()


def test_a_withdrawn_answer_is_nowhere_and_stays_on_record():
    people = writers()
    entry = released(people)
    withdraw_entry(
        entry=entry,
        version=entry.version,
        reason="政策已调整",
        officer=people.reviewer,
        **NOW,
    )
    assert not answers_in_use(people.agency, ON).exists()
    assert Change.objects.filter(kind="answer.withdrawn").exists()
    entry.refresh_from_db()
    with pytest.raises(EntryRefused, match="已停用"):
        rewrite_entry(
            entry=entry, version=entry.version, content=CONTENT, officer=people.agent, **NOW
        )


def test_the_same_ticket_gives_one_entry():
    people = writers()
    made = [
        write_entry(
            agency=people.agency,
            content=CONTENT,
            officer=people.agent,
            origin_no="GD2024-00001",
            **NOW,
        ).pk
        for _ in range(2)
    ]
    assert made[0] == made[1] and KnowledgeEntry.objects.count() == 1
    assert written(people).entry_no == "ZS2024-00002"


def test_an_owner_is_told_once_for_each_review_day():
    people = writers()
    entry = released(people)
    days = [date(2024, 7, 9), date(2024, 7, 10), date(2024, 7, 11), date(2024, 7, 20)]
    assert [remind_of_reviews(on=day, at=NOW["at"]) for day in days] == [0, 1, 0, 0]
    entry.refresh_from_db()
    confirm_entry(
        entry=entry,
        version=entry.version,
        review_on=date(2024, 8, 1),
        officer=people.agent,
        on=days[-1],
        at=NOW["at"],
    )
    assert remind_of_reviews(on=date(2024, 8, 15), at=NOW["at"]) == 1


def test_a_review_day_lies_ahead():
    people = writers()
    entry = submitted(people)
    with pytest.raises(EntryRefused, match="复核日期：2024-01-10应晚于今天"):
        release_entry(
            entry=entry, version=entry.version, review_on=ON, officer=people.reviewer, **NOW
        )


def test_an_owner_belongs_to_the_organ():
    people = writers()
    entry = released(people)
    stranger = OfficerFactory(role="HOTLINE_AGENT")
    with pytest.raises(EntryRefused, match="不是市公积金中心的工作人员"):
        hand_over(entry=entry, version=entry.version, owner=stranger, officer=people.agent, **NOW)
    with pytest.raises(NotAllowed):
        hand_over(entry=entry, version=entry.version, owner=stranger, officer=stranger, **NOW)
