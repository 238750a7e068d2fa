"""Published reports for machines: the list, the report JSON, and what is refused."""

import json

import pytest

from gongkai.api.access import ReaderThrottle
from gongkai.rules.reports.shape import Report
from portal.office import office, published_report, signed_report

pytestmark = pytest.mark.django_db
LIST = "/api/v1/annual-reports/"
ADDRESS = f"{LIST}gjj/2023/"


def test_the_report_json_is_what_was_signed_in_the_official_order(client, report):
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "application/json"
    content = response.json()
    assert Report.from_json(content) == Report.from_json(report.snapshot.content)
    assert list(content) == [
        "organ", "year", "edition", "proactive", "requests", "disputes", "narrative",
    ]  # fmt: skip
    assert list(content["requests"])[:3] == ["received", "carried_in", "disclosed"]
    assert content["requests"]["received"]["total"] == 3
    assert content["proactive"]["administrative_fees_wan"] == "0.0025"
    assert content["organ"] == "某某市住房公积金管理中心"
    assert "某某市" in response.content.decode()


def test_order_does_not_depend_on_how_the_database_keeps_keys(client, report):
    snapshot = report.snapshot
    snapshot.content = json.loads(json.dumps(snapshot.content, sort_keys=True))
    snapshot.save()
    assert list(client.get(ADDRESS).json())[:2] == ["organ", "year"]


def test_the_list_names_each_report_and_where_it_is(client, report):
    (line,) = client.get(LIST).json()["results"]
    assert line == {
        "agency": "gjj",
        "organ": "某某市住房公积金管理中心",
        "year": 2023,
        "title": "某某市住房公积金管理中心2023年政府信息公开工作年度报告",
        "published_at": "2024-01-20T00:30:00+08:00",
        "content_hash": report.snapshot.content_hash,
        "is_demonstration": False,
        "url": f"http://testserver{ADDRESS}",
    }
    assert client.get(line["url"]).status_code == 200


def test_what_is_not_published_is_not_there(client, organ):
    signed_report(organ)
    assert client.get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}
    response = client.get(ADDRESS)
    assert response.status_code == 404
    assert response.json() == {"detail": "没有这份年度报告，或者尚未公布。"}


def test_the_list_comes_in_sheets_at_a_constant_cost(
    client, report, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2) as one:
        client.get(LIST)
    for code in ("water", "roads"):
        published_report(office(code))
    with django_assert_num_queries(len(one)):
        content = client.get(LIST).json()
    assert content["count"] == 3
    first = client.get(f"{LIST}?page_size=2").json()
    assert len(first["results"]) == 2
    assert client.get(first["next"]).json()["next"] is None


@pytest.mark.parametrize("page", ["0", "-1", "99", "9" * 30, "9" * 5000, "abc", "%00"])
def test_an_impossible_sheet_is_not_there(client, report, page):
    response = client.get(f"{LIST}?page={page}")
    assert response.status_code == 404
    assert set(response.json()) == {"detail"}


@pytest.mark.parametrize("size", ["0", "-5", "x", "9" * 30])
def test_an_impossible_size_of_sheet_changes_nothing(client, report, size):
    assert len(client.get(f"{LIST}?page_size={size}").json()["results"]) == 1


def test_whatever_else_is_asked_for_is_refused_as_json(client, report):
    for address in (
        f"{LIST}gjj/20233/", f"{LIST}gjj/-2023/", f"{LIST}gjj/0000/", f"{LIST}gjj/٢٠٢٣/",
        f"{LIST}..%2f/2023/", f"{LIST}gjj%00/2023/", f"{LIST}' or 1=1/2023/",
        f"{LIST}gjj/{'9' * 400}/", "/api/", "/api/v2/annual-reports/", "/api/v1/%FF/",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 404, address
        assert response.headers["Content-Type"] == "application/json", address
        assert set(response.json()) == {"detail"}, address


@pytest.mark.parametrize("address", [LIST, ADDRESS, "/api/v1/figures/", "/api/v1/schema/"])
def test_nothing_can_be_written(client, report, address):
    for method in ("post", "put", "patch", "delete", "trace"):
        assert getattr(client, method)(address).status_code == 405
    options = client.options(address)
    assert options.status_code == 200
    assert set(options.headers["Allow"].split(", ")) <= {"GET", "HEAD", "OPTIONS"}
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")


def test_who_asks_too_often_is_told_when_to_come_back(client, report, monkeypatch):
    monkeypatch.setattr(ReaderThrottle, "rate", "2/min")
    forged = [{"X-Forwarded-For": f"10.0.0.{n}"} for n in range(3)]
    assert [client.get(LIST, headers=one).status_code for one in forged] == [200, 200, 429]
    response = client.get(ADDRESS)
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert set(response.json()) == {"detail"}
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
    assert client.get(LIST, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_no_cookie_is_set_and_none_is_read(client, report):
    response = client.get(LIST)
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")
