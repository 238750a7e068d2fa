"""检索: what is found, what is refused, and what happens to those who ask too often."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.portal.throttling import SearchThrottle, SuggestThrottle
from gongkai.search.generations import drop_index
from gongkai.search.hot_words import keep_counts
from gongkai.search.models import SearchedWord
from gongkai.search.reading import forget_index
from gongkai.search.rebuilding import rebuild
from portal.reading import tags, text
from publications.office import NOW, drafted, office, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(settings, tmp_path):
    """Keep the index in a folder of the test's own."""
    settings.GONGKAI_INDEX = tmp_path / "index"
    forget_index()
    yield
    forget_index()


@pytest.fixture
def item(organ):
    """Return an item that can be found."""
    return ItemFactory(
        column=ColumnFactory(agency=organ, name="办事指南"), title="购房提取公积金指南100%"
    )


@pytest.fixture(params=["with an index", "without one"])
def indexed(request, item):
    """Have the index of what there is, or none: what holds for both is told once."""
    if request.param == "with an index":
        rebuild(NOW["on"], NOW["at"])
    return request.param == "with an index"


def search(client, query, *, headers=None, **given):
    return client.get("/jiansuo/", {"q": query, **given}, headers=headers or {})


def test_words_are_found_and_marked(client, indexed):
    page = text(search(client, "提取 指南"))
    assert "找到1条结果" in page
    assert "购房<mark>提取</mark>公积金<mark>指南</mark>100%" in page
    assert 'value="提取 指南"' in page
    assert ("检索索引正在准备" in page) is not indexed


def test_a_report_is_found_by_its_text_and_linked(client, report):
    for prepare in (lambda: None, lambda: rebuild(NOW["on"], NOW["at"])):
        prepare()
        page = text(search(client, "三审三校"))
        assert 'href="/nianbao/gjj/2023/"' in page and "<mark>三审三校</mark>" in page


def test_nothing_found_and_nothing_asked_are_different(client, indexed):
    page = text(search(client, "不存在的词"))
    assert "没有找到" in page and 'href="/shenqing/"' in page
    page = text(search(client, "  　 "))
    assert "没有找到" not in page and "条结果" not in page


def test_a_question_is_answered_by_its_words_and_the_page_says_so(client, item):
    rebuild(NOW["on"], NOW["at"])
    page = text(search(client, "买房怎么提取公积金？"))
    assert "没有与您输入的文字完全一致的信息" in page
    assert "找到1条结果" in page and 'value="买房怎么提取公积金？"' in page
    page = text(search(client, "“买房怎么提取公积金”"))
    assert "没有找到" in page


def test_a_question_narrowed_down_stays_within_the_choice(client, item):
    rebuild(NOW["on"], NOW["at"])
    page = text(search(client, "买房怎么提取公积金？", kind="item"))
    assert "找到1条结果" in page
    page = text(search(client, "买房怎么提取公积金？", kind="report"))
    assert "没有找到" in page and "不限范围，重新检索" in page


def test_too_long_a_query_is_refused_with_the_limit(client, indexed):
    response = search(client, "长" * 101)
    assert response.status_code == 400
    assert "检索词共101个字，超过上限100个字" in text(response)
    assert search(client, "长" * 100).status_code == 200
    response = search(client, "长" * 10_000)
    assert response.status_code == 400 and "检索词共10000个字" in text(response)
    assert len(response.content) < 40_000


def test_too_many_words_are_refused_with_the_limit(client, indexed):
    response = search(client, " ".join("甲乙丙丁戊己庚辛壬癸子丑寅"))
    assert response.status_code == 400
    assert "检索词共13个，超过上限12个" in text(response)


@pytest.mark.parametrize(
    "query",
    ["%", "_", "\\", "'", '"', "%%", "' OR 1=1 --", "\x00",
     "\ud800".encode("utf-8", "surrogatepass"),
     "<script>alert(1)</script>", "(", "[a-", "{{ 1 }}", "a\r\nSet-Cookie: x=1", "title:公积金",
     "公积金 AND NOT 提取", "公*", "/x/", "\"", "“”", "“", "🏠", "𠮷", "\u202e公积金", "１００％"],
)  # fmt: skip
def test_hostile_words_are_letters_like_others(client, indexed, query):
    response = search(client, query)
    page = text(response)
    assert response.status_code == 200
    assert "<script>" not in page.partition("<main")[2]
    assert not response.cookies


def test_markup_in_titles_is_text(client, organ):
    ItemFactory(column=ColumnFactory(agency=organ), title="<b onclick=x>提取</b><script>1</script>")
    rebuild(NOW["on"], NOW["at"])
    page = text(search(client, "提取")).partition("<main")[2]
    assert "&lt;b onclick=x&gt;<mark>提取</mark>&lt;/b&gt;&lt;script&gt;" in page


@pytest.mark.parametrize(
    "raw",
    ["q=%FF", "q=%", "q=%E4%B8", "q=a%00b", "q=%u4e2d", "q=&q=x&q=y", "q=%26%23", "q=提取&page=-1",
     "q=提取&page=99999999999999999999", "q=提取&page=x", "q=提取&page=%D9%A1", "q=提取&sort=x",
     "q=提取&year=x&column=%00&organ=..&kind=%27&validity=" + "x" * 3000, "kind=item", "page=2"],
)  # fmt: skip
def test_badly_written_addresses_do_no_harm(client, indexed, raw):
    assert client.get(f"/jiansuo/?{raw}").status_code == 200
    assert client.get(f"/jiansuo/tishi/?{raw}").status_code == 200


def test_searches_are_not_for_search_engines(client, indexed):
    assert tags(search(client, "指南"))["robots"] == "noindex"
    assert "robots" not in tags(client.get("/"))


def test_who_asks_too_often_is_told_when_to_come_back(client, item, monkeypatch):
    monkeypatch.setattr(SearchThrottle, "rate", "2/min")
    monkeypatch.setattr(SuggestThrottle, "rate", "1/min")
    # A header that anybody can send does not make a new client.
    assert [
        search(client, "指南", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(3)
    ] == [200, 200, 429]
    response = search(client, "指南")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert "检索过于频繁" in text(response) and "秒后重试" in text(response)
    assert client.get("/").status_code == 200
    assert client.get("/jiansuo/?q=x", REMOTE_ADDR="192.0.2.9").status_code == 200
    assert [client.get("/jiansuo/tishi/?q=x").status_code for _ in range(2)] == [200, 429]


def test_behind_a_configured_proxy_the_forwarded_address_counts(
    client, item, monkeypatch, settings
):
    monkeypatch.setattr(SearchThrottle, "rate", "1/min")
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    statuses = [
        search(client, "指南", headers={"X-Forwarded-For": f"{n}.9.9.9, 10.0.0.1"}).status_code
        for n in (1, 2)
    ]
    assert statuses == [200, 429]
    assert search(client, "指南", headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 200


def test_choices_stand_beside_what_was_found(client, organ):
    for name, year in (("办事指南", 2023), ("政策文件", 2022)):
        column = ColumnFactory(agency=organ, name=name, code=f"c-{year}")
        ItemFactory.create_batch(3, column=column, title="提取", published_on=date(year, 3, 1))
    rebuild(NOW["on"], NOW["at"])
    page = text(search(client, "提取"))
    assert "找到6条结果" in page
    assert 'href="/jiansuo/?q=%E6%8F%90%E5%8F%96&amp;column=c-2022"' in page
    assert "政策文件 <small>3</small>" in page
    page = text(search(client, "提取", column="c-2022", page="7"))
    assert "找到3条结果" in page and "已选范围" in page and "2023-03-01" not in page
    page = text(search(client, "提取", column="c-2022", year="2023"))
    assert "找到0条结果" in page and "不限范围，重新检索" in page
    dates = text(search(client, "提取", sort="date"))
    assert dates.index("2023-03-01") < dates.index("2022-03-01")


def test_a_site_with_a_host_of_its_own_finds_its_own_organ(client, organ, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    other = AgencyFactory(code="other", name="另一机关")
    ItemFactory(column=ColumnFactory(agency=organ), title="提取甲")
    ItemFactory(column=ColumnFactory(agency=other), title="提取乙")
    rebuild(NOW["on"], NOW["at"])
    assert "找到2条结果" in text(search(client, "提取"))
    host_of(other, "other.example")
    page = text(client.get("/jiansuo/?q=提取", headers={"Host": "other.example"}))
    assert "找到1条结果" in page and "甲" not in page.partition("<main")[2]
    page = text(client.get("/jiansuo/?q=提取&organ=all", headers={"Host": "other.example"}))
    assert "找到2条结果" in page


def host_of(agency, name):
    """Let an organ's site answer to a host."""
    hosts = Agency._meta.apps.get_model("sites", "SiteHost")
    site = hosts._meta.get_field("site").related_model.objects.create(agency=agency)
    hosts.objects.create(site=site, name=name)


def test_a_repealed_document_is_marked_and_its_number_found(client, db):
    place = office()
    document_no = "某公积金发〔2020〕3号"
    item = published(place, drafted(place, title="提取办法", document_no=document_no,
                                    validity="REPEALED", invalid_on=date(2024, 1, 2)))  # fmt: skip
    rebuild(NOW["on"], NOW["at"])
    for written in (
        document_no, "某公积金发[2020]3号", "某公积金发（2020）3号", "公积金发【2020】3号",
        "某公积金发20203号", "某公积金发 〔2020〕 3号", "〔2020〕3号", item.index_no,
        item.index_no.replace("-", " "),
    ):  # fmt: skip
        page = text(search(client, written))
        assert "找到1条结果" in page, written
        assert '<span class="label standing">废止</span>' in page
    assert "找到0条结果" in text(search(client, "某公积金发〔2020〕33号"))


def test_what_was_meant_is_offered(client, item):
    rebuild(NOW["on"], NOW["at"])
    page = text(search(client, "公基金"))
    assert "您是不是要找" in page
    assert 'href="/jiansuo/?q=%E5%85%AC%E7%A7%AF%E9%87%91">公积金</a>' in page


def test_suggestions_come_as_json(client, item):
    assert suggested(client, "提取") == []
    rebuild(NOW["on"], NOW["at"])
    assert "购房提取公积金指南100%" in suggested(client, "指南")
    assert suggested(client, "长" * 31) == []


def suggested(client, typed):
    return json.loads(client.get("/jiansuo/tishi/", {"q": typed}).content)["suggestions"]


def test_words_that_several_visitors_ask_for_are_shown(client, item):
    rebuild(NOW["on"], NOW["at"])
    for visitor in range(3):
        client.get("/jiansuo/?q=提取", REMOTE_ADDR=f"192.0.2.{visitor}")
        # Turning a page or choosing is no search of its own.
        client.get("/jiansuo/?q=购房&page=1", REMOTE_ADDR=f"192.0.2.{visitor}")
    keep_counts()
    assert list(SearchedWord.objects.values_list("word", flat=True)) == ["提取"]
    page = text(client.get("/jiansuo/"))
    assert "大家常找" in page and ">提取</a>" in page
    assert "192.0.2" not in str(SearchedWord.objects.values())


def test_a_page_costs_few_queries_however_much_there_is(client, organ):
    column = ColumnFactory(agency=organ)
    ItemFactory.create_batch(40, column=column, title="提取")
    rebuild(NOW["on"], NOW["at"])
    search(client, "提取")
    with CaptureQueriesContext(
        connection,
    ) as few:
        search(client, "提取")
    assert not [query for query in few if "publications_" in query["sql"]]
    assert len(few) <= 12


def test_a_broken_index_is_no_fault_of_the_page(client, item, settings):
    rebuild(NOW["on"], NOW["at"])
    for path in settings.GONGKAI_INDEX.glob("v*/*"):
        if path.suffix in (".store", ".idx", ".term", ".fast"):
            path.write_bytes(b"broken")
    forget_index()
    page = search(client, "指南")
    assert page.status_code == 200 and "找到1条结果" in text(page)
    drop_index()
    assert "检索索引正在准备" in text(search(client, "指南"))


@pytest.mark.parametrize(
    ("query", "name", "address"),
    [("公积金 能贷多少", "可贷额度计算", "/jisuan/edu/"), ("你们 电话", "联系我们", "/lianxi/"),
     ("预约", "预约办理", "/yuyue/"), ("怎么投诉", "留言咨询", "/liuyan/")],
)  # fmt: skip
def test_pages_that_may_be_meant_are_offered(client, indexed, query, name, address):
    page = text(search(client, query))
    assert "您可能要办的事" in page and f'<a href="{address}">{name}</a>' in page


def test_a_department_offers_nothing_of_a_fund(client, organ, item):
    Agency.objects.filter(pk=organ.pk).update(kind="DEPARTMENT")
    rebuild(NOW["on"], NOW["at"])
    assert "/jisuan/" not in text(search(client, "能贷多少")).partition("<main")[2]
    assert "您可能要办的事" not in text(search(client, "指南"))


def test_pinyin_is_understood_though_it_stands_in_other_places(client, organ):
    column = ColumnFactory(agency=organ)
    for title in ("公积金提取办法", "gjj 一", "gjj 二", "gjj 三", "gjj 四"):
        ItemFactory(column=column, title=title)
    rebuild(NOW["on"], NOW["at"])
    page = text(search(client, "gjj"))
    assert "找到4条结果" in page and "您是不是要找" in page and ">公积金</a>" in page
