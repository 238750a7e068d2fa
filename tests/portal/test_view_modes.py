"""浏览方式 without a script: what is chosen is remembered by a cookie and drawn by the server."""

import pytest
from django.test import Client

from gongkai.portal.view_modes import COOKIE, ViewMode, read_mode
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "mode"),
    [
        ("", ViewMode()),
        ("elder", ViewMode(is_elder=True)),
        ("elder.contrast.150", ViewMode(True, "contrast", "150")),
        ("dark.200", ViewMode(False, "dark", "200")),
        ("300.pink.older", ViewMode()),
        ('"><script>.elder', ViewMode(is_elder=True)),
        ("." * 10_000, ViewMode()),
    ],
)
def test_a_cookie_says_what_is_known_and_nothing_else(written, mode):
    assert read_mode(written) == mode
    assert read_mode(mode.written) == mode


def test_a_choice_is_remembered_and_leads_back(client, organ):
    response = client.post(
        "/liulan/", {"view": "elder"}, headers={"referer": "http://testserver/xinxi/?page=2"}
    )
    assert response.status_code == 303 and response["Location"] == "/xinxi/?page=2"
    assert client.cookies[COOKIE].value == "elder"
    assert client.cookies[COOKIE]["samesite"] == "Lax"
    client.post("/liulan/", {"colours": "contrast"})
    client.post("/liulan/", {"size": "150"})
    assert client.cookies[COOKIE].value == "elder.contrast.150"
    page = client.get("/wuzhangai/")
    start = '<html lang="zh-CN" data-view="elder" data-colours="contrast" data-size="150">'
    assert start in text(page)
    assert "Cookie" in page["Vary"]
    client.post("/liulan/", {"view": ""})
    assert client.cookies[COOKIE].value == "contrast.150"
    client.post("/liulan/", {"plain": "1"})
    assert client.cookies[COOKIE].value == ""
    assert '<html lang="zh-CN">' in text(client.get("/wuzhangai/"))


def test_nobody_is_led_to_another_site(client, organ):
    for referer in (
        "http://evil.example/", "//evil.example/", "javascript:alert(1)", "http://testserver//evil/",
        "http://testserver@evil.example/", "http://[", "\\\\evil", "",
    ):  # fmt: skip
        response = client.post("/liulan/", {"view": "elder"}, headers={"referer": referer})
        assert response["Location"] == "/liulan/", referer


def test_what_nobody_offers_changes_nothing(client, organ):
    client.post("/liulan/", {"view": "elder", "size": "9000", "colours": "<b>"})
    assert client.cookies[COOKIE].value == "elder"
    assert client.post("/liulan/", {"view": "x"}).status_code == 303
    assert client.cookies[COOKIE].value == "elder"


def test_forms_of_kept_pages_have_no_token_and_need_none(organ):
    strict = Client(enforce_csrf_checks=True)
    assert "csrfmiddlewaretoken" not in text(strict.get("/wuzhangai/"))
    assert strict.post("/liulan/", {"view": "elder"}).status_code == 303


def test_the_page_shows_what_is_chosen(client, organ):
    client.cookies[COOKIE] = "dark.125"
    page = text(client.get("/liulan/"))
    assert 'name="colours" value="dark" aria-pressed="true"' in page
    assert 'name="size" value="125" aria-pressed="true"' in page
    assert 'name="view" value="" aria-pressed="true"' in page
