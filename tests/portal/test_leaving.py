"""Links to others: government sites at once, all else with a prompt, and none but our own."""

import pytest

from gongkai.portal.leaving import way_to
from portal.reading import text


@pytest.mark.parametrize(
    "address",
    ["/xinxi/", "https://www.gov.cn/zhengce/", "http://zjj.example.gov.cn/", "https://GOV.CN./x"],
)
def test_own_and_official_addresses_are_linked_as_they_are(address):
    assert way_to(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "data:text/html,x", "//evil.example/", "/\\evil", "mailto:a@b.cn",
     "http://", "https://[", "xinxi/"],
)  # fmt: skip
def test_what_is_no_address_is_not_linked(address):
    assert way_to(address) == ""


@pytest.mark.django_db
def test_others_are_reached_by_a_page_that_says_so(client, organ):
    for address in ("https://www.bank.example/a?b=1&c=中", "https://gov.cn.evil.example/<b>"):
        way = way_to(address)
        assert way.startswith("/likai/?to=https")
        response = client.get(way)
        assert response.status_code == 200
        page = text(response)
        assert "您将离开本站" in page and "<b>" not in page
        assert 'rel="external nofollow noreferrer"' in page
        assert 'content="noindex"' in page


@pytest.mark.django_db
def test_it_links_nothing_that_our_pages_do_not(client, organ):
    good = way_to("https://www.bank.example/")
    for wrong in (
        "/likai/", "/likai/?to=https://evil.example/", good.replace("bank", "evil"), good + "0",
        "/likai/?to=javascript:alert(1)&by=0", "/likai/?to=" + "a" * 9000, "/likai/?by=%ff&to=%ff",
        "/likai/?to=https://evil.example/&by=é",
    ):  # fmt: skip
        response = client.get(wrong)
        assert response.status_code == 404, wrong
        assert "evil" not in text(response)
