"""What each kind of thing gives to the index: what is public of it, and nothing else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.after_reply import again, office_of, replied
from factories import ColumnFactory, ItemFactory
from gongkai.casework.models import DisclosureLogEntry
from gongkai.outbox.operations import announce
from gongkai.search.following import follow_once
from gongkai.search.rebuilding import rebuild
from gongkai.search.sources import items
from gongkai.search.sources.items import text_of_markup
from gongkai.search.sources.registry import KINDS, SOURCES
from gongkai.sites.operations.page_publishing import take_down_page
from portal.office import office as office_with_report
from portal.office import published_report
from publications.office import AT, NOW, ON
from search.conftest import search, titles
from sites import making

pytestmark = pytest.mark.django_db


def test_keys_and_kinds_are_of_one_source_each():
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert len(KINDS) == sum(len(source.kinds) for source in SOURCES)


def test_markup_is_read_as_paragraphs():
    markup = "<h2>一、时间</h2><p>公积<b>金</b>&nbsp;&lt;甲&gt;</p><ul><li>乙</li></ul>"
    assert text_of_markup(markup) == "一、时间\n\n公积金\xa0<甲>\n\n乙"


def test_items_are_read_with_as_many_queries_however_many_there_are(published_item):
    counts = []
    for _ in range(2):
        for place in range(3):
            published_item(title=f"第{place}项事项")
        with CaptureQueriesContext(connection) as asked:
            found = list(items.SOURCE.entries(ON))
        counts.append(len(asked))
    assert len(found) == 6 and counts[0] == counts[1] <= 8


def test_an_entry_of_the_register_dated_ahead_is_found_on_its_day(db):
    ItemFactory(column=ColumnFactory(), title="将来的公告", published_on=ON + timedelta(days=2))
    rebuild(ON, AT)
    assert search("将来", at=AT).total == 0
    assert search("将来", at=AT + timedelta(days=1)).total == 0
    assert search("将来", at=AT + timedelta(days=2)).total == 1


def test_a_column_also_listed_in_is_a_choice_too(place, published_item):
    other = ColumnFactory(agency=place.agency, code="other", name="另一栏目")
    item = published_item(also_in=(other,))
    rebuild(ON, AT)
    assert titles(search("办公时间", at=AT, column="other")) == [item.title]
    found = search("办公时间", at=AT)
    assert found.total == 1 and {each.name for each in found.choices["column"]} == {
        "通知公告", "另一栏目",
    }  # fmt: skip


def test_a_renamed_column_is_shown_by_its_new_name(place, published_item):
    published_item()
    rebuild(ON, AT)
    type(place.column).objects.filter(pk=place.column.pk).update(name="新栏目名")
    announce(kind="column.changed", subject=str(place.column.pk), at=AT, agency=place.agency)
    while follow_once(AT):
        continue
    assert [each.name for each in search("办公时间", at=AT).choices["column"]] == ["新栏目名"]


def test_an_answered_request_is_found_from_its_day_on(db):
    people = office_of()
    row = DisclosureLogEntry.objects.create(
        request=again(replied(people[0], people[1])[0]), title="归集情况", summary="已按申请提供。",
        state="PUBLISHED", prepared_by=people[1], checked_by=people[2], published_at=AT,
        visible_from=date(2024, 2, 1),
    )  # fmt: skip
    rebuild(ON, AT)
    assert search("归集", at=AT).total == 0
    later = AT + timedelta(days=25)
    (hit,) = search("归集", at=later).hits
    assert hit.shown.kind == "log" and hit.shown.address == (row.pk,)
    DisclosureLogEntry.objects.filter(pk=row.pk).update(state="EXEMPT", exempt_reason="撤回")
    announce(kind="disclosure_log.withdrawn", subject=str(row.pk), at=AT)
    follow_once(AT)
    assert search("归集", at=later).total == 0


def test_a_published_report_is_found_by_its_prose(db):
    report = published_report(office_with_report(), problems="问题：更新慢。改进：按月更新。")
    rebuild(ON, AT)
    (hit,) = search("按月更新", at=AT).hits
    assert hit.shown.kind == "report" and hit.shown.address == ("gjj", report.year)


def test_a_topic_is_found_by_all_its_blocks_until_it_is_taken_down(place):
    rebuild(ON, AT)
    making.drafted(place, slug="other", title="没有发布的专题")
    page = making.published(place)
    follow_once(AT)
    for word in ("办事流程", "网上办理", "何时到账", "节假日顺延", "东城", "身份证件", "专题"):
        assert titles(search(word, at=AT)) == [page.title], word
    assert search("tiqu", at=AT).total == 0
    take_down_page(page=page, reason="有误", officer=place.office_head, **NOW)
    follow_once(AT)
    assert search("专题", at=AT).total == 0
