"""The list of items: filters, pages, several at once, and a constant number of questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from console.conftest import desk
from console.publishing.conftest import at, sent, shown
from factories import ColumnFactory, OfficerFactory
from gongkai.publications.models import Item
from gongkai.publications.operations.locking import take_lock
from gongkai.publications.queries import item_lists
from publications.office import AT, NOW, drafted, passed, published, submitted


def ticked(*items):
    return [f"{item.pk}:{item.version}" for item in items]


def test_filters_by_column_state_person_period_and_words(newsroom):
    place = newsroom.place
    other = drafted(
        place, title="缴存基数调整", document_no="葫公积金〔2024〕7号", column=newsroom.news
    )
    waiting = submitted(place, title="提取政策问答")
    clerk = newsroom.drafter

    def titles(query):
        page = shown(clerk, "items", query=query)
        rows = (newsroom.item, other, waiting)
        return {one.title for one in rows if f'">{one.title}</a>' in page}

    everything = {newsroom.item.title, other.title, waiting.title}
    assert titles("") == everything
    assert titles(f"?column={newsroom.news.pk}") == {other.title}
    assert titles("?state=IN_REVIEW") == {waiting.title}
    assert titles(f"?person={newsroom.reviewer.pk}") == set()
    assert titles(f"?person={clerk.pk}") == everything
    assert titles("?q=问答 提取") == {waiting.title}
    assert titles("?q=〔2024〕7号") == {other.title}
    assert titles("?since=2024-01-10&until=2024-01-10") == everything
    assert titles("?until=2024-01-09") == titles("?since=2024-01-11") == set()


def test_a_filter_that_is_none_shows_all_and_says_so(newsroom):
    for day in ("0001-01-01", "9999-12-31"):
        assert shown(newsroom.drafter, "items", query=f"?since={day}&until={day}")
    page = shown(newsroom.drafter, "items", query="?column=x&state=NONE&since=gestern")
    assert "筛选条件无效" in page and newsroom.item.title in page


def test_index_numbers_are_found_and_abandoned_items_only_when_asked_for(newsroom):
    public = published(newsroom.place, title="公开的通知")
    page = shown(newsroom.drafter, "items", query=f"?q={public.index_no}")
    assert public.title in page and newsroom.item.title not in page
    gone = newsroom.item
    sent(newsroom.drafter, "act-on-item", gone.pk, "abandon", version=gone.version)
    address = at("item", gone.pk)
    assert address not in shown(newsroom.drafter, "items")
    assert address in shown(newsroom.drafter, "items", query="?state=ABANDONED")


def test_the_next_page_goes_on_where_this_one_ends_whatever_was_added(newsroom, monkeypatch):
    monkeypatch.setattr(item_lists, "PAGE", 2)
    items = [newsroom.item, *(drafted(newsroom.place, title=f"第{n}条") for n in range(4))]
    client, seen, address = desk(newsroom.drafter), [], at("items")
    while address:
        page = client.get(address).context["page"]
        seen += [one.pk for one in page.items]
        address = page.next_after and f"{at('items')}?after={page.next_after}"
        Item.objects.filter(pk=drafted(newsroom.place, title="后来的").pk).update(
            changed_at=AT + timedelta(days=1)
        )
    assert seen == [one.pk for one in reversed(items)]
    assert client.get(f"{at('items')}?after=x").status_code == 404
    assert client.get(f"{at('items')}?after=1e400-1").status_code == 404


def test_who_has_an_item_open_is_told(newsroom):
    take_lock(item=newsroom.item, officer=newsroom.reviewer, **NOW)
    assert "赵审核在编辑" in shown(newsroom.drafter, "items")


@pytest.mark.parametrize("query", ["", "?state=DRAFT", "?q=第", "?since=2024-01-01"])
def test_more_items_ask_no_more_questions(newsroom, query):
    client = desk(newsroom.drafter)

    def asked():
        client.get(at("items") + query)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at("items") + query).status_code == 200
        return len(captured)

    drafted(newsroom.place, title="第0条")
    before = asked()
    for number in range(5):
        column = ColumnFactory(agency=newsroom.agency)
        one = drafted(newsroom.place, title=f"第{number}条", column=column)
        other = OfficerFactory(agency=newsroom.agency, clerk=True)
        Item.objects.filter(pk=one.pk).update(locked_by=other, locked_at=AT, drafter=other)
    assert asked() == before <= 20


def test_several_are_submitted_each_by_itself_and_told_item_by_item(newsroom):
    place = newsroom.place
    fine, faulty = newsroom.item, drafted(place, title="没有概述", summary="")
    response = sent(newsroom.drafter, "items-at-once", act="submit", item=ticked(fine, faulty))
    page = response.content.decode()
    assert "共2条，已办1条" in page and "已办理" in page and "内容概述：未填写" in page
    assert [Item.objects.get(pk=one.pk).state for one in (fine, faulty)] == ["IN_REVIEW", "DRAFT"]


@pytest.mark.parametrize(
    ("act", "make", "state"),
    [
        ("take-back", submitted, "DRAFT"),
        ("publish", passed, "PUBLISHED"),
        ("abandon", drafted, "ABANDONED"),
    ],
)
def test_each_act_is_done_to_several(newsroom, act, make, state):
    items = [make(newsroom.place, title=f"第{number}条") for number in range(2)]
    for one in items:
        one.refresh_from_db()
    page = sent(newsroom.drafter, "items-at-once", act=act, item=ticked(*items)).content.decode()
    assert "共2条，已办2条" in page
    assert {Item.objects.get(pk=one.pk).state for one in items} == {state}


def test_columns_are_changed_with_a_revision_each(newsroom):
    one, news = newsroom.item, newsroom.news
    data = {"act": "column", "column": news.pk, "item": ticked(one)}
    assert "已办1条" in sent(newsroom.drafter, "items-at-once", **data).content.decode()
    one.refresh_from_db()
    assert one.column == news
    assert one.revisions.latest("number").note == "栏目改为“工作动态”"
    # The version that was seen is past now.
    page = sent(newsroom.drafter, "items-at-once", **data).content.decode()
    assert "在您打开之后已有变动" in page
    assert (
        sent(newsroom.drafter, "items-at-once", act="column", item=ticked(one)).status_code == 404
    )
    foreign = ColumnFactory()
    data["column"] = foreign.pk
    assert sent(newsroom.drafter, "items-at-once", **data).status_code == 404


def test_nothing_ticked_and_nothing_chosen(newsroom):
    assert "没有选择信息" in sent(newsroom.drafter, "items-at-once", act="submit").content.decode()
    assert sent(newsroom.drafter, "items-at-once", act="delete").status_code == 404
    page = sent(newsroom.drafter, "items-at-once", act="submit", item=["x", "1", ":"])
    assert "没有选择信息" in page.content.decode()


def test_another_organs_items_are_not_touched(newsroom):
    theirs = newsroom.item
    page = sent(newsroom.outsider, "items-at-once", act="abandon", item=ticked(theirs))
    assert "共0条" in page.content.decode() and theirs.title not in page.content.decode()
    theirs.refresh_from_db()
    assert theirs.state == "DRAFT"
