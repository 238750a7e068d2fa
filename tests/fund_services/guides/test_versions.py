"""How a guide is written by one, released by another, comes into force and is superseded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from fund_services.guides.made import (
    AT,
    GUIDE,
    NOW,
    ON,
    centre,
    item,
    registered,
    released,
    submitted,
    written,
)
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import GuideVersion
from gongkai.fund_services.operations.guides import (
    GuideChanged,
    GuideRefused,
    cancel_guide,
    discard_guide,
    release_guide,
    return_guide,
    submit_guide,
    take_back_guide,
    write_guide,
)
from gongkai.fund_services.queries.guides.in_force import (
    earlier_versions,
    next_turn,
    offered_item,
    version_in_force,
)
from gongkai.messages.models import Notice
from gongkai.outbox.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = centre()
    registered(place)
    return place


def numbers(rows):
    return [each.number for each in rows]


def test_another_person_lets_it_out_and_the_centre_then_stands_for_it(place):
    rent = item(place)
    version = submitted(place, rent)
    assert version_in_force(rent, ON).number == 1
    told = Notice.objects.filter(subject=f"办事指南 {rent.pk}").values_list("officer", flat=True)
    assert set(told) == {place.reviewer.pk, place.head.pk}
    release_guide(item=rent, seen=version.saved, officer=place.reviewer, **NOW)
    shown = offered_item(place.agency, rent.pk, ON)
    assert shown.version.number == 2 and shown.guide == GUIDE and shown.is_confirmed
    assert numbers(earlier_versions(rent, ON)) == [1]
    acts = Entry.objects.filter(subject=f"办事指南 {rent.pk}").order_by("pk")
    assert [each.action for each in acts] == ["guide.write", "guide.submit", "guide.release"]
    change = Change.objects.filter(kind="guide.changed").last()
    assert change.detail["touches"] == [f"guides:{place.agency.pk}", f"guide:{rent.pk}"]


def test_nobody_releases_what_he_wrote_himself(place):
    rent = item(place)
    version = write_guide(item=rent, guide=GUIDE, seen=0, officer=place.head, **NOW)
    version = submit_guide(item=rent, seen=version.saved, officer=place.head, **NOW)
    with pytest.raises(NotAllowed, match="不能审核本人拟的办事指南"):
        release_guide(item=rent, seen=version.saved, officer=place.head, **NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuideVersion.objects.filter(pk=version.pk).update(released_by=place.head)


def test_who_handles_business_writes_and_does_not_release(place):
    rent = item(place)
    version = submitted(place, rent)
    with pytest.raises(NotAllowed, match="审核人"):
        release_guide(item=rent, seen=version.saved, officer=place.writer, **NOW)
    other = centre()
    with pytest.raises(NotAllowed):
        write_guide(item=rent, guide=GUIDE, seen=0, officer=other.writer, **NOW)


def test_a_version_to_come_comes_into_force_by_itself_and_the_old_one_ends(place):
    rent, day = item(place), ON + timedelta(days=30)
    released(place, rent, in_force_from=day)
    assert version_in_force(rent, day - timedelta(days=1)).number == 1
    assert version_in_force(rent, day).number == 2
    assert next_turn(place.agency, ON) == day and next_turn(place.agency, day) is None


def test_of_two_versions_to_come_each_holds_from_its_day(place):
    rent = item(place)
    later, sooner = ON + timedelta(days=60), ON + timedelta(days=20)
    released(place, rent, in_force_from=later)
    released(place, rent, in_force_from=sooner, summary="较早生效的一版。")
    assert [version_in_force(rent, day).number for day in (ON, sooner, later)] == [1, 3, 2]


def test_a_version_to_come_can_be_cancelled_and_one_in_force_cannot(place):
    rent, day = item(place), ON + timedelta(days=30)
    version = released(place, rent, in_force_from=day)
    about = {"item": rent, "officer": place.reviewer, "reason": "政策暂缓", **NOW}
    cancel_guide(number=version.number, **about)
    assert version_in_force(rent, day).number == 1
    with pytest.raises(GuideRefused, match="不是尚未生效的版本"):
        cancel_guide(number=1, **about)


def test_what_is_released_is_never_changed_a_new_version_is_written(place):
    rent = item(place)
    first = released(place, rent)
    kept = GuideVersion.objects.filter(pk=first.pk).values().get()
    second = released(place, rent, summary="改了一句话。")
    assert (first.number, second.number) == (2, 3)
    assert GuideVersion.objects.filter(pk=first.pk).values().get() == kept
    # One who still holds the first as a draft changes nothing of it.
    with pytest.raises(GuideChanged):
        written(place, rent, seen=first.saved)


def test_a_day_that_is_past_is_refused_and_none_means_today(place):
    rent, past = item(place), ON - timedelta(days=1)
    with pytest.raises(GuideRefused, match="早于今天"):
        written(place, rent, in_force_from=past)
    version = submitted(place, rent)
    with pytest.raises(GuideRefused, match="早于今天"):
        release_guide(item=rent, seen=version.saved, in_force_from=past, officer=place.head, **NOW)
    done = release_guide(item=rent, seen=version.saved, officer=place.head, **NOW)
    assert done.in_force_from == ON


def test_a_draft_whose_day_passed_before_it_was_released_is_not_backdated(place):
    rent = item(place)
    version = written(place, rent, in_force_from=ON)
    version = submit_guide(item=rent, seen=version.saved, officer=place.writer, **NOW)
    later = {"on": ON + timedelta(days=3), "at": AT + timedelta(days=3)}
    with pytest.raises(GuideRefused, match="早于今天"):
        release_guide(item=rent, seen=version.saved, officer=place.head, **later)


def test_whoever_saw_an_older_draft_is_told_and_overwrites_nothing(place):
    rent = item(place)
    first = written(place, rent)
    written(place, rent, seen=first.saved, summary="同事改过的。")
    with pytest.raises(GuideChanged, match="有新的变化"):
        written(place, rent, seen=first.saved)
    with pytest.raises(GuideChanged):
        submit_guide(item=rent, seen=first.saved, officer=place.writer, **NOW)
    with pytest.raises(GuideChanged):
        written(place, rent, seen=0)


def test_what_waits_for_review_is_not_changed_behind_the_reviewer(place):
    rent = item(place)
    version = submitted(place, rent)
    with pytest.raises(GuideRefused, match="正在审核"):
        written(place, rent, seen=version.saved)


def test_a_returned_version_goes_back_with_the_reason_and_can_be_handed_in_again(place):
    rent = item(place)
    version = submitted(place, rent)
    about = {"item": rent, "officer": place.reviewer, **NOW}
    with pytest.raises(GuideRefused, match="退回意见：未填写"):
        return_guide(seen=version.saved, opinion=" ", **about)
    back = return_guide(seen=version.saved, opinion="材料写细一些", **about)
    assert back.state == "DRAFT" and back.return_opinion == "材料写细一些"
    assert Notice.objects.filter(officer=place.writer, text__contains="材料写细一些").exists()
    again = submit_guide(item=rent, seen=back.saved, officer=place.writer, **NOW)
    assert again.return_opinion == ""


def test_the_writer_alone_takes_it_back_from_review(place):
    rent = item(place)
    version = submitted(place, rent)
    with pytest.raises(NotAllowed, match="由他人拟稿"):
        take_back_guide(item=rent, seen=version.saved, officer=place.head, **NOW)
    assert take_back_guide(
        item=rent, seen=version.saved, officer=place.writer, **NOW
    ).state == "DRAFT"  # fmt: skip


def test_a_draft_is_thrown_away_and_what_is_in_force_stays(place):
    rent = item(place)
    version = written(place, rent)
    discard_guide(item=rent, seen=version.saved, officer=place.writer, **NOW)
    assert version_in_force(rent, ON).number == 1
    assert written(place, rent).number == 2


def test_what_lacks_an_inspected_element_is_not_handed_in(place):
    rent = item(place)
    version = written(place, rent, basis=(), fee="")
    with pytest.raises(GuideRefused, match="缺少要素：设定依据。"):
        submit_guide(item=rent, seen=version.saved, officer=place.writer, **NOW)


def test_an_organ_without_hours_is_told_what_to_do():
    place = centre(office_hours="")
    registered(place)
    version = written(place, item(place))
    with pytest.raises(GuideRefused, match="办理时间.*登记机关"):
        submit_guide(item=item(place), seen=version.saved, officer=place.writer, **NOW)


def test_no_guide_names_a_person(place):
    rent = item(place)
    version = written(place, rent, note="请找张某某，手机13800138000。")
    with pytest.raises(GuideRefused, match="其他说明"):
        submit_guide(item=rent, seen=version.saved, officer=place.writer, **NOW)


def test_what_is_wrong_is_told_by_its_row_and_nothing_is_kept(place):
    rent = item(place)
    broken = replace(GUIDE, materials=(replace(GUIDE.materials[0], number=0),))
    with pytest.raises(GuideRefused, match="份数0") as refused:
        write_guide(item=rent, guide=broken, seen=0, officer=place.writer, **NOW)
    assert [each.place for each in refused.value.problems] == ["materials:1"]
    assert GuideVersion.objects.filter(item=rent).count() == 1


def test_only_one_version_of_an_item_is_written_at_a_time(place):
    rent = item(place)
    written(place, rent)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuideVersion.objects.create(
            item=rent, number=9, elements={}, written_by=place.head, written_at=AT
        )


def test_nothing_of_guides_is_known_of_an_organ_that_is_no_centre(place):
    rent = item(place)
    place.agency.kind = "DEPARTMENT"
    assert offered_item(place.agency, rent.pk, ON) is None
    assert offered_item(place.agency, 2**70, date(2026, 1, 1)) is None
