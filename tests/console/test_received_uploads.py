"""Many files at once: good ones are kept, bad ones named, known ones recognised."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annual_reports import received as sent
from annual_reports.received import FINANCE, WATER, as_file, sent_report
from console.conftest import BACKEND, desk, notes
from gongkai.annual_reports.models import ReceivedReport
from gongkai.console.views import receiving

ADDRESS = "/console/submissions/2023/receive/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def city(on, at):
    officer = sent.city_officer()
    sent.collection_of(officer, on, at)
    return officer


def file(name, content=b"x"):
    return SimpleUploadedFile(name, content)


def report_file(organ):
    return file(f"{organ}.json", as_file(sent_report(organ))[0])


def post(officer, files, **more):
    return desk(officer).post(ADDRESS, {"files": files}, **more)


def test_one_bad_file_stops_nothing(city):
    files = [report_file(FINANCE), file("旧.doc"), file("坏.json", b"{"), report_file(WATER)]
    answer = post(city, files)
    told = notes(answer)
    assert answer["Location"] == "/console/submissions/2023/"
    assert "收到3个文件" in told[0] and "文件“旧.doc”不能读取" in told[1]
    states = dict(ReceivedReport.objects.values_list("original_name", "state"))
    assert states == {f"{FINANCE}.json": "READ", "坏.json": "UNREADABLE", f"{WATER}.json": "READ"}


def test_the_same_folder_again_resumes(city):
    post(city, [report_file(FINANCE)])
    told = notes(post(city, [report_file(FINANCE), report_file(WATER)]))
    assert "收到1个文件" in told[0] and f"没有重复收取：{FINANCE}.json" in told[1]
    assert ReceivedReport.objects.count() == 2


def test_a_script_is_told_what_became_of_its_file(city):
    accept = {"headers": {"accept": "application/json"}}
    (one,) = post(city, [report_file(FINANCE)], **accept).json()["files"]
    report = ReceivedReport.objects.get()
    assert one == {
        "name": f"{FINANCE}.json",
        "outcome": "RECEIVED",
        "message": "已收到",
        "url": f"/console/submissions/received/{report.pk}/",
    }
    (one,) = post(city, [report_file(FINANCE)], **accept).json()["files"]
    assert (one["outcome"], one["url"]) == ("KNOWN", f"/console/submissions/received/{report.pk}/")
    (one,) = post(city, [file("x.exe")], **accept).json()["files"]
    assert (one["outcome"], one["url"]) == ("REFUSED", "")


def test_no_file_at_all_is_told(city):
    assert notes(desk(city).post(ADDRESS)) == ["请选择要上传的文件。"]


@pytest.mark.parametrize("count", [receiving.MOST_FILES + 1, 101])
def test_too_many_files_are_refused_as_a_whole(city, count):
    told = notes(post(city, [file(f"{number}.json") for number in range(count)]))
    assert told == ["一次最多上传60个文件、200MB，请分几次上传；本次没有收取任何文件。"]
    assert not ReceivedReport.objects.exists()


def test_a_post_that_is_too_large_is_refused_unread(city, monkeypatch):
    monkeypatch.setattr(receiving, "LARGEST_POST", -receiving._AROUND_FILES)
    answer = post(city, [report_file(FINANCE)])
    assert "请分几次上传" in notes(answer)[0]
    assert not ReceivedReport.objects.exists()


def test_a_forged_post_is_refused(city):
    client = Client(enforce_csrf_checks=True)
    client.force_login(city.user, backend=BACKEND)
    answer = client.post(ADDRESS, {"files": [report_file(FINANCE)]})
    assert answer.status_code == 403
    assert not ReceivedReport.objects.exists()
    token = client.get("/console/submissions/2023/").context["csrf_token"]
    data = {"files": [report_file(FINANCE)], "csrfmiddlewaretoken": str(token)}
    assert client.post(ADDRESS, data).status_code == 302
    assert ReceivedReport.objects.exists()


def test_a_file_whose_reading_broke_off_is_read_when_it_comes_again(city):
    post(city, [report_file(FINANCE)])
    ReceivedReport.objects.update(state="FAILED", content=None, evidence=None)
    post(city, [report_file(FINANCE)])
    assert ReceivedReport.objects.get().state == "READ"
