"""Reports to the city's site: signed and sent once, or handed over, and whether they were taken."""

import hmac
import json
from datetime import date, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.publications.models import CityReport, CitySite, DeliveryState, ItemDelivery, Outlet
from gongkai.publications.operations.distribution.acting import DeliveryRefused
from gongkai.publications.operations.distribution.delivering import deliver_due
from gongkai.publications.operations.distribution.reporting import (
    confirm_reported,
    record_adoption,
    report_to_city,
)
from gongkai.publications.queries import city_reports_of_year
from publications.delivering import asked, illustrated
from publications.office import AT, NOW, ON, office, published

pytestmark = pytest.mark.django_db
KEY = "k" * 32


@pytest.fixture
def place():
    return office()


@pytest.fixture
def city(place):
    """Run a receiving site that answers what it is told to, and remembers what it got."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            moment, number = self.headers["X-Gongkai-Timestamp"], self.headers["X-Gongkai-Number"]
            signed = b"\n".join((moment.encode(), number.encode(), body))
            proof = hmac.new(KEY.encode(), signed, sha256).hexdigest()
            assert self.headers["X-Gongkai-Signature"] == f"sha256={proof}"
            assert self.headers["X-Gongkai-Key"] == "gjj"
            server.got.setdefault(number, json.loads(body))
            status, answer = server.answers.pop(0) if server.answers else (200, b'{"id": "C-7"}')
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answers = {}, []
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/in"
    CitySite.objects.create(agency=place.agency, name="市平台", address=address, key_id="gjj",
                            secret=KEY, is_active=True)  # fmt: skip
    yield server
    server.shutdown()
    server.server_close()


def test_an_item_is_sent_signed_with_its_files(place, city):
    item = illustrated(place)
    delivery = report_to_city(item=item, officer=place.drafter, **NOW)
    deliver_due(at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.outside_ids) == (DeliveryState.DONE, {"city_id": "C-7"})
    ((number, told),) = city.got.items()
    assert number == f"{place.agency.code}-{delivery.pk}-{delivery.content_hash[:16]}"
    assert (told["title"], told["published_on"]) == (item.title, "2024-01-10")
    assert told["address"].endswith(f"/xinxi/{place.agency.code}/{item.pk}/")
    assert [file["name"] for file in told["files"]] == ["网点.png", "名单.txt"]
    report = delivery.city_report
    assert (report.register_no, report.reported_on, report.adopted) == ("BS2024-0001", ON, None)


@pytest.mark.parametrize(
    "bad", [(500, b""), (200, b"not json"), (200, b"{}"), (429, b""), (302, b"")]
)
def test_what_may_have_arrived_is_sent_again_under_the_same_number(bad, place, city):
    city.answers.append(bad)
    delivery = report_to_city(item=published(place), officer=place.drafter, **NOW)
    deliver_due(at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    assert CityReport.objects.count() == 0
    deliver_due(at=AT + timedelta(hours=1))
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DONE
    assert (len(city.got), city_reports_of_year(2024).count()) == (1, 1)


def test_one_that_is_there_already_counts_and_a_refusal_is_told(place, city):
    city.answers.extend([(409, b'{"id": 12}'), (403, b"")])
    first = report_to_city(item=published(place), officer=place.drafter, **NOW)
    second = report_to_city(item=published(place), officer=place.drafter, **NOW)
    deliver_due(at=AT)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.outside_ids) == (DeliveryState.DONE, {"city_id": "12"})
    assert (second.state, second.attempts) == (DeliveryState.FAILED, 1)
    assert "没有接受（403）" in second.problem


def test_handed_over_it_counts_from_the_day_it_was(place):
    delivery = asked(place, published(place), outlet=Outlet.CITY_SITE)
    day = {"officer": place.drafter, "on": date(2024, 1, 12), "at": AT + timedelta(days=2)}
    for wrong in (date(2024, 1, 9), date(2024, 1, 13)):
        with pytest.raises(DeliveryRefused, match="报送日期"):
            confirm_reported(delivery=delivery, reported_on=wrong, **day)
    report = confirm_reported(delivery=delivery, reported_on=date(2024, 1, 11), **day)
    assert (report.reported_on, report.adopted) == (date(2024, 1, 11), None)
    assert ItemDelivery.objects.get().state == DeliveryState.DONE
    with pytest.raises(DeliveryRefused, match="不能登记人工报送"):
        confirm_reported(delivery=delivery, reported_on=date(2024, 1, 11), **day)


def test_whether_it_was_taken_is_entered_and_may_be_corrected(place):
    delivery = asked(place, published(place), outlet=Outlet.CITY_SITE)
    by = {"officer": place.drafter, **NOW}
    with pytest.raises(DeliveryRefused, match="尚未报送"):
        record_adoption(delivery=delivery, adopted=True, decided_on=ON, **by)
    confirm_reported(delivery=delivery, reported_on=ON, **by)
    for wrong in (date(2024, 1, 9), date(2024, 1, 11)):
        with pytest.raises(DeliveryRefused, match="采用结果日期"):
            record_adoption(delivery=delivery, adopted=True, decided_on=wrong, **by)
    with pytest.raises(NotAllowed):
        record_adoption(delivery=delivery, adopted=True, decided_on=ON,
                        **{**by, "officer": place.secrecy})  # fmt: skip
    for adopted in (True, False):
        record_adoption(delivery=delivery, adopted=adopted, decided_on=ON, **by)
        report = CityReport.objects.get()
        assert (report.adopted, report.adopted_on) == (adopted, ON)
