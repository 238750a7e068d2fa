"""The wall and bulletins at the console: who sees them, what they show, what they never do."""

import io
import re
from datetime import date

import docx
import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.conftest import desk
from console.hotline.busy_days import CALLER, NUMBER, busy
from console.visible_text import english_in
from documents.readers import squeezed
from factories import OfficerFactory
from gongkai.hotline.models import Bulletin, Call, Ticket

WALL = "/console/board/"
BULLETINS = "/console/board/bulletins/"
NUMBER_LINE = re.compile(r"[1-9]\d{10}")


@pytest.fixture
def agent(office):
    return busy(office)


def made(client, period):
    """Have a bulletin made; the tests' jobs run at once."""
    answer = client.post(f"{BULLETINS}make/", {"period": period})
    assert answer.status_code == 302 and answer["Location"] == BULLETINS


@pytest.mark.parametrize("address", [WALL, BULLETINS, f"{BULLETINS}2024-03/pdf/"])
def test_only_who_works_with_calls_and_tickets_sees_figures(office, agent, address):
    made(desk(agent), "2024-03")
    assert desk(agent).get(address).status_code == 200
    assert desk(office.head).get(address).status_code == 200
    for stranger in (office.clerk, office.retired, office.nobody):
        answer = desk(stranger).get(address)
        assert answer.status_code == 403
    assert "没有相应角色" in desk(office.clerk).get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [WALL, BULLETINS, f"{BULLETINS}2024-03/pdf/"])
def test_strangers_are_sent_to_the_login(address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/console/login/?next=/console/")


def test_another_organ_sees_its_own_wall(office, agent):
    outsider = OfficerFactory(name="赵外人", role="HOTLINE_AGENT")
    page = desk(outsider).get(WALL).content.decode()
    assert office.agency.name not in page and "GD-T" not in page


def test_the_wall_shows_counts_rates_with_both_numbers_and_no_person(office, agent):
    page = desk(agent).get(WALL).content.decode()
    on = timezone.localdate()
    calls = Call.objects.filter(agency=office.agency, called_on=on).count()
    assert f"<dt>今日来电</dt><dd>{calls}</dd>" in page
    assert re.search(r"办结率.*?[\d.]+%.*?办结工单\d+ ÷ 受理工单\d+.*?占比", page, re.DOTALL)
    assert "<svg" in page and "数据表" in page and "信贷管理科" in page and "GD-T" in page
    for personal in (CALLER, NUMBER, agent.name, "咨询贷款进度"):
        assert personal not in page
    assert not NUMBER_LINE.search(re.sub(r"<[^>]*>", " ", page))
    assert english_in(page) == []


def test_without_a_script_the_wall_comes_anew_by_itself(office, agent):
    answer = desk(agent).get(WALL)
    page = answer.content.decode()
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert 'data-seconds="30"' in page
    assert "no-store" in answer["Cache-Control"]
    Call.objects.filter(agency=office.agency, called_on=timezone.localdate()).delete()
    assert "<dt>今日来电</dt><dd>0</dd>" in desk(agent).get(WALL).content.decode()


def test_the_wall_of_an_empty_office_stands(office):
    Call.objects.all().delete()
    Ticket.objects.all().delete()
    page = desk(office.head).get(WALL).content.decode()
    assert "今日还没有来电" in page and "没有未办结的工单" in page and "没有明显增多的词" in page


def test_its_queries_do_not_grow_with_tickets(office, agent):
    client = desk(agent)
    client.get(WALL)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(WALL)
        counts.append(len(captured))
        Ticket.objects.filter(state="HANDLING").update(state="RECEIVED")
        Call.objects.filter(agency=office.agency).update(called_on=timezone.localdate())
    assert counts[0] == counts[1]


def test_the_last_weeks_and_months_are_offered(office, agent):
    year, week, _day = timezone.localdate().isocalendar()
    page = desk(agent).get(BULLETINS).content.decode()
    assert page.count('name="period" value="2') == 8 + 13 and "/docx/" not in page
    made(desk(agent), f"{year}-W{week:02}")
    page = desk(agent).get(BULLETINS).content.decode()
    assert f"{BULLETINS}{year}-W{week:02}/docx/" in page
    assert page.count("/pdf/") == page.count("/docx/") == 1
    assert "重新生成" in page and 'http-equiv="refresh"' not in page
    assert english_in(page) == [] or set(english_in(page)) <= {"DOCX", "PDF"}


def test_a_month_is_had_as_word_file_that_says_what_the_records_say(office, agent):
    on = timezone.localdate()
    made(desk(agent), f"{on:%Y-%m}")
    answer = desk(agent).get(f"{BULLETINS}{on:%Y-%m}/docx/")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    word = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(each.text for each in word.paragraphs)
    first = on.replace(day=1)
    counted = Call.objects.filter(agency=office.agency, called_on__range=(first, on)).count()
    assert f"接听来电{counted}件" in said
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert "信贷管理科" in cells
    for personal in (CALLER, NUMBER, "咨询贷款进度"):
        assert personal not in said and personal not in cells


def test_a_week_is_had_as_pdf(office, agent):
    year, week, _day = timezone.localdate().isocalendar()
    made(desk(agent), f"{year}-W{week:02}")
    answer = desk(agent).get(f"{BULLETINS}{year}-W{week:02}/pdf/")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        said = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert f"{year}年第{week}周热线工作周报" in said and "统计指标" in said
    for personal in (CALLER, NUMBER):
        assert personal not in said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026", "不是月份或者周次"),
        ("2026-13", "不是月份或者周次"),
        ("2026-W60", "不是月份或者周次"),
        ("0000-01", "没有2000年以前"),
        ("0001-W01", "没有2000年以前"),
        ("<b>", "不是月份或者周次"),
        ("9999-12", "还没有开始"),
    ],
)
def test_a_wrong_period_is_told_with_what_was_typed(office, agent, typed, told):
    answer = desk(agent).post(f"{BULLETINS}make/", {"period": typed})
    page = answer.content.decode()
    assert answer.status_code == 400 and told in page
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in page
    direct = desk(agent).get(f"{BULLETINS}{typed}/pdf/")
    assert direct.status_code == 404


def test_another_period_is_chosen_by_its_number(office, agent):
    for typed, name in (("2024-03", "2024-03"), ("2024W09", "2024-W09"), ("2024-w09", "2024-W09")):
        made(desk(agent), typed)
        assert f"{BULLETINS}{name}/pdf/" in desk(agent).get(BULLETINS).content.decode()
    assert Bulletin.objects.count() == 2
    assert date.fromisocalendar(2024, 9, 1).isoformat() == "2024-02-26"
    assert desk(agent).get(f"{BULLETINS}2024-03/exe/").status_code == 404
