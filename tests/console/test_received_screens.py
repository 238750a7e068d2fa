"""The city office's screens: organs and their status, one report beside its findings, its steps."""

import re
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annual_reports import received as sent
from annual_reports.received import FINANCE, NONE_SENT, ODD_STOCK, WATER, WRONG_TOTAL, sent_report
from console.conftest import desk, notes
from console.visible_text import english_in
from gongkai.annual_reports.models import Collection, CollectionOrgan, ReceivedReport
from gongkai.annual_reports.queries.received import stored_file

PAGE = "/console/submissions/"
YEAR = f"{PAGE}2023/"
pytestmark = pytest.mark.django_db(transaction=True)
# Endings of file names and units of size.
LATIN = {"json", "KB", "Word", "Excel"}
HOSTILE = '<script>alert("1")</script>'


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def city():
    return sent.city_officer()


@pytest.fixture
def collection(city, on, at):
    return sent.collection_of(city, on, at)


@pytest.fixture
def arrive(collection, city, on, at):
    def run(organ=FINANCE, values=(), name="报告.json", **more):
        told = sent_report(organ, values=values, **more)
        return sent.received(collection, city, on, at, told, name=name)

    return run


def shown(officer, address):
    return desk(officer).get(address).content.decode()


def step(officer, report, name, **data):
    return desk(officer).post(f"/console/submissions/received/{report.pk}/{name}/", data)


def test_a_collection_is_opened_and_its_organs_listed(city):
    answer = desk(city).post(PAGE, {"year": "2023", "due_on": "2024-01-20"})
    assert answer["Location"] == f"{YEAR}organs/"
    lines = {"lines": f"1、{FINANCE}\t张三\r\n{WATER}"}
    desk(city).post(f"{YEAR}organs/", lines)
    page = shown(city, f"{YEAR}organs/")
    for text in (FINANCE, "张三", WATER, "2024-01-20"):
        assert text in page
    assert english_in(page) == []
    desk(city).post(f"{YEAR}due-day/", {"due_on": "2024-01-25"})
    organ = CollectionOrgan.objects.get(name=WATER)
    desk(city).post(f"{YEAR}organs/{organ.pk}/drop/")
    assert "2024-01-25" in shown(city, YEAR) and WATER not in shown(city, YEAR)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"year": "二三", "due_on": "2024-01-20"}, "年度须为四位整数"),
        ({"year": "2023", "due_on": "一月"}, "报送截止日须为日期"),
        ({"year": "1999", "due_on": "2000-01-20"}, "不能建立报送任务"),
        ({"year": "2023", "due_on": "2023-01-20"}, "不在2024年内"),
    ],
)
def test_a_collection_that_cannot_be_is_told(city, data, said):
    answer = desk(city).post(PAGE, data)
    assert said in answer.content.decode()
    assert not Collection.objects.exists()


def test_last_years_list_is_taken_over(city, collection, on, at):
    desk(city).post(PAGE, {"year": "2024", "due_on": "2025-01-20"})
    desk(city).post(f"{PAGE}2024/organs/last-year/")
    page = shown(city, f"{PAGE}2024/organs/")
    assert FINANCE in page and NONE_SENT in page


def test_the_list_shows_every_status_and_filters(city, arrive):
    arrive(FINANCE, WRONG_TOTAL)
    arrive(WATER, ODD_STOCK)
    page = shown(city, YEAR)
    assert english_in(page, LATIN) == []
    for text in ("有错误", "有警告", "未报送", FINANCE, WATER, NONE_SENT):
        assert text in page
    page = shown(city, f"{YEAR}?status=ERRORS").split('id="organs"')[1]
    assert FINANCE in page and WATER not in page
    assert "没有这种状态的单位" in shown(city, f"{YEAR}?status=RETURNED")
    assert WATER in shown(city, f"{YEAR}?status=%27").split('id="organs"')[1]


def test_findings_and_the_report_point_to_each_other(city, arrive):
    report = arrive(FINANCE, WRONG_TOTAL)
    page = shown(city, f"/console/submissions/received/{report.pk}/")
    assert english_in(page, LATIN) == []
    targets = set(re.findall(r'\bid="([^"]+)"', page))
    links = re.findall(r'href="#([^"]+)"', page.split("gk-beside", 1)[1])
    assert {"finding-1", "figure-requests-total-business"} <= set(links) <= targets
    assert "表二　（七）总计·商业企业" in page and "现为" in page and "依据" in page
    cell = re.search(r'<td id="figure-requests-total-business".*?</td>', page, re.DOTALL)
    assert "has-finding" in cell.group() and ">50<" in cell.group()


def test_a_quoted_sentence_is_marked_across_its_line_break(city, arrive):
    report = arrive(overview="甲、乙。\n全年办理申请25\n件。")
    told = dict(report.findings[0])
    told |= {"where": "narrative.overview", "quote": "办理申请25件"}
    ReceivedReport.objects.update(findings=[told])
    page = shown(city, f"/console/submissions/received/{report.pk}/")
    assert '<span id="passage-1"></span><mark>办理申请25</mark>' in page
    assert "<mark>件</mark>" in page and 'href="#passage-1"' in page


def test_all_of_the_text_is_shown_and_what_quotes_nothing_leads_to_its_heading(city, arrive):
    report = arrive(overview="甲。\n\n乙。", problems=None)
    evidence = report.evidence
    evidence["form"] |= {"title": "丙市财政局报告", "lead": "根据条例。", "ending": "编制：张三"}
    told = dict(report.findings[0])
    wheres = ("narrative.overview", "narrative.problems", "narrative")
    findings = [told | {"where": where, "quote": None} for where in wheres]
    ReceivedReport.objects.update(
        findings=[*findings, told | {"where": "organ", "quote": "编制：张三"}], evidence=evidence
    )
    page = shown(city, f"/console/submissions/received/{report.pk}/")
    for key, number in (("text-overview", 1), ("text-problems", 2), ("report-head", 3)):
        heading = re.search(rf'<h\d id="{key}">.*?</h\d>', page, re.DOTALL).group()
        assert f'href="#finding-{number}"' in heading and f'href="#{key}"' in page
    assert "<mark>编制：张三</mark>" in page and 'href="#passage-4"' in page
    for told in ("丙市财政局报告", "根据条例。", "<p>乙。</p>", "原件没有这一部分"):
        assert told in page


def test_whatever_stands_in_a_cell_looks_like_nothing_else(city, arrive):
    report = arrive()
    evidence = report.evidence
    evidence["cells"]["proactive.penalties"] = ["NOT_APPLICABLE", "/", "表一第8行", None]
    evidence["cells"]["proactive.licences"] = ["BLANK", "", "表一第7行", None]
    evidence["cells"]["proactive.coercive_measures"] = ["MISSING", "", "", None]
    evidence["cells"]["proactive.administrative_fees_wan"] = ["NO_UNIT", "1.5", "表一第10行", None]
    evidence["cells"]["proactive.regulations.repealed"] = ["NOT_A_NUMBER", "见附件", "", None]
    evidence["cells"]["proactive.regulations.in_force"] = ["NUMBER", "共0件", "", None]
    content = report.content
    for name in ("penalties", "licences", "coercive_measures"):
        content["proactive"][name] = None
    content["proactive"]["administrative_fees_wan"] = None
    content["proactive"]["regulations"]["repealed"] = None
    ReceivedReport.objects.update(evidence=evidence, content=content)
    page = shown(city, f"/console/submissions/received/{report.pk}/")
    told = {
        name: re.search(
            rf'<td id="figure-{name}" class="is-(\w+)[^>]*><span[^>]*>([^<]*)</span>(<small>.*?<)?',
            page,
        )
        for name in (
            "proactive-penalties",
            "proactive-licences",
            "proactive-coercive_measures",
            "proactive-regulations-made",
            "proactive-regulations-in_force",
            "proactive.administrative_fees_wan",
            "proactive-regulations-repealed",
        )
    }
    assert [found.groups() for found in told.values()] == [
        ("NOT_APPLICABLE", "/", None),
        ("BLANK", "空白", None),
        ("MISSING", "缺", None),
        ("NUMBER", "0", None),
        ("NUMBER", "共0件", "<small>读作0<"),
        ("NO_UNIT", "1.5", "<small>未注明单位<"),
        ("NOT_A_NUMBER", "见附件", "<small>不是数字<"),
    ]


def test_what_an_organ_wrote_is_text_and_never_markup(city, arrive):
    report = arrive(HOSTILE, overview=HOSTILE, name=f"{HOSTILE}.json".replace("/", "／"))
    for address in (YEAR, f"/console/submissions/received/{report.pk}/"):
        page = shown(city, address)
        assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_the_way_of_a_report_through_the_office(city, arrive):
    wrong = arrive(FINANCE, {**WRONG_TOTAL, **ODD_STOCK})
    page = shown(city, f"/console/submissions/received/{wrong.pk}/")
    assert "项错误未处理" in page and "/accept/" not in page
    assert "不能通过" in notes(step(city, wrong, "accept"))[0]
    form = re.search(r'<input type="hidden" name="rule" value="S2".*?</form>', page, re.DOTALL)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.group()))
    step(city, wrong, "waive", **fields, reason="清理文件所致")
    step(city, wrong, "remark", text="已电话核实")
    step(city, wrong, "check")
    page = shown(city, f"/console/submissions/received/{wrong.pk}/")
    assert "清理文件所致" in page and city.name in page and "已电话核实" in page
    assert "退回须填写理由" in notes(step(city, wrong, "return", reason=""))[0]
    step(city, wrong, "return", reason="合计有误")
    page = shown(city, f"/console/submissions/received/{wrong.pk}/")
    assert "已退回" in page and "合计有误" in page
    letter = desk(city).get(re.search(r"/console/submissions/returns/\d+/letter/", page).group())
    assert letter["Content-Disposition"].startswith("attachment")
    (table,) = docx.Document(BytesIO(letter.content)).tables
    assert len(table.rows) == 4
    right = arrive(FINANCE)
    assert "已有更新的第2版" in shown(city, f"/console/submissions/received/{wrong.pk}/")
    page = shown(city, f"/console/submissions/received/{right.pk}/")
    assert "已失效的豁免" in page and "该问题已不存在" in page and "历次版本" in page
    step(city, right, "accept")
    assert "已通过" in shown(city, f"/console/submissions/received/{right.pk}/")
    assert english_in(shown(city, f"/console/submissions/received/{right.pk}/"), LATIN) == []


def test_all_reports_are_checked_again_at_once(city, arrive, collection):
    button = f'action="{YEAR}check/"'
    assert button not in shown(city, YEAR)
    report = arrive(FINANCE, WRONG_TOTAL)
    ReceivedReport.objects.update(findings=[], rules_version="旧")
    page = shown(city, YEAR)
    assert button in page and "全部重新检查" in page and "待通过" in page
    answer = desk(city).post(f"{YEAR}check/")
    assert answer["Location"] == YEAR and notes(answer) == ["正在重新检查1份报告；豁免和备注保留。"]
    report.refresh_from_db()
    assert report.rules_version != "旧" and "有错误" in shown(city, YEAR)
    assert "重新检查全部报告" in shown(city, "/console/audit/")
    ReceivedReport.objects.update(state="RECEIVED")
    assert button not in shown(city, YEAR)
    assert "没有需要重新检查的报告" in notes(desk(city).post(f"{YEAR}check/"))[0]


def test_a_file_without_an_organ_is_assigned_by_hand(city, arrive, collection):
    report = arrive("财政局")
    assert "没有归入单位" in shown(city, YEAR)
    organ = collection.organs.get(name=FINANCE)
    assert "请选择单位" in notes(step(city, report, "assign", organ=""))[0]
    assert step(city, report, "assign", organ=organ.pk + 99).status_code == 404
    step(city, report, "assign", organ=organ.pk)
    report.refresh_from_db()
    assert (report.organ, report.match) == (organ, "OFFICER")


def test_last_years_report_is_uploaded_for_comparison(city, arrive):
    report = arrive()
    told = sent.as_file(sent_report(year=2022))[0]
    file = SimpleUploadedFile("去年.json", told)
    step(city, report, "previous", file=file)
    page = shown(city, f"/console/submissions/received/{report.pk}/")
    assert "上传的“去年.json”" in page
    other = ReceivedReport.objects.get(is_previous=True)
    assert "仅供比对" in shown(city, f"/console/submissions/received/{other.pk}/")


def test_the_original_is_only_ever_saved(city, arrive):
    report = arrive(name="报告.html.json")
    answer = desk(city).get(f"/console/submissions/received/{report.pk}/file/")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%8A%A5")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == stored_file(report).read_bytes()
    stored_file(report).unlink()
    assert desk(city).get(f"/console/submissions/received/{report.pk}/file/").status_code == 404


def test_the_export_lists_organs_and_findings(city, arrive):
    arrive(FINANCE, WRONG_TOTAL)
    answer = desk(city).get(f"{YEAR}export/")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    organs = {row[1].value: row[2].value for row in book["报送情况"].iter_rows(min_row=3)}
    assert organs == {FINANCE: "有错误", WATER: "未报送", NONE_SENT: "未报送"}
    rules = [row[2].value for row in book["检查结果"].iter_rows(min_row=3)]
    assert {"I1", "I2", "I3"} <= set(rules)


def test_while_it_is_read_the_page_asks_again(city, collection, on, at):
    report = sent.receive(collection, city, on, at)
    page = shown(city, f"/console/submissions/received/{report.pk}/")
    assert '<meta http-equiv="refresh" content="3">' in page and "正在读取" in page
    assert '<noscript><meta http-equiv="refresh"' in shown(city, YEAR)
