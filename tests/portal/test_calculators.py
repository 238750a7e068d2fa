"""公积金计算器 without a script: forms by GET, results with sources, the plan as a workbook."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.fund_services.operations.city_rules import set_city_rules
from gongkai.portal.throttling import CalculateThrottle
from gongkai.rules.fund import default_city_rules
from gongkai.static_site.marks import READS_HEADER, RENDERING
from portal.reading import tags, text

pytestmark = pytest.mark.django_db
LOAN = "/jisuan/daikuan/?fund=50万&years=20&issued_on=2025-06-01"
# Each calculator with what it is asked and what its page then says.
ASKED = [
    (LOAN, ["2,673.94元", "141,745.66元", "2.6%", "自2025-05-08起适用", "还款计划"]),
    ("/jisuan/daikuan/?fund=50万&years=20&method=linear&issued_on=2025-06-01",
     ["3,166.67元", "130,541.67元", "2,087.85元", "4.51元"]),
    ("/jisuan/edu/?balance=6万&months_paid=36&income=12000&price=80万&issued_on=2025-06-01",
     ["500,000.00元", "单笔最高额度", "还款能力", "房价和首付", "待本中心确认", "不能作为依据"]),
    ("/jisuan/jiaocun/?wage=23347&employer_ratio=12&worker_ratio=12",
     ["5,604.00元", "2,802.00元", "《住房公积金管理条例》第十六条"]),
    ("/jisuan/tiqu/?kind=purchase&balance=60000&spent=5万",
     ["50,000.00元", "10,000.00元", "第二十四条第一款第一项"]),
    ("/jisuan/lixi/?balance=60000&since=2024-07-01", ["912.50元", "1.5%", "60,912.50"]),
]  # fmt: skip


@pytest.fixture
def centre(db):
    return AgencyFactory(code="gjj", name="某某市住房公积金管理中心", is_default=True)


@pytest.mark.parametrize(("address", "words"), ASKED, ids=[one[0][8:20] for one in ASKED])
def test_a_result_stands_on_its_own_address_with_its_sources(client, centre, address, words):
    response = client.get(address)
    page = text(response)
    assert response.status_code == 200
    for word in (*words, "以住房公积金管理中心审批结果为准", "计算依据"):
        assert word in page
    # Results are left alone by robots; the form's own address is what they know.
    assert "noindex" in page
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("front", sorted({one[0].partition("?")[0] for one in ASKED}))
def test_a_form_is_empty_indexed_and_has_its_path_and_tags(client, centre, front):
    response = client.get(front)
    page = text(response)
    assert response.status_code == 200 and "noindex" not in page
    found = tags(response)
    assert found["ColumnName"] == "公积金计算器" and found["ColumnType"] == "办事服务"
    assert '<a href="/jisuan/">公积金计算器</a>' in page
    assert '<form class="asking calculator" method="get"' in page and "填写后按" in page


def test_the_overview_leads_to_each_and_is_kept_as_a_file(client, centre):
    response = client.get("/jisuan/", **{RENDERING: "1"})
    page = text(response)
    for address in ("daikuan", "edu", "jiaocun", "tiqu", "lixi"):
        assert f'href="/jisuan/{address}/"' in page
    assert response.headers[READS_HEADER] == "site"
    assert "/jisuan/daikuan/" in text(client.get("/ditu/"))
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/jisuan/</loc>" in sitemap
    assert "<loc>http://testserver/jisuan/daikuan/</loc>" in sitemap


def test_another_organ_has_none_of_it(client, db):
    AgencyFactory(code="ny", kind="DEPARTMENT", is_default=True)
    for address in (
        "/jisuan/",
        *(one[0] for one in ASKED),
        LOAN.replace("?", "huankuanjihua.xlsx?"),
    ):
        assert client.get(address).status_code == 404
    assert "公积金计算器" not in text(client.get("/ditu/"))
    assert "/jisuan/" not in client.get("/sitemap.xml").content.decode()


def test_nothing_set_up_has_none_of_it_either(client, db):
    assert client.get("/jisuan/").status_code == client.get(LOAN).status_code == 503


BAD = [
    ("/jisuan/daikuan/?fund=50&years=20", "如果是50万元，请填写“50万”", 'value="50"'),
    ("/jisuan/daikuan/?fund=50万&years=360", "如果是360个月，请填写“30”", 'value="360"'),
    ("/jisuan/daikuan/?fund=一百万&years=20", "不是阿拉伯数字", 'value="一百万"'),
    ("/jisuan/daikuan/?fund=50万&years=20&issued_on=2014-01-01", "2015-05-11", "2014-01-01"),
    ("/jisuan/daikuan/?fund=50万&years=20&issued_on=昨天", "不是日期", 'value="昨天"'),
    ("/jisuan/daikuan/?kind=combined&fund=1万&commercial=1万&years=3",
     "商业贷款年利率：未填写", 'value="1万"'),
    ("/jisuan/daikuan/?fund=50万&years=20&method=other", "没有“OTHER”这一项", 'value="50万"'),
    ("/jisuan/daikuan/?fund=50万&years=20&prepay_way=lower&prepay_after=12&prepay_amount=80万",
     "不小于当时剩余的本金", 'value="80万"'),
    ("/jisuan/edu/?balance=6万", "家庭月收入：未填写", 'value="6万"'),
    ("/jisuan/jiaocun/?wage=8000&worker_ratio=13", "超出范围", 'value="13"'),
    ("/jisuan/tiqu/?kind=rent&balance=6万", "尚未设置无合同租房的限额", 'value="6万"'),
    ("/jisuan/lixi/?balance=6万&since=2010-01-01", "2016-02-21", 'value="2010-01-01"'),
]  # fmt: skip


@pytest.mark.parametrize(("address", "told", "kept"), BAD, ids=[one[1] for one in BAD])
def test_bad_input_is_told_by_its_field_and_stays(client, centre, address, told, kept):
    response = client.get(address)
    page = text(response)
    assert response.status_code == 400
    assert told in page and kept in page and 'role="alert"' in page
    assert "outcome" not in page


def test_hostile_texts_are_shown_as_texts(client, centre):
    page = text(client.get("/jisuan/daikuan/?fund=<script>alert(1)</script>&years=\x00&rate=%FF"))
    assert "<script>alert" not in page and "还不能提交" in page
    assert client.get("/jisuan/daikuan/?" + "fund=" + "9" * 5000).status_code == 400
    assert client.post(LOAN).status_code == 405


def test_full_width_digits_are_read(client, centre):
    address = "/jisuan/daikuan/?fund=５０万元&years=２０年&issued_on=２０２５－０６－０１"
    assert "2,673.94元" in text(client.get(address))


def test_the_whole_plan_stands_on_the_page_by_year(client, centre):
    page = text(client.get(LOAN))
    assert page.count('<th scope="row">') == 240
    assert page.count('<details class="year"') == 21
    assert '<span class="wide-only">2025-</span>07-01</td><td>2,673.94</td>' in page
    assert page.count('class="years-chart"') == 1 and "2045年本金" in page
    assert "style=" not in page


def test_prepayment_and_changes_are_told(client, centre):
    page = text(client.get(
        "/jisuan/daikuan/?fund=100万&years=30&issued_on=2024-06-20&prepay_way=shorter"
        "&prepay_after=60&prepay_amount=20万"))  # fmt: skip
    assert "提前还款后少付利息" in page and "少还" in page
    assert "2026-01-20起每月" in page and "当期另提前还款200,000元" in page
    assert "自次年1月1日起按新利率" in page


def test_the_script_gets_the_result_alone(client, centre):
    page = text(client.get(LOAN, headers={"X-Page-Part": "result"}))
    assert "2,673.94元" in page and "<html" not in page and "<form" not in page


def test_what_the_centre_set_holds_and_is_named(client, centre):
    head = OfficerFactory(agency=centre, head=True)
    from_on = date(2026, 1, 1)
    figures = default_city_rules().texts | {"base_cap": "20000", "most_single": "450000"}
    set_city_rules(
        agency=centre,
        figures=figures,
        basis="某公管委〔2025〕3号",
        in_force_from=from_on,
        officer=head,
        on=from_on,
        at=head.user.date_joined,
    )
    page = text(client.get(ASKED[3][0]))
    assert "高于缴存基数上限" in page and "某公管委〔2025〕3号" in page
    assert "自2026-01-01起适用" in page and "待本中心确认" not in page
    assert "450,000.00元" in text(client.get(ASKED[2][0]))


def book_of(response):
    return openpyxl.load_workbook(BytesIO(response.content))


def test_the_plan_as_a_workbook_opens_again(client, centre):
    response = client.get(LOAN.replace("?", "huankuanjihua.xlsx?"))
    assert response.status_code == 200
    assert "公积金贷款还款计划（500,000元，20年）.xlsx" in unquote(
        response.headers["Content-Disposition"]
    )
    book = book_of(response)
    assert book.sheetnames == ["还款计划", "按年合计", "计算说明"]
    head, *rows = list(book["还款计划"].iter_rows(min_row=2, values_only=True))
    assert head[:5] == ("期数", "还款日", "年利率（%）", "月还款额", "本金")
    assert len(rows) == 240
    assert rows[0][0] == 1 and rows[0][1].date() == date(2025, 7, 1)
    assert rows[0][2:4] == (2.6, 2673.94) and rows[-1][7] == 0
    assert round(sum(row[4] for row in rows), 2) == 500000
    years = list(book["按年合计"].iter_rows(min_row=2, values_only=True))
    assert round(sum(row[1] for row in years), 2) == 500000 and years[-1][3] == 0
    told = [cell for row in book["计算说明"].iter_rows(values_only=True) for cell in row if cell]
    assert "141,745.66元" in told and "2.6%" in told and "2025-05-08" in told
    assert any("审批结果为准" in each for each in told)


def test_the_instalments_of_a_combined_loan_are_given_no_rate(client, centre):
    typed = "kind=combined&fund=50万&commercial=30万&commercial_rate=3.1&years=20"
    book = book_of(client.get(f"/jisuan/daikuan/huankuanjihua.xlsx?{typed}"))
    assert {row[2] for row in book["还款计划"].iter_rows(min_row=3, values_only=True)} == {None}
    told = dict(row[:2] for row in book["计算说明"].iter_rows(values_only=True))
    assert told["公积金贷款首期年利率"] and told["商业贷款首期年利率"] == "3.1%"


def test_the_workbook_of_bad_input_is_the_form_again(client, centre):
    response = client.get("/jisuan/daikuan/huankuanjihua.xlsx?fund=50&years=20")
    assert response.status_code == 400 and "如果是50万元" in text(response)


def test_who_asks_too_often_is_told_when_to_come_back(client, centre, monkeypatch):
    monkeypatch.setattr(CalculateThrottle, "rate", "2/min")
    assert [client.get(LOAN).status_code for _each in range(3)] == [200, 200, 429]
    assert 1 <= int(client.get(LOAN).headers["Retry-After"]) <= 60
    assert client.get("/jisuan/daikuan/").status_code == client.get("/jisuan/").status_code == 200


def test_a_result_asks_the_database_twice(client, centre, django_assert_max_num_queries):
    client.get(LOAN)
    with django_assert_max_num_queries(2):
        answer = client.get(LOAN)
    assert answer.status_code == 200 and "还款计划" in answer.content.decode()
