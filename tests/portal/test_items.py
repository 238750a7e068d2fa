"""主动公开信息: the newest items of an organ, its columns, and the way to the rest."""

from datetime import date

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory
from portal.reading import canonical, subjects, tags, text, until

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


def add(column, count, year=2023, title="信息", month=6):
    return ItemFactory.create_batch(
        count, column=column, title=title, published_on=date(year, month, 1)
    )


def test_the_front_shows_the_newest_and_leads_to_columns_years_and_months(client, columns):
    news, notices = columns
    add(news, 2, 2022, "旧闻")
    add(news, 3, 2023, "新闻")
    add(notices, 1, 2023, "公告", month=11)
    page = text(client.get("/xinxi/"))
    assert "共6条" in page
    assert page.index("公告栏 <small>1<") < page.index("新闻发布 <small>5<")
    assert page.index(">公告<") < page.index(">新闻<") < page.index(">旧闻<")
    for address, size in (
        ("/xinxi/gjj/guidang/2023/11/", 1), ("/xinxi/gjj/guidang/2023/06/", 3),
        ("/xinxi/gjj/guidang/2022/06/", 2),
    ):  # fmt: skip
        assert f"<small>{size}</small>" in page[page.index(f'href="{address}"') :][:80]
    assert 'href="/xinxi/gjj/guidang/2023/"' in page
    assert 'href="/xinxi/gjj/lanmu/news/"' in page


def test_only_the_newest_stand_on_the_front(client, columns):
    add(columns[0], 45)
    page = text(client.get("/xinxi/"))
    assert page.count('<span class="title">') == 20 and "共45条" in page


def test_both_addresses_of_the_front_name_one(client, columns):
    add(columns[0], 1)
    for address in ("/xinxi/", "/xinxi/gjj/"):
        assert canonical(client.get(address)) == "http://testserver/xinxi/gjj/"


def test_an_empty_column_is_not_offered(client, columns):
    add(columns[0], 1)
    page = text(client.get("/xinxi/"))
    assert "新闻发布" in page and "公告栏" not in page
    empty = client.get("/xinxi/gjj/lanmu/notices/")
    assert "本栏目暂无公开信息" in text(empty) and tags(empty)["robots"] == "noindex"


def test_an_empty_statutory_column_says_that_there_is_nothing(client, bare):
    ColumnFactory(agency=bare, code="budget", part="STATUTORY", statutory_no="20-7")
    assert "本机关无此类信息" in text(client.get("/xinxi/gjj/lanmu/budget/"))


def test_what_is_dated_ahead_is_not_yet_shown(client, columns):
    ItemFactory(column=columns[0], title="明年的事", published_on=date(2999, 1, 1))
    add(columns[0], 1)
    for address in ("/", "/xinxi/", "/xinxi/gjj/lanmu/news/"):
        response = client.get(address, **{"gongkai.rendering": "1"})
        assert "明年的事" not in text(response)
        assert until(response) == "2999-01-01T00:00:00+08:00"
    assert client.get("/xinxi/gjj/guidang/2999/").status_code == 404
    assert client.get("/xinxi/gjj/guidang/2999/01/").status_code == 404
    assert client.get("/xinxi/gjj/lanmu/news/2999/").status_code == 404


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/xinxi/?column=news", "/xinxi/gjj/lanmu/news/"),
        ("/xinxi/gjj/?column=news&page=2", "/xinxi/gjj/lanmu/news/"),
        ("/xinxi/?column=news&year=2023", "/xinxi/gjj/lanmu/news/2023/"),
        ("/xinxi/?column=news&year=2023&page=1", "/xinxi/gjj/lanmu/news/2023/"),
        ("/xinxi/?year=2023", "/xinxi/gjj/guidang/2023/"),
        ("/xinxi/?page=3", "/xinxi/"),
        ("/xinxi/gjj/?page=3", "/xinxi/gjj/"),
        ("/xinxi/gjj/feed.rss?column=news", "/xinxi/gjj/lanmu/news/feed.rss"),
        ("/xinxi/gjj/feed.atom?column=news", "/xinxi/gjj/lanmu/news/feed.atom"),
    ],
)
def test_former_addresses_lead_to_the_present_ones(client, columns, former, present):
    add(columns[0], 3)
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, present)
    assert client.get(present).status_code == 200


@pytest.mark.parametrize(
    "page", ["0", "-1", "99", "9" * 5000, "abc", "", "1.5", "%00", "٢", "<script>"]
)
def test_any_former_sheet_number_leads_to_the_front(client, columns, page):
    add(columns[0], 45)
    assert client.get(f"/xinxi/?page={page}", follow=True).redirect_chain == [("/xinxi/", 301)]


@pytest.mark.parametrize(
    "query",
    ["year=1999", "year=abcd", "year=20231", "year=0000", "year=-202", "year=%DB%B2%DB%B0",
     "column=x", "column=news%00", "column=' or 1=1 --", "year=2023'", "column=news&year=0000",
     "column=" + "x" * 10_000],
)  # fmt: skip
def test_a_choice_that_was_not_offered_is_not_there(client, columns, query):
    add(columns[0], 1)
    assert client.get(f"/xinxi/?{query}", follow=True).status_code == 404


def test_markup_in_a_title_is_text(client, bare):
    column = ColumnFactory(agency=bare, code="c", name="<i>栏目</i>")
    add(column, 1, title='<script>alert("1")</script>')
    for address in ("/", "/xinxi/", "/xinxi/gjj/lanmu/c/", "/xinxi/gjj/lanmu/c/2023/06/",
                    "/ditu/"):  # fmt: skip
        page = text(client.get(address))
        assert "<script>alert" not in page and "<i>" not in page
        assert "&lt;i&gt;栏目" in page


def test_each_list_says_what_it_is_made_from(client, columns):
    news, _notices = columns
    add(news, 1)

    def read(address):
        return subjects(client.get(address, **{"gongkai.rendering": "1"})) - {"site"}

    organ = news.agency_id
    assert read("/xinxi/") == read("/xinxi/gjj/") == {f"agency:{organ}:new"}
    assert read("/xinxi/gjj/lanmu/news/") == {f"column:{news.pk}:new"}
    assert read("/xinxi/gjj/lanmu/news/2023/") == {f"column:{news.pk}:2023"}
    assert read("/xinxi/gjj/lanmu/news/2023/06/") == {f"column:{news.pk}:2023-06"}
    assert read("/xinxi/gjj/guidang/2023/") == {f"agency:{organ}:2023"}
    assert read("/xinxi/gjj/guidang/2023/06/") == {f"agency:{organ}:2023-06"}
    assert read("/") == {f"agency:{organ}:new", f"reports:{organ}", f"pages:{organ}",
                         f"asked:{organ}"}  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["/", "/xinxi/", "/xinxi/gjj/", "/xinxi/gjj/lanmu/news/", "/xinxi/gjj/lanmu/news/2023/",
     "/xinxi/gjj/lanmu/news/2023/06/", "/xinxi/gjj/guidang/2023/", "/xinxi/gjj/guidang/2023/06/",
     "/ditu/", "/sitemap.xml"],
)  # fmt: skip
def test_the_cost_does_not_grow_with_the_number_of_items(
    client, columns, address, django_assert_num_queries, django_assert_max_num_queries
):
    add(columns[0], 3)
    add(columns[1], 3)
    with django_assert_max_num_queries(18) as few:
        client.get(address)
    add(columns[0], 25)
    add(columns[1], 25, 2022)
    for number in range(5):
        add(ColumnFactory(agency=columns[0].agency, position=5 + number), 4)
    with django_assert_num_queries(len(few)):
        client.get(address)
