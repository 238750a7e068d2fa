"""Files of the exchange and platform at the console: handed in, matched, checked, taken over."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from console.conftest import desk, notes
from factories import OfficerFactory
from gongkai.console import import_urls
from gongkai.hotline.models import Call, ImportMapping, ImportRun, Ticket
from hotline.outside.import_files import (
    CALL_HEADERS,
    call_row,
    csv_of,
    finished_row,
    ticket_row,
    xlsx_of,
)
from hotline.tickets.opened import ticket_office
from portal.reading import text

PAGE = "/console/imports/"
POSTED = {"confirm-import", "discard-import", "check-import"}
NAMES = [pattern.name for pattern in import_urls.urlpatterns]
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(office, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return ticket_office(office.agency)


def upload(client, content, kind="CALLS", name="话单.csv"):
    return client.post(PAGE, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def typed(page):
    """Return what a form on a page holds, as a browser would send it back."""
    told = {}
    for field in page.context["form"]:
        told[field.html_name] = field.value() or ""
    for name, column in page.context["made_for"].items():
        told[f"made-for-{name}"] = column
    return {name: value for name, value in told.items() if value not in (False, None)}


def handed_in(client, content, kind="CALLS"):
    """Return the address of a file that waits for its columns to be matched."""
    answer = upload(client, content, kind)
    assert answer.status_code == 302
    return client.get(answer["Location"])["Location"]


def test_a_file_goes_from_the_upload_to_the_record(office, people):
    client = desk(people.dispatcher)
    columns = handed_in(client, csv_of([call_row("A1"), call_row("A2", 接入方式="专线")]))
    page = client.get(columns)
    told = text(page)
    assert "19900001234" not in told and "199****1234" in told and "“专线”" in told
    answer = client.post(columns, typed(page))
    assert notes(answer) == ["已记住对应关系，以后表头相同的文件直接检查。"]
    run = answer["Location"]
    told = text(client.get(run))
    assert "这个取值没有对应" in told and "跳过有错误的1行" in told
    refused = client.post(f"{run}confirm/")
    assert "1处错误" in notes(refused)[0] and not Call.objects.filter(origin="EXCHANGE").exists()
    page = client.get(columns)
    place = [word for word in typed(page) if word.startswith("word-route-")]
    told = typed(page) | {place[1]: "TRANSFERRED"}
    client.post(columns, told)
    assert "检查通过" in text(client.get(run))
    assert notes(client.post(f"{run}confirm/")) == ["已确认，正在导入。"]
    assert "导入完成" in text(client.get(run))
    assert {each.route for each in Call.objects.filter(origin="EXCHANGE")} == {
        "DIRECT",
        "TRANSFERRED",
    }
    assert "话单.csv" in text(client.get(PAGE))
    again = upload(client, csv_of([call_row("A1", 接入方式="专线")]))
    told = text(client.get(again["Location"]))
    assert "检查通过" in told or "与已登记的不同" in told
    assert ImportMapping.objects.get().version == 2
    other = upload(client, csv_of([call_row("A5", 接入方式="备线")]))["Location"]
    page = client.get(f"{other}columns/")
    client.post(f"{other}columns/", typed(page) | {"word-route-0": "DIRECT"})
    words = ImportMapping.objects.get().words["route"]
    assert words == {"直呼": "DIRECT", "专线": "TRANSFERRED", "备线": "DIRECT"}


def test_another_column_has_its_words_asked_before_anything_is_kept(office, people):
    client = desk(people.dispatcher)
    rows = [[*call_row("A1"), "甲线"], [*call_row("A2"), "乙线"]]
    columns = handed_in(client, csv_of(rows, headers=[*CALL_HEADERS, "线别"]))
    told = typed(client.get(columns)) | {"column-route": "线别"}
    asked = client.post(columns, told)
    assert asked.status_code == 400 and "接入方式：请核对各个取值的含义。" in text(asked)
    assert "“甲线”" in text(asked) and not ImportMapping.objects.exists()
    told = typed(asked) | {"word-route-0": "DIRECT", "word-route-1": "VIA_12345"}
    assert client.post(columns, told).status_code == 302
    assert ImportMapping.objects.get().words["route"] == {"甲线": "DIRECT", "乙线": "VIA_12345"}


def test_a_mistake_in_the_mapping_is_told_and_nothing_chosen_is_lost(office, people):
    client = desk(people.dispatcher)
    columns = handed_in(client, csv_of([call_row("A1")]))
    told = typed(client.get(columns)) | {"column-outside_no": "", "column-agent": "排队时长"}
    page = client.post(columns, told)
    assert page.status_code == 400
    assert "话单号：未选择" in text(page) and "“排队时长”已用于" in text(page)
    assert typed(page)["column-agent"] == "排队时长"
    assert client.post(columns, told | {"column-agent": "天气"}).status_code == 400
    assert not ImportMapping.objects.exists()


def test_tickets_of_the_platform_are_shown_with_their_changes(office, people):
    client = desk(office.head)
    content = xlsx_of([ticket_row("P1"), finished_row("P2")])
    columns = handed_in(client, content, "TICKETS")
    run = client.post(columns, typed(client.get(columns)))["Location"]
    told = re.sub("<[^>]*>|\\s", "", text(client.get(run)))
    assert "其中待办1其中已办结1" in told
    client.post(f"{run}confirm/")
    assert Ticket.objects.exclude(outside_no="").count() == 2
    later = upload(client, xlsx_of([ticket_row("P1", 办理期限="2024-01-26")]), "TICKETS")
    told = text(client.get(later["Location"]))
    assert "办理期限由2024-01-22改为2024-01-26" in told and "确认后更新" in told
    assert notes(client.post(f"{later['Location']}discard/")) == ["已放弃，没有登记任何记录。"]
    assert str(Ticket.objects.get(outside_no="P1").due_on) == "2024-01-22"
    assert "已放弃" in text(client.get(later["Location"]))


def test_what_is_no_table_is_told_in_plain_words(office, people):
    client = desk(people.dispatcher)
    assert "请选择要上传的文件" in text(client.post(PAGE, {"kind": "CALLS"}))
    assert "文件是空的" in text(upload(client, b""))
    for content, told in ((b"\x89PNG\0\0", "不是文本文件"), (b"PK\x03\x04broken", "已损坏")):
        page = client.get(upload(client, content)["Location"])
        assert told in text(page) and "无法读取" in text(page)
    assert {each.state for each in ImportRun.objects.all()} == {"UNREADABLE"}


@pytest.mark.parametrize("name", NAMES)
def test_who_gets_in(name, office, people):
    run = ImportRun.objects.create(
        pk=1, agency=office.agency, officer=people.dispatcher, kind="CALLS", file_name="x",
        original_name="我们的话单.csv", size=9, created_at="2024-01-10T00:00Z", state="FAILED",
    )  # fmt: skip
    pattern = next(each for each in import_urls.urlpatterns if each.name == name)
    wanted = {key: 1 for key in pattern.pattern.converters}
    address = reverse(f"console:{name}", kwargs=wanted)

    def ask(client):
        return client.post(address) if name in POSTED else client.get(address)

    stranger = ask(Client())
    assert stranger.status_code == 302 and "/console/login/" in stranger["Location"]
    assert ask(desk(people.agent)).status_code == 403
    outsider = OfficerFactory(name="赵外人", role="TICKET_DISPATCHER")
    other = ask(desk(outsider))
    assert other.status_code == (404 if wanted else 200)
    assert "我们的话单" not in other.content.decode()
    run.refresh_from_db()
    assert run.state == "FAILED"
    assert ask(desk(people.dispatcher)).status_code in (200, 302)


def test_a_list_of_many_costs_no_more_statements(office, people, django_assert_max_num_queries):
    for place in range(20):
        ImportRun.objects.create(
            agency=office.agency, officer=people.dispatcher, kind="CALLS", file_name=str(place),
            original_name="话单.csv", size=9, created_at="2024-01-10T00:00Z",
        )  # fmt: skip
    client = desk(people.dispatcher)
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        client.get(PAGE)
