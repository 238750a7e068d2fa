"""主动公开信息: by column and year, in sheets of twenty, at a constant cost."""

from datetime import date

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(db):
    """Return the site's organ without any record."""
    return AgencyFactory(code="gjj", is_default=True)


@pytest.fixture
def columns(bare):
    """Return its two columns."""
    return (
        ColumnFactory(agency=bare, code="news", name="新闻发布", position=1),
        ColumnFactory(agency=bare, code="notices", name="公告栏", position=0),
    )


def add(column, count, year=2023, title="信息"):
    return ItemFactory.create_batch(
        count, column=column, title=title, published_on=date(year, 6, 1)
    )


def test_items_are_chosen_by_column_and_year(client, columns):
    news, notices = columns
    add(news, 2, 2022, "旧闻")
    add(news, 3, 2023, "新闻")
    add(notices, 1, 2023, "公告")
    assert "共6条" in text(client.get("/xinxi/"))
    assert "共5条" in text(client.get("/xinxi/?column=news"))
    assert "共4条" in text(client.get("/xinxi/?year=2023"))
    page = text(client.get("/xinxi/?column=news&year=2022"))
    assert "共2条" in page and "旧闻" in page and "公告<" not in page
    # The choices stand in the organ's order, each with what it holds in the chosen year.
    everything = text(client.get("/xinxi/?year=2023"))
    assert everything.index("公告栏 <small>1<") < everything.index("新闻发布 <small>3<")


def test_an_empty_column_is_not_offered(client, columns):
    add(columns[0], 1)
    page = text(client.get("/xinxi/"))
    assert "新闻发布" in page and "公告栏" not in page


def test_what_is_dated_ahead_is_not_yet_shown(client, columns):
    ItemFactory(column=columns[0], title="明年的事", published_on=date(2999, 1, 1))
    add(columns[0], 1)
    assert "明年的事" not in text(client.get("/xinxi/")) + text(client.get("/"))
    assert client.get("/xinxi/?year=2999").status_code == 404


def test_a_list_is_cut_into_sheets(client, columns):
    add(columns[0], 45)
    first = client.get("/xinxi/?column=news")
    assert text(first).count('<span class="title">') == 20
    assert "共45条，3页" in text(first)
    assert 'href="?column=news&amp;page=2"' in text(first)
    assert text(client.get("/xinxi/?page=3")).count('<span class="title">') == 5


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("0", 3), ("-1", 3), ("99", 3), ("9" * 30, 3), ("9" * 5000, 1), ("abc", 1), ("", 1),
        ("1.5", 1), ("1e3", 1), ("%00", 1), ("٢", 2),
    ],
)  # fmt: skip
def test_an_impossible_sheet_number_shows_the_nearest_sheet(client, columns, page, shown):
    add(columns[0], 45)
    response = client.get(f"/xinxi/?page={page}")
    assert response.status_code == 200
    assert f'<span aria-current="page">第{shown}页</span>' in text(response)


@pytest.mark.parametrize(
    "query",
    ["year=1999", "year=abcd", "year=20231", "year=0000", "year=-202", "year=%DB%B2%DB%B0",
     "column=x", "column=news%00", "column=' or 1=1 --", "year=2023'"],
)  # fmt: skip
def test_a_choice_that_was_not_offered_is_not_there(client, columns, query):
    add(columns[0], 1)
    assert client.get(f"/xinxi/?{query}").status_code == 404


def test_markup_in_a_title_is_text(client, bare):
    column = ColumnFactory(agency=bare, code="c", name="<i>栏目</i>")
    add(column, 1, title='<script>alert("1")</script>')
    for address in ("/", "/xinxi/", "/xinxi/?column=c", "/jiansuo/?q=script"):
        page = text(client.get(address))
        assert "<script" not in page and "<i>" not in page
        assert "&lt;i&gt;栏目" in page


@pytest.mark.parametrize("address", ["/", "/xinxi/", "/xinxi/gjj/", "/jiansuo/?q=信息"])
def test_the_cost_does_not_grow_with_the_number_of_items(
    client, columns, address, django_assert_num_queries, django_assert_max_num_queries
):
    add(columns[0], 3)
    with django_assert_max_num_queries(7) as few:
        client.get(address)
    add(columns[0], 25)
    add(columns[1], 25, 2022)
    with django_assert_num_queries(len(few)):
        client.get(address)
