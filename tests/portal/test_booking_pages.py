"""Appointments on the public site: without script, without sign-in, without a trace."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from factories import AgencyFactory
from fund_services.appointments.office import booked as booked_by
from fund_services.appointments.office import centre, key
from gongkai.agencies.models import AgencyKind
from gongkai.fund_services.models import AppointmentBooking, AppointmentSlot
from gongkai.portal.booking_pages import slot_code, slot_in
from portal.asking import answer_to
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch):
    """Return a centre at nine in the morning of its Tuesday."""
    at = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return centre()


def form_of(client, place, **changed):
    """Open the form of a slot, and return what it is sent with."""
    asked = {"item": place.buying.pk, "slot": slot_code(key(place.hall))} | changed
    page = text(client.get("/yuyue/tianxie/", asked))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, **answer_to(page), "name": "张三", "phone": "13900000001"}


def booked(client, place, **changed):
    """Book over the page."""
    return client.post("/yuyue/tianxie/", form_of(client, place) | changed)


def test_item_counter_and_time_are_chosen_on_one_page(place):
    client = Client()
    page = text(client.get("/yuyue/"))
    assert "购买自住住房提取" in page and "政务大厅窗口" in page and "系统默认规则" in page
    asked = {"step": "times", "item": place.buying.pk, "counter": place.hall.pk}
    page = text(client.get("/yuyue/", asked))
    assert "3月11日" in page and "余2" in page and "星期三" in page
    assert slot_code(key(place.hall)) in page
    # Today's nine o'clock is over.
    assert slot_code(key(place.hall, 10, 9, 0)) not in page


def test_a_choice_without_a_counter_or_of_nothing_is_told(place):
    client = Client()
    for asked, told in (
        ({"step": "times"}, "事项：未选择"),
        ({"step": "times", "item": place.buying.pk}, "网点：未选择"),
        ({"item": "99999999999999999999"}, "没有这个事项"),
        ({"item": place.buying.pk, "counter": "7777"}, "没有这个网点"),
    ):
        response = client.get("/yuyue/", asked)
        assert response.status_code == 400 and told in text(response)
    assert client.get("/yuyue/", {"item": "HOME_PURCHASE_WITHDRAWAL"}).status_code == 200


def test_booking_shows_number_and_code_once(place):
    client = Client()
    response = booked(client, place)
    assert response.status_code == 302 and response["Location"] == "/yuyue/huizhi/"
    page = text(client.get("/yuyue/huizhi/"))
    assert "YY2026-00001" in page and re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page)
    assert Client().get("/yuyue/huizhi/")["Location"] == "/yuyue/chaxun/"
    assert AppointmentBooking.objects.get().account is None


def test_the_same_form_sent_twice_is_one(place):
    client = Client()
    sent = form_of(client, place)
    client.post("/yuyue/tianxie/", sent)
    again = form_of(client, place)
    # Another sum was asked meanwhile; it is the same form by its token.
    client.post("/yuyue/tianxie/", again | {"token": sent["token"]})
    assert AppointmentBooking.objects.count() == 1 == AppointmentSlot.objects.get().taken


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(place):
    client = Client()
    response = booked(client, place, phone="139")
    page = text(response)
    assert response.status_code == 400 and "手机号码" in page and 'value="张三"' in page
    assert "答案不对" in text(booked(client, place, answer="999"))
    assert "此处请留空" in text(booked(client, place, homepage="http://spam"))
    assert not AppointmentBooking.objects.exists()


def test_a_slot_that_went_meanwhile_keeps_what_was_typed(place):
    client = Client()
    sent = form_of(client, place)
    for number in (2, 3):
        booked_by(place, name="别人", phone=f"1390000000{number}")
    response = client.post("/yuyue/tianxie/", sent)
    page = text(response)
    assert response.status_code == 409 and "已经约满" in page and 'value="张三"' in page
    late = client.get("/yuyue/tianxie/", {"item": sent["item"], "slot": sent["slot"]})
    assert late.status_code == 409 and "重新选择时间" in text(late)
    assert AppointmentBooking.objects.count() == 2


@pytest.mark.parametrize(
    "slot",
    ["", "x", "1-WITHDRAWAL-20260230-0930", "1-WITHDRAWAL-20260311-2561", "1-'--20260311-0930",
     "999999999999999999-WITHDRAWAL-20260311-0930", "0-WITHDRAWAL-20260311-0930"],
)  # fmt: skip
def test_made_up_slots_lead_back_to_choosing(place, slot):
    client = Client()
    response = client.get("/yuyue/tianxie/", {"item": place.buying.pk, "slot": slot})
    assert response.status_code == 302 and response["Location"] == "/yuyue/"
    sent = form_of(client, place) | {"slot": slot}
    assert client.post("/yuyue/tianxie/", sent).status_code == 302
    assert not AppointmentBooking.objects.exists()


def test_slots_are_written_and_read_alike(place):
    assert slot_in(slot_code(key(place.hall))) == key(place.hall)
    assert slot_in(slot_code(key(place.east, group=""))) == key(place.east, group="")


def test_number_and_code_open_change_and_cancel(place):
    done = booked_by(place)
    client = Client()
    wrong = client.post("/yuyue/chaxun/", {"number": "YY2026-00001", "code": "AAAAA-AAAAA"})
    assert wrong.status_code == 404 and "不相符" in text(wrong)
    other = client.post("/yuyue/chaxun/", {"number": "YY2026-00009", "code": done.code})
    assert text(other).count("不相符") == text(wrong).count("不相符")
    client.post("/yuyue/chaxun/", {"number": "yy2026-00001", "code": done.code.lower()})
    page = text(client.get("/yuyue/chaxun/YY2026-00001/"))
    assert "已预约" in page and "购买自住住房提取" in page and "13900000001" not in page
    change = "/yuyue/chaxun/YY2026-00001/gaiqi/"
    assert "现在的预约" in text(client.get(change))
    slot = slot_code(key(place.hall, 12))
    stale = client.post(change, {"slot": slot, "version": "0"})
    assert stale.status_code == 409 and "有了变化" in text(stale)
    assert client.post(change, {"slot": slot, "version": "1"}).status_code == 302
    assert "已改期" in text(client.get("/yuyue/chaxun/YY2026-00001/"))
    client.post("/yuyue/chaxun/YY2026-00001/quxiao/", {"version": "2"})
    assert "已取消" in text(client.get("/yuyue/chaxun/YY2026-00001/"))
    client.post("/yuyue/chaxun/YY2026-00001/likai/")
    assert client.get("/yuyue/chaxun/YY2026-00001/")["Location"] == "/yuyue/chaxun/"


def test_nobody_follows_or_changes_anothers_appointment(place):
    booked_by(place)
    client = Client()
    for address in ("/yuyue/chaxun/YY2026-00001/", "/yuyue/chaxun/YY2026-00001/gaiqi/"):
        assert client.get(address)["Location"] == "/yuyue/chaxun/"
    for address in ("gaiqi", "quxiao"):
        client.post(f"/yuyue/chaxun/YY2026-00001/{address}/", {"version": "1", "slot": "x"})
    booking = AppointmentBooking.objects.get()
    assert (booking.state, booking.version) == ("BOOKED", 1)


def test_codes_cannot_be_tried_without_end(place):
    client = Client()
    tried = [client.post("/yuyue/chaxun/", {"number": "YY2026-00001", "code": f"A{n}"}).status_code
             for n in range(14)]  # fmt: skip
    assert 429 in tried


def test_other_organs_have_no_appointments(settings):
    AgencyFactory(is_default=True, kind=AgencyKind.DEPARTMENT)
    for address in ("/yuyue/", "/yuyue/chaxun/", "/xiazai/", "/banshi/qingjing/"):
        assert Client().get(address).status_code == 404


def test_questions_to_the_database_do_not_grow(place, django_assert_max_num_queries):
    for number in range(8):
        booked_by(place, name=f"某{number}", phone=f"139000000{number:02}",
                  slot=key(place.hall, 11 + number % 3, 9 + number % 2, 30))  # fmt: skip
    asked = {"step": "times", "item": place.buying.pk, "counter": place.hall.pk}
    client = Client()
    client.get("/yuyue/", asked)
    with django_assert_max_num_queries(14):
        answer = client.get("/yuyue/", asked)
    assert answer.status_code == 200
