"""Counters, plans, the sheet of a day, rules and figures in the console."""

import os
from datetime import UTC, date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from console.conftest import desk, notes
from fund_services.appointments.office import booked, centre, key
from gongkai.audit.models import Entry
from gongkai.fund_services.models import (
    AppointmentBooking,
    BookingSetting,
    Counter,
    CounterClosure,
    SlotPlan,
)
from gongkai.fund_services.operations.appointments.marking import mark_absent, mark_arrived

_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
BASE = "/console/appointments"
TOMORROW = {"on": date(2026, 3, 11), "at": datetime(2026, 3, 11, 2, 0, tzinfo=UTC)}


@pytest.fixture
def clock(monkeypatch):
    """Return what sets the clock to an hour of UTC on a day of March 2026."""

    def at(day, hour):
        now = datetime(2026, 3, day, hour, 0, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    at(10, 1)
    return at


@pytest.fixture
def place(db, clock):
    return centre()


def page_of(client, address, **asked):
    return client.get(f"{BASE}{address}", asked).content.decode()


def test_a_counter_gets_a_plan_and_a_closed_day(place):
    client = desk(place.reviewer)
    content = {"name": "城西网点", "address": "某某路3号", "phone": "", "hours": "", "note": ""}
    response = client.post(f"{BASE}/counters/", content)
    counter = Counter.objects.get(name="城西网点")
    assert response["Location"] == f"{BASE}/counters/{counter.pk}/"
    plan = {"group": "", "weekdays": ["1", "8"], "starts": "09:00", "ends": "11:00",
            "minutes": "30", "capacity": "3", "from_on": "2026-03-10"}  # fmt: skip
    client.post(f"{BASE}/counters/{counter.pk}/plan/", plan)
    assert SlotPlan.objects.filter(counter=counter).count() == 8
    page = page_of(client, f"/counters/{counter.pk}/")
    assert "星期一" in page and "调休上班日" in page and "09:00—09:30" in page
    closed = {"day": "2026-03-12", "reason": "系统升级"}
    client.post(f"{BASE}/counters/{counter.pk}/closed-days/", closed)
    closure = CounterClosure.objects.get()
    assert "系统升级" in page_of(client, f"/counters/{counter.pk}/")
    client.post(f"{BASE}/closed-days/{closure.pk}/reopen/")
    assert not CounterClosure.objects.exists()
    keys = list(SlotPlan.objects.filter(counter=counter).values_list("pk", flat=True)[:3])
    client.post(f"{BASE}/counters/{counter.pk}/plan/end/", {"line": [*keys, "x"]})
    assert SlotPlan.objects.filter(counter=counter, until_on="2026-03-10").count() == 3
    renamed = content | {"name": "城西服务网点", "version": "0"}
    client.post(f"{BASE}/counters/{counter.pk}/", renamed)
    client.post(f"{BASE}/counters/{counter.pk}/close/")
    counter.refresh_from_db()
    assert (counter.name, counter.closed_on) == ("城西服务网点", date(2026, 3, 11))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"capacity": "0"}, "最小为1"),
        ({"starts": "25:00"}, "须为时间"),
        ({"ends": "08:00"}, "不足30分钟"),
        ({"weekdays": []}, "请至少选择一天"),
        ({"from_on": "2026-03-01"}, "不能早于今天"),
        ({"starts": "09:15"}, "重叠"),
    ],
)
def test_a_plan_that_cannot_be_is_shown_again_as_it_was_typed(place, changed, told):
    plan = {"group": "WITHDRAWAL", "weekdays": ["1"], "starts": "09:00", "ends": "11:00",
            "minutes": "30", "capacity": "3", "from_on": "2026-03-10"} | changed  # fmt: skip
    before = SlotPlan.objects.count()
    response = desk(place.head).post(f"{BASE}/counters/{place.hall.pk}/plan/", plan)
    page = response.content.decode()
    assert response.status_code == 400 and told in page and 'value="30"' in page
    assert SlotPlan.objects.count() == before


def test_the_sheet_of_a_day_masks_people_and_takes_marks(place, clock):
    booked(place)
    booked(place, name="李四", phone="13900000002")
    clock(11, 2)
    client = desk(place.handler)
    asked = {"counter": place.hall.pk, "day": "2026-03-11"}
    page = page_of(client, "/", **asked)
    assert "张*" in page and "139****0001" in page and "13900000001" not in page
    first, second = AppointmentBooking.objects.order_by("pk")
    client.post(f"{BASE}/{second.pk}/arrived/", {"version": "1"})
    stale = client.post(f"{BASE}/{second.pk}/done/", {"version": "1"})
    assert "有了变化" in notes(stale)[-1]
    client.post(f"{BASE}/{second.pk}/done/", {"version": "2"})
    client.post(f"{BASE}/{first.pk}/absent/", {"version": "1"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.call_no) == ("ABSENT", "DONE", 1)
    client.post(f"{BASE}/{first.pk}/not-absent/", {"version": "2"})
    found = page_of(client, "/", q="13900000002", **asked)
    assert second.register_no in found and first.register_no not in found
    told = client.post(f"{BASE}/{first.pk}/visitor/")
    assert "张三 13900000001" in told.content.decode() and "no-store" in told["Cache-Control"]
    assert Entry.objects.filter(action="appointment.read_visitor").count() == 1


def test_handlers_mark_but_do_not_plan_and_others_see_nothing(place):
    client = desk(place.handler)
    assert "增加或者调整号源" not in page_of(client, f"/counters/{place.hall.pk}/")
    for address in (f"/counters/{place.hall.pk}/close/", "/counters/", "/rules/"):
        content = {"name": "城西网点", "address": "某某路3号", "in_force_from": "2026-03-11",
                   "source": "无", "days_ahead": 7, "closes_minutes": 1, "most_open": 1,
                   "absences": 1, "within_days": 1, "barred_days": 1, "remind_days": 1}  # fmt: skip
        client.post(f"{BASE}{address}", content)
    assert Counter.objects.count() == 2 and not BookingSetting.objects.exists()
    assert not Counter.objects.exclude(closed_on=None).exists()
    assert desk(place.clerk).get(f"{BASE}/").status_code == 403


def test_rules_are_set_from_a_day_on(place):
    client = desk(place.head)
    assert "待本中心确认" in page_of(client, "/rules/")
    rules = {"in_force_from": "2026-03-10", "source": "中心办公会", "days_ahead": "14",
             "closes_minutes": "60", "most_open": "2", "absences": "2", "within_days": "90",
             "barred_days": "15", "remind_days": "1"}  # fmt: skip
    assert client.post(f"{BASE}/rules/", rules | {"days_ahead": "0"}).status_code == 400
    assert client.post(f"{BASE}/rules/", rules).status_code == 302
    page = page_of(client, "/rules/")
    assert "中心办公会" in page and "90天内2次，停15天" in page


def test_figures_of_a_span(place):
    for number in range(3):
        slot = key(place.hall, 11 + number)
        booked(place, name=f"某{number}", phone=f"1390000000{number}", slot=slot)
    arrived = AppointmentBooking.objects.order_by("pk").first()
    mark_arrived(booking=arrived, version=1, officer=place.handler, **TOMORROW)
    client = desk(place.head)
    page = page_of(client, "/figures/", first="2026-03-01", last="2026-03-31")
    assert "政务大厅窗口" in page and "1／1" in page and "购买自住住房提取" in page
    for asked in ({"first": "x"}, {"first": "2026-03-31", "last": "2026-03-01"},
                  {"first": "2020-01-01", "last": "2026-03-01"}):  # fmt: skip
        assert client.get(f"{BASE}/figures/", asked).status_code == 400


def test_questions_to_the_database_do_not_grow_with_the_day(
    place, clock, django_assert_max_num_queries
):
    client, asked = desk(place.handler), {"counter": place.hall.pk, "day": "2026-03-11"}
    booked(place)
    with django_assert_max_num_queries(40) as few:
        page_of(client, "/", **asked)
    for number in range(2, 6):
        slot = key(place.hall, 11, 10, 0 if number < 4 else 30)
        booked(place, name="某", phone=f"1390000000{number}", slot=slot)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(client, "/", **asked)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_page_bars_anybody(chromium, live_server):
    place = centre()
    booked(place)
    second = booked(place, name="李四", phone="13900000002").booking
    third = booked(place, name="王五", phone="13900000003", slot=key(place.hall, 11, 9, 0)).booking
    mark_arrived(booking=second, version=1, officer=place.handler, **TOMORROW)
    mark_absent(booking=third, version=1, officer=place.handler, **TOMORROW)
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", place.reviewer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    wrong = []
    for name, address in {
        "console-sheet": f"/?counter={place.hall.pk}&day=2026-03-11",
        "console-counters": "/counters/",
        "console-counter": f"/counters/{place.hall.pk}/",
        "console-rules": "/rules/",
        "console-figures": "/figures/?first=2026-03-01&last=2026-03-31",
    }.items():
        page.goto(f"{BASE}{address}")
        for details in page.locator("details.gk-fold").all():
            details.evaluate("node => node.open = true")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_load_state("networkidle")
            if _PICTURES:
                page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            wrong += [(name, width, "sideways")] if page.evaluate(beyond) > 0 else []
            found = Axe().run(page, context=".gk").response["violations"]
            wrong += [(name, width, each["id"], each["nodes"][0]["html"]) for each in found]
    context.close()
    assert wrong == [], "\n".join(map(str, wrong))
