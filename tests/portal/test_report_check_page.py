"""核对年报: what the answer shows, what is refused, and that nothing of it is kept."""

import json
import logging
import re
import tempfile
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import render
from gongkai.portal import uploads
from gongkai.portal.throttling import CheckThrottle
from gongkai.portal.views import checking
from gongkai.rules.reports.evidence import CellKind, CellReading
from gongkai.rules.reports.shape import Report
from portal.reading import tags, text, title

pytestmark = pytest.mark.django_db

ADDRESS = "/hedui/"
DATA = Path(__file__).parents[1] / "rules" / "reports" / "data"
SENTENCE = "全年新收政府信息公开申请999件，按期办结率100%。"


def report_json(year=2023, name="huludao_2023", **changes):
    """Return a real report as JSON with some figures changed by path."""
    written = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    written["year"] = year
    for path, value in changes.items():
        *parents, leaf = path.split(".")
        branch = written
        for key in parents:
            branch = branch[key]
        branch[leaf] = value
    return written


def upload(written, name="年报.json"):
    content = written if isinstance(written, bytes) else json.dumps(written).encode()
    return SimpleUploadedFile(name, content)


def check(client, *files, **more):
    names = ("file", "previous")
    return client.post(ADDRESS, dict(zip(names, files, strict=False)) | more)


def test_the_form_says_what_is_read_who_may_use_it_and_that_nothing_is_kept(client, organ):
    response = client.get(ADDRESS)
    page = text(response)
    assert response.status_code == 200
    assert 'enctype="multipart/form-data"' in page and "csrfmiddlewaretoken" in page
    for words in ("不需要登录", "20MB", ".docx", "都不保存", "供编制和审核时参考"):
        assert words in page
    assert title(response).startswith("核对年报 - ")
    assert tags(response)["ColumnName"] == "政府信息公开年报"
    assert "<script>" not in page and " style=" not in page


def test_the_list_of_reports_leads_to_it(client, organ):
    assert f'href="{ADDRESS}">核对本单位年报</a>' in text(client.get("/nianbao/"))


def test_a_sound_report_is_told_to_be_sound(client, organ):
    response = check(client, upload(report_json()))
    page = text(response)
    assert response.status_code == 200
    assert 'id="severity-error"' not in page
    for words in ("2023年", "2021年格式", "没有提供上年报告", "都没有保存"):
        assert words in page
    assert tags(response)["robots"] == "noindex"


@pytest.mark.parametrize("fmt", ["html", "docx", "pdf", "xlsx", "json"])
def test_the_format_is_told_by_the_content_whatever_the_name(client, organ, fmt):
    report = Report.from_json(report_json(**{"requests.received.total": 4321}))
    content = render(ReportDocument(report, standard_lead(2023)), fmt)
    page = text(check(client, upload(content, "年报")))
    assert f"<dd>{fmt.upper()}</dd>" in page
    assert "葫芦岛市住房公积金管理中心" in page and "4321" in page
    assert 'id="severity-error"' in page


def test_a_wrong_sum_is_shown_in_the_list_and_in_its_cell(client, organ):
    wrong = report_json(**{"requests.received.total": 4321})
    page = text(check(client, upload(wrong)))
    cell = re.search(r'<td id="figure-requests-received-total".*?</td>', page, re.DOTALL)[0]
    assert 'class="is-error"' in cell and "4321" in cell
    number = re.search(r'href="#finding-(\d+)" aria-label="错误，第\1项">×\1</a>', cell)[1]
    finding = re.search(rf'id="finding-{number}".*?</li>', page, re.DOTALL)[0]
    assert f"×{number}" in finding and "4321" in finding
    for label in ("应为", "现为", "处理办法", "依据"):
        assert f"<dt>{label}</dt>" in finding
    assert 'href="#figure-requests-received-total"' in finding
    assert "没有发现问题" not in page


def test_zero_blank_and_filled_cells_look_different(client, organ):
    wanted = {"requests.received.natural_person": 0, "requests.received.business": None}
    page = text(check(client, upload(report_json(**wanted))))

    def cell(path):
        found = re.search(rf'<td id="figure-{path}".*?</td>', page, re.DOTALL)[0]
        return re.sub(r"<a .*?</a>|\s", "", found.partition(">")[2])

    assert cell("requests-received-natural_person").startswith("0")
    assert cell("requests-received-business").startswith('<spanclass="no-number">空白</span>')


@pytest.mark.parametrize("kind", [CellKind.NOT_A_NUMBER, CellKind.NO_UNIT])
def test_what_is_no_figure_is_shown_as_written_and_says_why(client, organ, monkeypatch, kind):
    real = checking.checked_upload

    def with_words(*given):
        checked = real(*given)
        path = "requests.received.business"
        cells = {**checked.evidence.cells, path: CellReading(kind, "约12<b>", "")}
        return replace(checked, evidence=replace(checked.evidence, cells=cells))

    monkeypatch.setattr(checking, "checked_upload", with_words)
    page = text(check(client, upload(report_json())))
    cell = re.search(r'<td id="figure-requests-received-business".*?</td>', page, re.DOTALL)[0]
    assert f"约12&lt;b&gt;</span><small>{kind.label}</small>" in cell


def test_what_is_wrong_with_a_part_of_the_text_leads_to_its_heading(client, organ):
    page = text(check(client, upload(report_json(**{"narrative.problems": ""}))))
    number = re.search(r'<h3 id="text-problems">[^<]*<a class="note is-error" '
                       r'href="#finding-(\d+)"', page)[1]  # fmt: skip
    finding = re.search(rf'id="finding-{number}".*?</li>', page, re.DOTALL)[0]
    assert 'href="#text-problems"' in finding


def test_a_visitors_report_is_not_called_invented_on_a_demonstration_site(client, organ):
    organ.is_demonstration = True
    organ.save()
    notice = '<p class="demonstration"'
    assert notice in text(client.get(ADDRESS))
    assert notice in text(check(client, upload(b"{")))
    answer = check(client, upload(report_json()))
    assert answer.status_code == 200 and notice not in text(answer)


def test_what_a_text_says_is_marked_where_it_stands(client, organ, monkeypatch):
    real = checking.checked_upload

    def with_quote(*given):
        checked = real(*given)
        first = checked.findings[0]
        quoted = first.__class__(**{**vars(first), "where": "narrative.overview",
                                    "quote": "公开申请999 件"})  # fmt: skip
        checked.findings.insert(0, quoted)
        return checked

    monkeypatch.setattr(checking, "checked_upload", with_quote)
    wrong = report_json(**{"requests.received.total": 4321, "narrative.overview": SENTENCE})
    page = text(check(client, upload(wrong)))
    marked = '<mark class="is-error">公开申请999件</mark>'
    assert f"<blockquote>全年新收政府信息{marked}，按期办结率100%。</blockquote>" in page
    assert f'{marked}<span id="passage-1"></span><a class="note is-error" href="#finding-1"' in page
    assert 'href="#passage-1"' in page


def test_with_last_years_report_the_carry_over_is_checked(client, organ):
    now = report_json(**{"requests.carried_in.natural_person": 7, "requests.carried_in.total": 7})
    before = report_json(year=2022)
    alone = text(check(client, upload(now)))
    both = text(check(client, upload(now), upload(before, "去年.json")))
    assert "规则I4" not in alone and "规则I4" in both
    assert "已提供上年报告" in both
    stale = text(check(client, upload(now), upload(report_json(year=2020), "去年.json")))
    assert "上年报告是2020年度的" in stale


def test_what_stands_in_the_file_is_text_and_never_markup(client, organ):
    wrong = report_json(organ="<script>alert(1)</script>", **{"narrative.other": "<b>粗</b>"})
    response = check(client, upload(wrong, "<img src=x>.json"))
    page = text(response)
    assert "<script>" not in page and "<img" not in page and "<b>粗" not in page
    assert "&lt;b&gt;粗&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("files", "status", "message"),
    [
        ((), 400, "没有选择文件，请选择要核对的年度报告。"),
        ((upload(b""),), 400, "文件是空的"),
        ((upload(b"{", "坏.json"),), 400, "坏.json"),
        ((upload(b"\x89PNG\r\n\x1a\n" + b"0" * 64, "扫描.png"),), 400, "扫描.png"),
        ((upload(b"0" * (uploads.LARGEST_FILE + 1)),), 413, "超过20MB的上限"),
        ((upload(report_json()), upload(b"{", "去年.json")), 400, "去年.json"),
        ((upload(report_json()), upload(b"0" * (uploads.LARGEST_FILE + 1))), 413, "20MB的上限"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_said_beside_the_form(client, organ, files, status, message):
    response = check(client, *files)
    page = unescape(text(response))
    assert response.status_code == status
    assert re.search(rf'role="alert"[^>]*>(<p>)?[^<]*{re.escape(message)}', page)
    assert 'name="file"' in page and "Traceback" not in page


def test_the_largest_file_that_is_allowed_is_taken(client, organ):
    padded = json.dumps(report_json()).encode().ljust(uploads.LARGEST_FILE)
    assert check(client, upload(padded)).status_code == 200


def test_an_endless_body_is_not_even_read(client, organ, monkeypatch):
    monkeypatch.setattr(checking, "LARGEST_BODY", 1000)
    response = check(client, upload(b"0" * 2000))
    assert response.status_code == 413
    assert "超过20MB的上限" in text(response)


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"file=x", "application/x-www-form-urlencoded"), (b"{}", "application/json"), (b"", ""),
     (b"--x", "multipart/form-data; boundary=x")],
)  # fmt: skip
def test_odd_bodies_are_refused(client, organ, body, kind):
    assert client.post(ADDRESS, body, content_type=kind).status_code == 400


def test_only_forms_of_this_site_are_answered(organ):
    stranger = Client(enforce_csrf_checks=True)
    assert check(stranger, upload(report_json())).status_code == 403
    token = stranger.get(ADDRESS).cookies["csrftoken"].value
    response = check(stranger, upload(report_json()), csrfmiddlewaretoken=token)
    assert response.status_code == 200


def test_who_asks_too_often_is_told_when_to_come_back_and_may_still_read(
    client, organ, monkeypatch
):
    monkeypatch.setattr(CheckThrottle, "rate", "2/min")
    answers = [check(client, upload(report_json())) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "核对过于频繁" in text(answers[2]) and answers[2].headers["Retry-After"]
    assert client.get(ADDRESS).status_code == 200
    assert client.get("/jiansuo/?q=x").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_can_be_done_here(client, organ, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_no_answer_is_cached(client, organ):
    answers = [client.get(ADDRESS), check(client), check(client, upload(report_json()))]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def everything_kept(home):
    rows = {model._meta.label: model.objects.count() for model in apps.get_models()}
    folders = (Path(tempfile.gettempdir()), home)
    return rows, {path for folder in folders for path in folder.rglob("*")}


def test_nothing_is_kept(client, organ, settings, tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    written = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *a, **k: written.append(a))
    large = json.dumps(report_json()).encode().ljust(settings.FILE_UPLOAD_MAX_MEMORY_SIZE * 2)
    client.get(ADDRESS)
    before = everything_kept(settings.HOME)
    for content, status in ((large, 200), (b"{", 400)):
        answer = check(client, upload(content, "机密名称.json"), upload(large, "机密旧名.json"))
        assert answer.status_code == status
    assert everything_kept(settings.HOME) == before
    assert written == []
    assert "机密" not in caplog.text and "公积金" not in caplog.text


def test_a_crash_leaves_no_word_of_the_file_behind(client, organ, monkeypatch, caplog):
    def crash(*given):
        # A traceback shows the line that failed, but not what the line worked on.
        raise RuntimeError(given[1].decode())

    monkeypatch.setattr(checking, "checked_upload", crash)
    response = check(client, upload("机密".encode()))
    assert response.status_code == 500
    assert "发生意外错误" in text(response) and 'name="file"' in text(response)
    assert "RuntimeError" in caplog.text and "机密" not in caplog.text + text(response)


def test_files_of_other_fields_are_passed_over(client, organ):
    files = {f"x{number}": BytesIO(b"0" * 100) for number in range(5)}
    assert client.post(ADDRESS, files).status_code == 400
    assert client.post(ADDRESS, {"file": upload(report_json()), **files}).status_code == 200
