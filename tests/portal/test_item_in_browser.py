"""An item's page and the fixed parts in a browser: at any width, without barriers, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from factories import ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.publications.operations.drafting import save_item
from gongkai.publications.operations.linking import link_items
from portal.test_item_files import CAPTIONS, FILM
from portal.test_item_page import PNG, accepted, with_file
from portal.test_pages_in_browser import overflow
from publications.office import NOW, content, drafted, office, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, settings, tmp_path):
    """Return the addresses of an item that has everything, and of the fixed parts."""
    settings.GONGKAI_FILES = tmp_path
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(
        code="gjj", is_default=True, name="某某市住房公积金管理中心"
    )
    place.agency.refresh_from_db()
    old = published(place, title="关于住房公积金贷款额度的通知", validity="IN_FORCE")
    item, picture = with_file(place, drafted(place), "网点.png", PNG, "IMAGE", "新网点正门")
    item, sheet = with_file(place, item, "各网点办公时间一览表.txt", "时间表".encode())
    item, _film = with_file(place, item, "讲解.mp4", FILM, "VIDEO", "办公时间讲解")
    item, _words = with_file(place, item, "讲解.vtt", CAPTIONS)
    cells = "".join(f"<th>第{n}列的表头</th>" for n in range(12))
    body = (
        "<h2>一、调整办公时间</h2><p>为方便职工办理业务，自2024年2月1日起，各网点的办公时间调整如下。"
        "请职工合理安排时间，也可以通过手机客户端、网上营业厅办理。</p>"
        f"<table><tbody><tr>{cells}</tr><tr>{cells.replace('th>', 'td>')}</tr></tbody></table>"
        f'<p><img src="file:{picture.pk}" alt="新网点正门"></p>'
        "<h2>二、其他事项</h2><ol><li>法定节假日另行通知。</li>"
        f'<li>详见<a href="file:{sheet.pk}">一览表</a>。</li></ol>'
    )
    item = save_item(item=item, version=item.version, content=content(
        place, title="关于调整住房公积金各管理部营业网点办公时间和业务受理方式有关事项的通知",
        body=body, topic="住房公积金", issuer="某某市住房公积金管理中心", keywords="办公时间",
        source="本中心", document_no="某公积金〔2024〕3号", validity="IN_FORCE"),
        officer=place.drafter, **NOW)  # fmt: skip
    link_items(item=item, version=item.version, target=old, kind="REPEALS",
               officer=place.drafter, **NOW)  # fmt: skip
    item.refresh_from_db()
    new = published(place, accepted(place, item))
    reading = drafted(place, title="图解：网点办公时间调整")
    link_items(item=reading, version=reading.version, target=new, kind="INTERPRETS",
               officer=place.drafter, **NOW)  # fmt: skip
    reading.refresh_from_db()
    published(place, reading)
    budget = ColumnFactory(agency=place.agency, name="财政预算决算", code="budget",
                           part="STATUTORY", statutory_no="20-7")  # fmt: skip
    ItemFactory.create_batch(7, column=budget, title="某某市住房公积金管理中心2023年度部门预算公开")
    return live_server.url, [
        f"/xinxi/gjj/{new.pk}/", f"/xinxi/gjj/{old.pk}/", f"/xinxi/gjj/{new.pk}/?print=1",
        "/xinxi/gjj/gongkai/",
    ]  # fmt: skip


def test_no_page_has_a_barrier_or_scrolls_sideways(chromium, site):
    address, pages = site
    found = []
    page = chromium.new_page()
    for path in pages:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + path, wait_until="load")
            if overflow(page) > 0:
                found.append((path, width, "scrolls sideways"))
            if width != 320:
                found += [
                    (path, width, one["id"], one["nodes"][0]["html"])
                    for one in Axe().run(page).response["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
    assert found == []


def test_a_reader_follows_text_table_file_and_the_text_it_repeals(chromium, site):
    address, pages = site
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + pages[1], wait_until="load")
    page.get_by_role("note").get_by_role("link", name="关于调整").click()
    page.wait_for_url(f"**{pages[0]}")
    frame = page.get_by_role("region", name="表格")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    assert page.get_by_role("img", name="新网点正门").evaluate("e => e.naturalWidth") == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="各网点办公时间一览表.txt").click()
    assert download.value.suggested_filename == "各网点办公时间一览表.txt"
    share = page.locator("#share svg").bounding_box()
    assert share["width"] >= 100 and abs(share["width"] - share["height"]) < 1
    track = page.locator("video track").evaluate(
        """async track => {
            track.track.mode = "showing";
            for (let i = 0; i < 200 && track.readyState < 2; i++)
                await new Promise(done => setTimeout(done, 50));
            return track.track.cues && track.track.cues.length;
        }"""
    )
    assert track == 1
    page.emulate_media(media="print")
    for name in ("nav.main", ".crumbs", ".item-turn", ".more"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator(".item-body table").is_visible()
