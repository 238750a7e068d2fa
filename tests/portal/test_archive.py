"""The archive: every item on one sheet of its column's year, and sheets that stay as they are."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.portal.list_sheets import (
    PER_SHEET,
    days_of_entries,
    front_sheet,
    sheet_numbered,
    sheets_behind_front,
)
from gongkai.publications.operations.publishing import take_down
from portal.reading import subjects, text
from publications.office import NOW, office, published

TITLES = re.compile(r'class="title"[^>]*>([^<]+)<')


@given(st.integers(0, 500))
def test_every_entry_stands_on_one_sheet(total):
    cuts = [front_sheet(total)]
    cuts += [sheet_numbered(n, total) for n in range(1, sheets_behind_front(total) + 1)]
    places = [place for cut in cuts for place in range(cut.start, cut.stop)]
    assert sorted(places) == list(range(total))
    assert all(cut.stop - cut.start == PER_SHEET for cut in cuts[1:])
    assert cuts[0].stop - cuts[0].start < 2 * PER_SHEET
    assert sheet_numbered(len(cuts), total) is None and sheet_numbered(0, total) is None


@given(st.integers(40, 400), st.integers(0, 200))
def test_a_settled_sheet_stays_whatever_is_put_on_top(total, more):
    for number in range(1, sheets_behind_front(total) + 1):
        sheet = sheet_numbered(number, total)
        if sheet.settled_by is not None:
            assert sheet.settled_by < total
            assert sheet_numbered(number, total + more) == sheet


@settings(max_examples=200)
@given(st.data())
def test_the_days_of_some_entries_are_found(data):
    counts = data.draw(
        st.dictionaries(
            st.dates(date(2023, 1, 1), date(2023, 3, 1)), st.integers(1, 30), min_size=1
        )
    )
    listed = [day for day in sorted(counts) for _ in range(counts[day])]
    start = data.draw(st.integers(0, len(listed) - 1))
    stop = data.draw(st.integers(start + 1, len(listed)))
    days = days_of_entries(counts, start, stop)
    assert (days.first, days.last) == (listed[start], listed[stop - 1])
    assert days.before == sum(day < days.first for day in listed)


@pytest.fixture
def column(db):
    """Return a column of the site's organ."""
    return ColumnFactory(agency=AgencyFactory(code="gjj", is_default=True), code="news")


def fill(column, count, first=date(2023, 1, 1), step=1, name="第{}条信息"):
    return [
        ItemFactory(
            column=column,
            title=name.format(number),
            published_on=first + timedelta(days=number * step),
        )
        for number in range(count)
    ]


def titles(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return TITLES.findall(text(response))


@pytest.mark.django_db
def test_a_years_sheets_hold_each_item_once_newest_first(client, column):
    fill(column, 65, step=5)
    front = titles(client, "/xinxi/gjj/lanmu/news/2023/")
    sheets = [titles(client, f"/xinxi/gjj/lanmu/news/2023/p{number}/") for number in (2, 1)]
    assert [*front, *sheets[0], *sheets[1]] == [f"第{n}条信息" for n in range(64, -1, -1)]
    assert client.get("/xinxi/gjj/lanmu/news/2023/p3/").status_code == 404
    page = text(client.get("/xinxi/gjj/lanmu/news/2023/"))
    assert "共65条" in page and 'href="/xinxi/gjj/lanmu/news/2023/p2/">较早的' in page
    middle = text(client.get("/xinxi/gjj/lanmu/news/2023/p2/"))
    assert 'href="/xinxi/gjj/lanmu/news/2023/">较新的' in middle
    assert 'href="/xinxi/gjj/lanmu/news/2023/p1/">较早的' in middle


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["/xinxi/gjj/lanmu/news/2023/03/", "/xinxi/gjj/guidang/2023/03/"])
def test_a_months_sheets_hold_each_item_once(client, column, start):
    for _ in range(2):
        fill(column, 31, first=date(2023, 3, 1))
    fill(column, 3, first=date(2023, 2, 26), name="二月第{}条")
    found = [*titles(client, start), *titles(client, f"{start}p2/"), *titles(client, f"{start}p1/")]
    assert sorted(found) == sorted(f"第{n}条信息" for n in range(31) for _ in range(2))
    assert not any("二月" in title for title in found)


@pytest.mark.django_db
def test_one_more_item_changes_no_sheet_that_does_not_say_so(client, column):
    fill(column, 150, step=2)
    addresses = [f"/xinxi/gjj/lanmu/news/2023/{sheet}" for sheet in
                 ("", *(f"p{n}/" for n in range(1, 7)))]  # fmt: skip

    def pages():
        answers = [client.get(each, **{"gongkai.rendering": "1"}) for each in addresses]
        return {
            each: (text(answer), subjects(answer))
            for each, answer in zip(addresses, answers, strict=True)
        }

    for month in (11, 12, 2):
        before = pages()
        ItemFactory(column=column, title="又一条", published_on=date(2023, month, 27))
        touched = {f"column:{column.pk}:2023", f"column:{column.pk}:2023-{month:02}"}
        after = pages()
        for each in addresses:
            if not before[each][1] & touched:
                assert before[each][0] == after[each][0], (month, each)
        if month == 12:
            settled = [each for each in addresses if not before[each][1] & touched]
            assert len(settled) == 5


@pytest.mark.django_db
def test_years_and_months_that_hold_nothing_are_not_there(client, column):
    fill(column, 2)
    for path in (
        "lanmu/news/2022/", "lanmu/news/2023/02/", "lanmu/news/2023/13/", "lanmu/news/2023/00/",
        "lanmu/news/0000/", "lanmu/news/23/", "lanmu/news/2023/1/", "lanmu/none/",
        "lanmu/none/2023/",
        "lanmu/news/2023/p0/", "lanmu/news/2023/p01/", "lanmu/news/2023/p1/",
        "lanmu/news/2023/p" + "9" * 30 + "/", "guidang/2022/", "guidang/2023/02/",
        "guidang/0000/01/", "guidang/2023/01/p1/", "lanmu/news/٢٠٢٣/",
    ):  # fmt: skip
        assert client.get(f"/xinxi/gjj/{path}").status_code == 404, path
    assert client.get("/xinxi/nobody/guidang/2023/01/").status_code == 404


@pytest.mark.django_db
def test_an_item_of_several_columns_is_counted_in_each_and_leaves_each(client, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(code="gjj", is_default=True)
    place.agency.refresh_from_db()
    other = ColumnFactory(agency=place.agency, code="open", name="信息公开")
    kept = published(place, title="留下的通知", also_in=(other,))
    gone = published(place, title="撤下的通知", also_in=(other,))
    fill(other, 1, first=date(2024, 1, 5))
    lists = ("/xinxi/", "/xinxi/gjj/lanmu/open/", "/xinxi/gjj/lanmu/open/2024/",
             "/xinxi/gjj/lanmu/open/2024/01/", "/xinxi/gjj/guidang/2024/01/")  # fmt: skip
    for address in lists:
        assert "共3条" in text(client.get(address)), address
        assert titles(client, address) == ["撤下的通知", "留下的通知", "第0条信息"]
    assert "共2条" in text(client.get(f"/xinxi/gjj/lanmu/{place.column.code}/"))
    assert "信息公开 <small>3<" in text(client.get("/xinxi/"))
    take_down(item=gone, reason="有误", officer=place.leader, **NOW)
    for address in lists:
        assert "共2条" in text(client.get(address)), address
        assert titles(client, address) == ["留下的通知", "第0条信息"]
    assert "信息公开 <small>2<" in text(client.get("/xinxi/"))
    # Where the text is known, so is the minute.
    page = text(client.get("/xinxi/gjj/lanmu/open/"))
    assert ">2024-01-10 10:30</time>" in page and ">2024-01-05</time>" in page
    assert f'href="/xinxi/gjj/{kept.pk}/"' in page
