"""Every page: what it shows, what it says about itself, and what it must never show."""

import re
from datetime import date

import pytest
from django.conf import settings

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.static_site.marks import RENDERING
from portal.office import office, published_report, signed_report
from portal.reading import subjects, tags, text, title

ADDRESS = "/nianbao/gjj/2023/"
PAGES = ("/", "/nianbao/", "/nianbao/gjj/", ADDRESS, "/xinxi/", "/xinxi/gjj/", "/jiansuo/?q=通知")


def test_the_home_page_leads_to_the_report_and_the_latest_items(client, report):
    page = text(client.get("/"))
    assert page.index('name="q"') < page.index(ADDRESS) < page.index("最新公开信息")
    for label, value in (
        ("网站主动公开信息", "3<small>条"),
        ("新收依申请公开", "3<small>件"),
        ("受理诉求工单", "4<small>件"),
        ("诉求工单满意率", "66.67%"),
    ):
        after = page[page.index(f"<dt>{label}</dt>") :]
        assert after.index(value) < after.index("</div>")
    assert page.index("2024-01-01") < page.index("2023-12-31")


def test_the_home_page_shows_only_the_sites_own_organ(client, report):
    other = office("water", name="某某市水务局")
    column = ColumnFactory(agency=other)
    ItemFactory(column=column, title="水务局的信息", published_on=date(2024, 1, 5))
    published_report(other)
    page = text(client.get("/"))
    assert "水务局" not in page
    assert "水务局的信息" in text(client.get("/xinxi/water/"))


def test_a_site_without_report_or_items_still_has_a_home_page(client, db):
    AgencyFactory(name="某某市住房公积金管理中心", is_default=True)
    response = client.get("/")
    assert response.status_code == 200
    assert "暂无公开信息" in text(response)
    assert "政府信息公开年报</p>" not in text(response)
    assert "尚未公布年度报告" in text(client.get("/nianbao/"))


def test_a_site_without_any_organ_says_so(client, db):
    response = client.get("/")
    assert response.status_code == 503
    assert "网站尚未开通" in text(response)
    assert client.get("/xinxi/").status_code == 503
    assert client.get("/nianbao/").status_code == 200


def test_the_list_keeps_old_years_and_names_every_organ(client, report):
    other = office("water", name="某某市水务局", short_name="市水务局")
    published_report(other)
    published_report(other, year=2022)
    page = text(client.get("/nianbao/"))
    assert page.index("2023年</h2>") < page.index("2022年</h2>")
    assert "/nianbao/water/2022/" in page and ADDRESS in page
    own = text(client.get("/nianbao/water/"))
    assert "/nianbao/water/2022/" in own and ADDRESS not in own


def test_the_report_page_is_what_was_signed(client, organ):
    report = published_report(organ, problems="问题：<b>宣传</b>不够。改进：加强宣传。")
    response = client.get(ADDRESS)
    page = text(response)
    assert "问题：&lt;b&gt;宣传&lt;/b&gt;不够。" in page
    assert 'data-path="requests.received.total">3</td>' in page
    assert report.snapshot.content_hash in page
    assert "王主任" in page
    # Published at 00:30 in Shanghai, which is still the day before in UTC.
    assert "2024-01-20 00:30" in page and "2024年1月20日" in page
    for fmt, label in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("json", "JSON")):
        assert f'{ADDRESS}report.{fmt}" download="' in page
        assert f"<strong>{label}</strong>" in page


def test_records_changed_after_sign_off_do_not_change_the_page(client, report, organ):
    before = text(client.get(ADDRESS))
    ItemFactory(column=ColumnFactory(agency=organ), published_on=date(2023, 8, 1))
    assert text(client.get(ADDRESS)) == before


@pytest.mark.parametrize("address", ["", "report.pdf", "report.json"])
def test_a_report_that_is_not_published_is_not_there(client, organ, address):
    signed_report(organ)
    assert client.get(ADDRESS + address).status_code == 404
    assert ADDRESS not in text(client.get("/nianbao/")) + text(client.get("/"))


@pytest.mark.parametrize("address", PAGES)
def test_each_page_carries_the_tags_it_must(client, report, address):
    found = tags(client.get(address))
    assert all(value.strip() for value in found.values()), found
    assert found["SiteName"] == "某某市住房公积金管理中心"
    assert found["SiteDomain"] == "testserver"
    column = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
    article = {"ArticleTitle", "PubDate", "ContentSource"}
    assert column & set(found) == (set() if address == "/" else column)
    assert article & set(found) == (article if address == ADDRESS else set())
    assert "SiteIDCode" not in found


def test_further_reports_stand_on_sheets_that_are_kept_as_files(client, report):
    for year in range(1980, 2022):
        report.pk, report.year = None, year
        report.save()
    for front, more in (("/nianbao/", "/nianbao/quanbu/"), ("/nianbao/gjj/", "/nianbao/gjj/")):
        first = client.get(front, **{RENDERING: True})
        assert f'href="{more}p2/"' in text(first) and 'href="?page' not in text(first)
        last = client.get(f"{more}p3/", **{RENDERING: True})
        assert subjects(last) == subjects(first) and len(subjects(first)) == 2
        assert "1982年" in text(last) and f'href="{front}"' in text(last)
        assert 'content="noindex"' in text(last)
        assert client.get(f"{more}p4/").status_code == 404
        moved = client.get(f"{front}?page=3")
        assert (moved.status_code, moved["Location"]) == (301, f"{more}p3/")


def test_the_reports_tags_name_title_moment_and_source(client, report):
    response = client.get(ADDRESS)
    found = tags(response)
    name = "某某市住房公积金管理中心2023年政府信息公开工作年度报告"
    assert found["ArticleTitle"] == name
    assert found["PubDate"] == "2024-01-20 00:30"
    assert found["ContentSource"] == "某某市住房公积金管理中心"
    assert title(response) == f"{name} - 某某市住房公积金管理中心"


def test_registrations_are_shown_only_where_configured(client, report, settings):
    page = text(client.get("/"))
    for word in ("网站标识码", "ICP备案", "公安机关备案", "zfwzzc"):
        assert word not in page
    settings.GONGKAI_SITE_ID_CODE = "2114000001"
    settings.GONGKAI_ICP_NO = "某ICP备00000000号"
    settings.GONGKAI_POLICE_NO = "某公网安备 00000000000000号"
    settings.GONGKAI_REPORT_ERROR_URL = "https://zfwzzc.example.gov.cn/"
    response = client.get("/")
    assert tags(response)["SiteIDCode"] == "2114000001"
    for word in ("某ICP备00000000号", "某公网安备", "我为政府网站找错", "zfwzzc.example.gov.cn"):
        assert word in text(response)


@pytest.mark.parametrize("address", [*PAGES, "/nope/"])
def test_invented_records_say_so_on_every_page(client, report, organ, address):
    assert "演示数据" not in text(client.get(address))
    organ.is_demonstration = True
    organ.save()
    assert '<p class="demonstration"' in text(client.get(address))


def test_another_organs_invented_records_say_so_too(client, report):
    published_report(office("demo", name="演示机关", is_demonstration=True))
    assert '<p class="demonstration"' not in text(client.get("/nianbao/"))
    assert "演示数据</span>" in text(client.get("/nianbao/"))
    for address in ("/nianbao/demo/", "/nianbao/demo/2023/", "/xinxi/demo/"):
        assert '<p class="demonstration"' in text(client.get(address))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_needs_a_script_a_cookie_or_another_site(client, report, address):
    response = client.get(address)
    page = text(response)
    assert response.status_code == 200
    # Data for machines never run; the scripts of our own only remember how somebody reads.
    page = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.DOTALL)
    page = re.sub(r'<script src="/static/portal/[a-z.-]+"( defer)?></script>', "", page)
    assert "<script" not in page and " style=" not in page and "javascript:" not in page
    assert "http://" not in page.replace("http://testserver", "") and "https://" not in page
    # Nobody is given a cookie; one that chose a way of reading is heeded.
    assert not response.cookies
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_head_answers_like_get_and_nothing_can_be_written(client, report, address):
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address).status_code == 405


def test_robots_find_the_reports_and_stay_out_of_the_console(client, report):
    robots = client.get("/robots.txt")
    assert robots.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /console/" in text(robots)
    sitemap = client.get("/sitemap.xml")
    assert sitemap.headers["Content-Type"] == "application/xml"
    assert f"<loc>http://testserver{ADDRESS}</loc><lastmod>2024-01-20</lastmod>" in text(sitemap)
    for column in ("/", "/nianbao/", "/xinxi/gjj/", "/hedui/"):
        assert f"<loc>http://testserver{column}</loc>" in text(sitemap)
    assert f"Sitemap: http://testserver{settings.FORCE_SCRIPT_NAME or ''}/sitemap.xml" in text(
        robots
    )
