"""比较: what may be chosen, what the page shows, what comes out as a workbook, what is kept."""

import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annual_reports.received import (
    FINANCE,
    WATER,
    city_officer,
    collection_of,
    received,
    sent_report,
)
from annual_reports.year import YEAR
from console.conftest import desk, signed
from console.test_query_counts import queries
from console.visible_text import english_in
from gongkai.annual_reports.models import ReceivedReport
from gongkai.audit.models import Entry
from gongkai.console import comparing_forms
from gongkai.documents.comparisons.workbook import CELLS_SHEET

ADDRESS = "/console/compare/"
MORE = {"requests.received.business": 9, "requests.received.total": 9}


@pytest.fixture(autouse=True)
def files_stay_here(settings, tmp_path):
    """Keep received files in the test's own folder."""
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def city(db, on, at):
    """Return a city's officer with the reports of two organs received."""
    officer = city_officer()
    collection = collection_of(officer, on, at)
    one = received(collection, officer, on, at, sent_report(FINANCE))
    other = received(collection, officer, on, at, sent_report(WATER, values=MORE.items()))
    return officer, one, other


def file(told, name="报告.json"):
    content = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
    return SimpleUploadedFile(name, content)


def stored(one, other):
    return {"a": f"received-{one.pk}", "b": f"received-{other.pk}"}


def test_the_form_offers_what_the_office_received(city):
    officer, one, other = city
    page = desk(officer).get(ADDRESS).content.decode()
    assert (
        f'<option value="received-{one.pk}">{YEAR}年　{FINANCE}（第1版，未审核）</option>' in page
    )
    assert f'value="received-{other.pk}"' in page
    assert '<optgroup label="2023年度报送">' in page
    assert english_in(page) == []


def test_an_organ_is_offered_its_own_signed_reports_and_nothing_of_others(office, opened, city):
    signed(office, opened)
    page = desk(office.clerk).get(ADDRESS).content.decode()
    assert '<option value="own-2023">2023年度</option>' in page
    assert "received-" not in page and FINANCE not in page


def test_two_reports_stand_side_by_side_with_what_changed_marked(city):
    officer, one, other = city
    answer = desk(officer).post(ADDRESS, stored(one, other), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith(f"{ADDRESS}?a=received-")
    rows = re.findall(r'<tr class="is-changed">.*?</tr>', page, re.DOTALL)
    before = one.content["requests"]["received"]["business"]
    row = next(row for row in rows if "新收" in row and "商业企业" in row)
    assert f">{before}<" in row and ">9<" in row and f">{9 - before:+}<" in row and "不同" in row
    assert page.count('class="report-chart" role="img"') == 2
    assert "只看变化" in page and "<script>" not in page
    assert english_in(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)) == []


def test_texts_are_compared_by_sentence(city, on, at):
    officer, one, other = city
    collection = one.collection
    told = sent_report(FINANCE, problems="宣传培训3次。<b>旧</b>问题仍在。")
    old = received(collection, officer, on, at, told)
    told = sent_report(FINANCE, problems="宣传培训12次。队伍建设加强。")
    new = received(collection, officer, on, at, told)
    page = desk(officer).get(ADDRESS, stored(old, new)).content.decode()
    assert "<del>3</del>" in page and "<ins>12</ins>" in page
    assert "仅数字不同" in page and "<ins>队伍建设加强。</ins>" in page
    assert "<b>旧" not in page and "&lt;b&gt;旧" in page


def test_uploaded_files_are_compared_and_not_kept(city):
    officer, one, _ = city
    entries, reports = Entry.objects.count(), ReceivedReport.objects.count()
    sent = {"a_file": file(sent_report("丁市档案局")), "b": f"received-{one.pk}"}
    answer = desk(officer).post(ADDRESS, sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and "丁市档案局2023年" in page and FINANCE in page
    assert "no-store" in answer["Cache-Control"]
    assert (Entry.objects.count(), ReceivedReport.objects.count()) == (entries, reports)


@pytest.mark.parametrize("uploaded", [False, True])
def test_the_workbook_holds_every_figure(city, uploaded):
    officer, one, other = city
    if uploaded:
        sent = {"a_file": file(one.content), "b_file": file(other.content), "as": "xlsx"}
        answer = desk(officer).post(ADDRESS, sent)
    else:
        answer = desk(officer).post(ADDRESS, stored(one, other) | {"as": "xlsx"}, follow=True)
    assert "filename*=UTF-8''" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book[CELLS_SHEET].max_row > 180


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "没有选择“前者”"),
        ({"a_file": b""}, "文件是空的"),
        ({"a_file": b"{", "b_file": b"{}"}, "报告.json"),
        ({"a_file": b"0" * 2000, "b_file": b"{}"}, "的上限"),
        ({"a": "received-999999", "b": "own-1"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_compared_is_said(city, sent, message, monkeypatch):
    monkeypatch.setattr(comparing_forms, "LARGEST_REPORT", 1999)
    files = {key: file(value) if isinstance(value, bytes) else value for key, value in sent.items()}
    answer = desk(city[0]).post(ADDRESS, files)
    assert answer.status_code == 400
    assert message in answer.content.decode()


@pytest.mark.parametrize("key", ["received-{pk}", "own-2023", "received-", "own-²", "x-1", "own"])
def test_reports_of_others_and_odd_keys_are_not_there(city, office, key):
    _, one, _ = city
    sent = {"a": key.format(pk=one.pk), "b": key.format(pk=one.pk)}
    for client in (desk(office.head), desk(office.clerk)):
        for address in (ADDRESS, f"{ADDRESS}table/"):
            answer = client.get(address, sent)
            assert answer.status_code == 404
            assert FINANCE not in answer.content.decode()


def test_whoever_left_the_city_office_sees_no_received_report(city, on):
    officer, one, other = city
    officer.appointments.update(until_on=on)
    assert desk(officer).get(ADDRESS, stored(one, other)).status_code == 404
    assert "received-" not in desk(officer).get(ADDRESS).content.decode()


def test_more_reports_ask_no_more_queries(city, on, at):
    officer, one, other = city
    before = queries(desk(officer), ADDRESS)
    for number in range(3):
        told = sent_report(FINANCE, problems=f"第{number}次报送。")
        received(one.collection, officer, on, at, told)
    assert queries(desk(officer), ADDRESS) == before <= 14
