"""What waits for whom, on its page and on the overview; the calendar; nothing in English."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.conftest import desk
from console.publishing.conftest import at, sent, shown
from console.visible_text import english_in
from factories import ColumnFactory, OfficerFactory
from gongkai.publications.models import Item
from gongkai.publications.operations.commenting import comment_on
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.queries.calendar import calendar_of_month
from gongkai.publications.queries.tasks import tasks_of
from gongkai.review.operations import appoint_substitute
from gongkai.sites.models import SitePageRevision
from gongkai.sites.queries.page_tasks import page_tasks
from publications.office import NOW, ON, drafted, passed, published, signed, submitted
from sites import making


def test_each_person_has_his_own_tasks(newsroom):
    place = newsroom.place
    first = submitted(place, title="待初审的信息")
    second = signed(place, submitted(place, title="待复审的信息"), place.department_head)
    back = submitted(place, title="退回的信息")
    signed(place, back, place.department_head, verdict="RETURN")
    ready = passed(place, title="待发布的信息")
    comment_on(item=newsroom.item, text="请核对", officer=place.reviewer, **NOW)

    def of(officer):
        tasks = tasks_of(officer, ON)
        return (
            {(task.item.pk, task.stage) for task in tasks.to_sign},
            {item.pk for item in tasks.secrecy},
            {item.pk for item in tasks.returned},
            len(tasks.comments),
            {item.pk for item in tasks.to_publish},
        )

    opened = {(first.pk, "初审初校")}
    assert of(place.department_head) == (opened, set(), set(), 0, set())
    # A reviewer may sign the first stage as well as the second.
    both = opened | {(second.pk, "复审二校")}
    assert of(place.reviewer) == (both, set(), set(), 0, {ready.pk})
    assert of(place.leader) == (set(), set(), set(), 0, set())
    assert of(place.secrecy) == (set(), {first.pk, second.pk}, set(), 0, set())
    assert of(place.drafter) == (set(), set(), {back.pk}, 1, {ready.pk})
    for officer, title in ((place.drafter, "退回的信息"), (place.reviewer, "待复审的信息")):
        assert title in shown(officer, "publishing-tasks")
    home = desk(place.reviewer).get("/console/").content.decode()
    assert "信息发布待办" in home and at("publishing-tasks") in home
    assert "信息发布待办" not in desk(newsroom.bystander).get("/console/").content.decode()


def test_pages_of_the_site_wait_for_each_person_too(newsroom):
    place = newsroom.place
    first = making.submitted(place, slug="a", title="待初审的专题")
    second = making.submitted(place, slug="b", title="待复审的专题")
    second = making.signed(place, second, place.department_head)
    back = making.submitted(place, slug="c", title="退回的单页", kind="FREE")
    back = making.signed(place, back, place.department_head, verdict="RETURN")
    ready = making.passed(place, slug="d", title="待发布的专题")
    making.published(place, slug="e", title="已发布的专题")

    def of(officer):
        tasks = page_tasks(officer, ON)
        return (
            {(task.page.pk, task.stage, task.for_whom) for task in tasks.to_sign},
            {page.pk for page in tasks.secrecy},
            {page.pk for page in tasks.returned},
            {page.pk for page in tasks.to_publish},
        )

    opened = {(first.pk, "初审初校", None)}
    assert of(place.department_head) == (opened, set(), set(), set())
    both = opened | {(second.pk, "复审二校", None)}
    assert of(place.reviewer) == (both, set(), set(), {ready.pk})
    assert of(place.secrecy) == (set(), {first.pk, second.pk}, set(), set())
    assert of(place.drafter) == (set(), set(), {back.pk}, {ready.pk})
    assert of(place.leader) == (set(), set(), set(), set())
    for officer, titles in (
        (place.drafter, ("退回的单页", "待发布的专题")),
        (place.reviewer, ("待初审的专题", "待复审的专题", "待发布的专题")),
        (place.secrecy, ("待初审的专题", "待复审的专题")),
    ):
        page = shown(officer, "publishing-tasks")
        assert all(title in page for title in titles) and "已发布的专题" not in page
    assert at("site-page", second.pk) in shown(place.reviewer, "publishing-tasks")


def test_a_page_waits_for_who_stands_in_and_not_for_who_wrote_it(newsroom):
    place = newsroom.place
    today = timezone.localdate()
    deputy = OfficerFactory(agency=place.agency, clerk=True)
    appoint_substitute(
        principal=place.department_head, substitute=deputy, from_on=today,
        until_on=today + timedelta(days=3), reason="出差", officer=place.leader, **NOW,
    )  # fmt: skip
    page = making.submitted(place)
    (task,) = page_tasks(deputy, today).to_sign
    assert (task.page, task.for_whom) == (page, place.department_head)
    assert "代李科长" in shown(deputy, "publishing-tasks")
    assert page_tasks(deputy, today + timedelta(days=9)).to_sign == []
    SitePageRevision.objects.create(
        page=page, number=9, content={}, content_hash="0" * 64, officer=place.reviewer,
        saved_at=NOW["at"],
    )  # fmt: skip
    assert page_tasks(place.reviewer, today).to_sign == []


def test_who_signed_or_wrote_has_it_no_more(newsroom):
    place, one = newsroom.place, newsroom.item
    Item.objects.filter(pk=one.pk).update(locked_by=None)
    sent(place.office_head, "edit-item", one.pk, version=one.version, title="负责人改过",
         body=one.body, summary=one.summary, column=one.column_id, validity="NONE",
         formed_on="2024-01-09", do="save")  # fmt: skip
    Item.objects.filter(pk=one.pk).update(locked_by=None)
    one.refresh_from_db()
    one = signed(place, submitted(place, one), place.reviewer)
    assert tasks_of(place.reviewer, ON).to_sign == []
    assert tasks_of(place.office_head, ON).to_sign == []


def test_more_tasks_ask_no_more_questions(newsroom):
    place = newsroom.place

    def more():
        clerk = OfficerFactory(agency=place.agency, clerk=True)
        one = submitted(place, title="待审", column=ColumnFactory(agency=place.agency))
        two = signed(place, submitted(place, title="待复审"), place.department_head)
        Item.objects.filter(pk__in=[one.pk, two.pk]).update(drafter=clerk)
        comment_on(item=newsroom.item, text="请核对", officer=clerk, **NOW)
        passed(place, title="待发布")
        slug = f"p{clerk.pk}"
        making.submitted(place, slug=slug, title="待审的专题")
        making.passed(place, slug=f"{slug}-2", title="待发布的专题")

    def asked(officer, name):
        client = desk(officer)
        client.get(at(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(name)).status_code == 200
        return len(captured)

    pages = [(officer, name) for officer in (place.reviewer, place.secrecy, place.drafter)
             for name in ("publishing-tasks", "publishing-calendar")]  # fmt: skip
    more()
    before = [asked(*page) for page in pages]
    for _number in range(3):
        more()
    assert [asked(*page) for page in pages] == before
    assert max(before) <= 40


def test_the_calendar_tells_what_goes_out_has_gone_out_and_ends(newsroom):
    place = newsroom.place
    soon = NOW["at"] + timedelta(days=3)
    drafted(place, title="计划的信息", publish_at=soon, expire_at=soon + timedelta(days=5))
    gone = published(place, title="撤下的信息")
    take_down(item=gone, reason="有误", officer=place.reviewer, **NOW)
    told = {
        (day.day.day, entry.item.title, str(entry.mark))
        for day in calendar_of_month(place.agency, ON.replace(day=1))
        for entry in day.entries
    }
    assert told == {
        (13, "计划的信息", "PLANNED"),
        (18, "计划的信息", "EXPIRES"),
        (10, "撤下的信息", "PUBLISHED"),
        (10, "撤下的信息", "TAKEN_DOWN"),
    }
    page = shown(place.leader, "publishing-calendar", query="?month=2024-01")
    for words in ("2024年1月", "定时发布", "到期撤下", "?month=2023-12", "?month=2024-02"):
        assert words in page
    assert "没有发布或者到期" in shown(place.leader, "publishing-calendar", query="?month=2030-01")
    assert f"{timezone.localdate():%Y年}" in shown(place.leader, "publishing-calendar")


def test_a_day_with_much_on_it_tells_how_much_more(newsroom):
    one = published(newsroom.place, title="第0条")
    fields = {"agency": one.agency, "column": one.column, "drafter": one.drafter,
              "created_at": NOW["at"], "changed_at": NOW["at"], "state": "EXPIRED",
              "published_at": NOW["at"]}  # fmt: skip
    Item.objects.bulk_create(Item(title=f"第{n}条", **fields) for n in range(1, 24))
    page = shown(newsroom.drafter, "publishing-calendar", query="?month=2024-01")
    assert "另有20条" in page and "另有4条" in page


@pytest.mark.parametrize(
    "name",
    ["items", "new-item", "publishing-tasks", "publishing-calendar", "item", "edit-item",
     "compare-revisions"],
)  # fmt: skip
def test_nobody_meets_an_english_sentence(newsroom, name):
    item_pages = ("item", "edit-item", "compare-revisions")
    arguments = [newsroom.item.pk] if name in item_pages else []
    assert english_in(shown(newsroom.reviewer, name, *arguments)) == []
