"""Links to others: government sites at once, all else with a prompt, and none but our own."""

import html
import re

import pytest

from gongkai.agencies.models import Agency
from gongkai.portal.leaving import led_out, way_to
from gongkai.publications.models import Item
from gongkai.sites.models import SitePage
from portal.reading import text
from publications.office import office, published
from sites import making


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


BANK = "https://www.bank.example/a?b=1&c=2#d"


def test_in_a_text_what_leads_out_is_led_out_and_nothing_else():
    written = (
        f'<p><a href="{html.escape(BANK)}">银行</a> <a href="https://www.gov.cn/">中国政府网</a> '
        '<a href="/nianbao/">年报</a> <a href="http://gk.example.cn:8000/x/">本站</a> '
        '<a href="mailto:a@b.cn">信箱</a> <a href="tel:12329">电话</a> <a href="file:3">表</a></p>'
    )
    shown = led_out(written, {"gk.example.cn"})
    assert shown == written.replace(html.escape(BANK), html.escape(way_to(BANK)))
    assert led_out(shown, {"gk.example.cn"}) == shown


@pytest.mark.django_db
def test_links_in_items_and_pages_tell_that_one_leaves_and_what_is_stored_stays(client, settings):
    settings.ALLOWED_HOSTS = ["gk.example.cn"]
    client.defaults["HTTP_HOST"] = "gk.example.cn"
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(is_default=True)
    body = (
        f'<p>见<a href="{html.escape(BANK)}">银行</a>、<a href="https://www.gov.cn/">国务院</a>、'
        '<a href="https://gk.example.cn/nianbao/">年报</a>。</p>'
    )
    item = published(place, body=body)
    page = making.published(place, blocks=(
        {"kind": "TEXT", "html": body},
        {**making.LINKS, "links": [{"label": "银行", "target": BANK},
                            {"label": "年报", "target": "https://gk.example.cn/nianbao/"}]},
    ))  # fmt: skip
    there = f"/xinxi/{place.agency.code}/{item.pk}/"
    for address, times in ((there, 1), (f"/zhuanti/{page.slug}/", 2)):
        shown = text(client.get(address))
        assert shown.count("/likai/?to=https%3A%2F%2Fwww.bank.example") == times
        assert 'href="https://www.bank.example' not in shown
        assert 'href="https://www.gov.cn/">国务院' in shown
        assert 'href="https://gk.example.cn/nianbao/">年报' in shown
        way = html.unescape(re.search(r'"(/likai/[^"]*)"', shown)[1])
        assert BANK in html.unescape(text(client.get(way)))
    stored = Item.objects.get(pk=item.pk)
    assert body in (stored.body, stored.public_revision.content["body"])
    assert "likai" not in str(SitePage.objects.get(pk=page.pk).public_revision.content)
    assert "likai" not in text(client.get(f"/xinxi/{place.agency.code}/feed.rss"))
