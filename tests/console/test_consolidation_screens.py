"""汇总: who takes part, what stands behind a cell, what is not counted twice, the files."""

import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annual_reports.received import (
    FINANCE,
    NONE_SENT,
    WATER,
    city_officer,
    collection_of,
    received,
    sent_report,
)
from annual_reports.year import YEAR
from console.conftest import desk, notes
from console.test_access import POSTED
from console.test_query_counts import queries
from console.visible_text import english_in
from factories import OfficerFactory
from gongkai.annual_reports.models import ConsolidationAdjustment, ReceivedReport
from gongkai.annual_reports.operations.collecting import drop_organ
from gongkai.annual_reports.operations.consolidating import enter_adjustment
from gongkai.annual_reports.operations.judging import accept_report
from gongkai.audit.models import Entry
from gongkai.console.urls import urlpatterns
from gongkai.documents.consolidations.contributors import SHEET
from gongkai.rules.reports.consolidation_adjustments import AdjustmentRefused

BASE = f"/console/submissions/consolidation/{YEAR}/"
ALL = f"{BASE}?scope=all"
CELL = "requests.received.natural_person"
BLANK = {"requests.disclosed.other": None}


@pytest.fixture(autouse=True)
def files_stay_here(settings, tmp_path):
    """Keep received files in the test's own folder."""
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def officer(db):
    """Return an officer of the city's disclosure office."""
    return city_officer()


@pytest.fixture
def reports(officer, on, at):
    """Return two received reports, the first accepted, the second with a blank cell."""
    collection = collection_of(officer, on, at)
    one = received(collection, officer, on, at, sent_report(FINANCE), name="财政.json")
    accept_report(report=one, officer=officer, on=on, at=at)
    told = sent_report(WATER, values=BLANK.items())
    return [one, received(collection, officer, on, at, told, name="水务.json")]


def page_of(officer, address=ALL):
    return desk(officer).get(address).content.decode()


def figure(page, path):
    cell = re.search(rf'<td[^>]*data-path="{re.escape(path)}"[^>]*>(.*?)</td>', page)[1]
    return re.sub(r"<.*?>", "", cell)


def value(report, path=CELL):
    content = ReceivedReport.objects.get(pk=report.pk).content
    for key in path.split("."):
        content = content[key]
    return content


def transfer(officer, reports, number=1, **changes):
    sent = {"organ": reports[0].organ_id, "row": "disclosed", "column": "natural_person",
            "number": number, "reason": "移送水务局办理"} | changes  # fmt: skip
    data = {f"requests-{key}": told for key, told in sent.items()}
    return desk(officer).post(f"{BASE}adjust/transfer/?scope=all", data)


def test_only_accepted_reports_are_summed_until_all_are_asked_for(officer, reports):
    page = page_of(officer, BASE)
    assert figure(page, CELL) == str(value(reports[0]))
    assert re.search(rf"{WATER}</a><span class=\"gk-quiet\">未审核", page)
    page = page_of(officer)
    assert figure(page, CELL) == str(value(reports[0]) + value(reports[1]))
    assert re.search(rf"{NONE_SENT}</span><span class=\"gk-quiet\">未报送", page)
    assert english_in(page) == []


def test_without_any_accepted_report_the_page_says_what_to_do(officer, on, at):
    collection_of(officer, on, at)
    page = page_of(officer, BASE)
    assert "没有可以汇总的报告" in page and "改选全部已读取的报告" in page
    assert desk(officer).get(f"{BASE}files/json/").status_code == 404


def test_a_blank_is_unknown_unless_the_known_part_is_asked_for(officer, reports):
    path = "requests.disclosed.other"
    page = page_of(officer)
    assert figure(page, path) == ""
    assert re.search(rf"予以公开·其他</a>.*?<td>{WATER}</td>", page, re.DOTALL)
    assert figure(page_of(officer, f"{ALL}&known=1"), path) == str(value(reports[0], path))
    cell = page_of(officer, f"{BASE}cells/{path}/?scope=all")
    assert "不完整" in cell and WATER in cell and english_in(cell) == []


def test_a_cell_leads_to_the_organs_behind_it(officer, reports):
    address = f"{BASE}cells/{CELL}/?scope=all"
    assert f'href="{address}"' in page_of(officer)
    cell = page_of(officer, address)
    for report, organ in zip(reports, (FINANCE, WATER), strict=True):
        link = f'<th scope="row"><a href="/console/submissions/received/{report.pk}/">{organ}</a>'
        row = re.search(rf"{link}.*?</tr>", cell, re.DOTALL)[0]
        assert f'<td class="is-number">{value(report)}</td>' in row
    assert desk(officer).get(f"{BASE}cells/requests.nothing/?scope=all").status_code == 404


def test_a_transferred_request_is_counted_once_and_the_trail_knows_who_said_so(officer, reports):
    before = figure(page_of(officer), CELL)
    assert notes(transfer(officer, reports)) == ["已录入调减，汇总数已相应减少。"]
    page = page_of(officer)
    assert int(figure(page, CELL)) == int(before) - 1
    assert "移送水务局办理" in page and "−1" in page and officer.name in page
    cell = page_of(officer, f"{BASE}cells/{CELL}/?scope=all")
    assert "调减（转办）：移送水务局办理" in cell
    row = ConsolidationAdjustment.objects.get()
    assert Entry.objects.filter(action="consolidation.enter_adjustment").get().officer == officer
    desk(officer).post(f"{BASE}adjustments/{row.pk}/drop/?scope=all")
    assert figure(page_of(officer), CELL) == before
    entry = Entry.objects.get(action="consolidation.drop_adjustment")
    assert entry.detail["reason"] == "移送水务局办理"


def test_a_lawsuit_with_two_defendants_is_counted_once(officer, on, at):
    collection = collection_of(officer, on, at)
    suit = {"disputes.litigation_direct.upheld": 2, "disputes.litigation_direct.total": 2}
    told = sent_report(FINANCE, values=suit.items())
    report = received(collection, officer, on, at, told)
    sent = {"organ": report.organ_id, "row": "litigation_direct", "column": "upheld",
            "number": 1, "reason": "与市政府共同应诉"}  # fmt: skip
    data = {f"disputes-{key}": told for key, told in sent.items()}
    desk(officer).post(f"{BASE}adjust/lawsuit/?scope=all", data)
    assert figure(page_of(officer), "disputes.litigation_direct.total") == "1"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": 0}, "件数须为正整数"),
        ({"number": "多"}, "件数须为正整数"),
        ({"number": 9999}, "不能调减9999"),
        ({"reason": " "}, "没有填写理由"),
        ({"row": "total"}, "选择一个有效的选项"),
        ({"organ": 0}, "选择一个有效的选项"),
    ],
)
def test_an_adjustment_that_fits_nothing_is_refused(officer, reports, changes, message):
    told = notes(transfer(officer, reports, **changes))
    assert len(told) == 1 and message in told[0]
    assert not ConsolidationAdjustment.objects.exists()


def test_an_adjustment_waits_while_its_organ_does_not_take_part(officer, reports):
    transfer(officer, reports, organ=reports[1].organ_id)
    page = page_of(officer, BASE)
    assert "该单位没有参加，未调减" in page
    assert figure(page, CELL) == str(value(reports[0]))


def test_a_new_version_that_counts_fewer_stops_the_sum_and_says_why(officer, reports, on, at):
    transfer(officer, reports)
    none = {path: 0 for path in (f"requests.{row}.{column}" for row in ("received", "disclosed")
                                 for column in ("natural_person", "total"))}  # fmt: skip
    told = sent_report(FINANCE, values=none.items())
    received(reports[0].collection, officer, on, at, told)
    page = page_of(officer)
    assert "不能调减1" in page and "撤销" in page and english_in(page) == []


@pytest.mark.parametrize("organ", ["of another year", "without a report"])
def test_only_organs_with_a_report_of_this_year_are_adjusted(officer, reports, on, at, organ):
    collection = reports[0].collection
    other = collection_of(officer, on, at, year=YEAR - 1) if organ == "of another year" else None
    chosen = (other or collection).organs.get(name=FINANCE if other else NONE_SENT)
    with pytest.raises(AdjustmentRefused):
        enter_adjustment(collection=collection, organ=chosen, kind="TRANSFER", number=1,
                         path="requests.disclosed.natural_person", reason="移送", officer=officer,
                         on=on, at=at)  # fmt: skip


def test_an_organ_without_reports_still_leaves_the_list(officer, reports, on, at):
    organ = reports[0].collection.organs.get(name=NONE_SENT)
    ConsolidationAdjustment.objects.create(collection=organ.collection, organ=organ, number=1,
                                           kind="TRANSFER", path=CELL, reason="移送",
                                           officer=officer, entered_at=at)  # fmt: skip
    drop_organ(organ=organ, officer=officer, on=on, at=at)
    assert not ConsolidationAdjustment.objects.exists()


def typed(officer, content, name="汇总.json"):
    file = SimpleUploadedFile(name, content)
    return desk(officer).post(f"{BASE}against/?scope=all", {"file": file})


def test_a_typed_city_report_is_held_against_the_sum_and_not_kept(officer, reports):
    total = json.loads(desk(officer).get(f"{BASE}files/json/?scope=all&known=1").content)
    answer = typed(officer, json.dumps(total).encode())
    assert "与汇总数逐格一致" in answer.content.decode()
    total["requests"]["received"]["natural_person"] -= value(reports[0])
    before = ReceivedReport.objects.count(), Entry.objects.count()
    page = typed(officer, json.dumps(total).encode()).content.decode()
    assert f"差额等于{FINANCE}的{value(reports[0])}，可能漏计该单位。" in page
    assert english_in(page) == []
    assert (ReceivedReport.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "文件是空的"), (b"{", "坏.json"),
     (json.dumps(sent_report(year=YEAR - 1)).encode(), f"是{YEAR - 1}年的")],
)  # fmt: skip
def test_a_typed_report_that_does_not_fit_is_refused(officer, reports, content, message):
    answer = typed(officer, content, "坏.json")
    assert answer.status_code == 400 and message in answer.content.decode()


@pytest.mark.parametrize("fmt", ["html", "docx", "pdf", "xlsx", "json", "contributors"])
def test_every_file_is_a_draft(officer, reports, fmt):
    answer = desk(officer).get(f"{BASE}files/{fmt}/?scope=all&organ=丙市人民政府")
    assert answer.status_code == 200 and answer.content
    assert "%E8%8D%89%E7%A8%BF" in answer["Content-Disposition"]
    if fmt == "html":
        text = answer.content.decode()
        assert "丙市人民政府" in text and "草稿（未签发）" in text
    if fmt == "contributors":
        assert SHEET in openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames


def test_what_somebody_types_into_the_address_is_text(officer, reports):
    page = page_of(officer, f"{ALL}&organ=<script>x</script>%00{'长' * 300}")
    assert "<script>x" not in page and "&lt;script&gt;x" in page


MINE = [one for one in urlpatterns if str(one.pattern).startswith("submissions/consolidation/")]


@pytest.mark.parametrize("route", MINE, ids=lambda route: route.name)
def test_nobody_but_the_city_office_gets_in(officer, reports, route, on):
    transfer(officer, reports)
    row = ConsolidationAdjustment.objects.get()
    told = {"year": YEAR, "path": CELL, "kind": "transfer", "pk": row.pk, "fmt": "json"}
    address = reverse(
        f"console:{route.name}", kwargs={key: told[key] for key in route.pattern.converters}
    )
    colleague = OfficerFactory(agency=officer.agency, head=True)
    for who, status in ((colleague, 403), (city_officer(agency=OfficerFactory().agency), 404)):
        client = desk(who)
        answer = (client.post if route.name in POSTED else client.get)(address)
        assert answer.status_code == status
        assert FINANCE not in answer.content.decode()
    assert ConsolidationAdjustment.objects.filter(pk=row.pk).exists()


def test_more_organs_and_adjustments_ask_no_more_queries(officer, reports, on, at):
    transfer(officer, reports)
    before = queries(desk(officer), ALL)
    transfer(officer, reports, organ=reports[1].organ_id)
    told = sent_report(NONE_SENT)
    received(reports[0].collection, officer, on, at, told)
    assert queries(desk(officer), ALL) == before <= 18
