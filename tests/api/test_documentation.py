"""The description of the interface: complete, true, and readable in a browser."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gongkai.api.report_schema import report_schema
from gongkai.rules.reports.editions import edition

SCHEMA = "/api/v1/schema/?format=json"


def test_the_description_covers_the_interface_and_nothing_else(client):
    content = json.loads(client.get(SCHEMA).content)
    assert content["openapi"].startswith("3.")
    assert set(content["paths"]) == {
        "/api/v1/annual-reports/",
        "/api/v1/annual-reports/{agency}/{year}/",
        "/api/v1/figures/",
        *(
            f"/api/v1/fund/{name}/"
            for name in ("loan", "quota", "deposit", "withdrawal", "interest")
        ),
    }
    for path in content["paths"].values():
        assert set(path) == {"get"}
        assert path["get"]["summary"] and path["get"]["tags"]


def test_making_the_description_warns_of_nothing(client, capsys):
    client.get(SCHEMA)
    assert capsys.readouterr().err == ""


def test_the_described_report_is_the_official_form():
    schema = report_schema()
    for path in edition("2021").paths:
        branch = schema
        for name in path.split("."):
            branch = branch["properties"][name]
        assert branch["type"] == ("string" if path.endswith("_wan") else "integer")
        assert branch["title"]


@pytest.mark.django_db
def test_a_real_report_has_the_keys_that_are_described(client, report):
    def keys(schema):
        return {
            name: keys(below) if below["type"] == "object" else None
            for name, below in schema["properties"].items()
        }

    def shape(value):
        if not isinstance(value, dict):
            return None
        return {name: shape(below) for name, below in value.items()}

    content = client.get(reverse("api:annual-report", args=["gjj", 2023])).json()
    assert shape(content) == keys(report_schema())


def test_the_page_runs_no_script_of_its_own(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<script>" not in page and page.count("<script src=") == 3
    script = client.get("/api/v1/docs/?script=")
    assert script.headers["Content-Type"].startswith("application/javascript")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_renders_under_our_security_policy(chromium, live_server, width):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    complaints, foreign = [], []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    ours = (live_server.url, "data:")
    page.on("request", lambda r: r.url.startswith(ours) or foreign.append(r.url))
    page.goto(f"{live_server.url}/api/v1/docs/", wait_until="networkidle")
    expect(page.locator(".opblock")).to_have_count(8)
    page.get_by_text("已公布的年度报告").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table")).to_contain_text('"count": 0')
    assert (complaints, foreign) == ([], [])
    page.close()
