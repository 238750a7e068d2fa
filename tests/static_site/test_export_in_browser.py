"""An exported folder opened from the disk in Chromium: it looks and leads as the site does."""

import re
import socket
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from gongkai.publications.models import Item, ItemRevision
from gongkai.static_site.exporting import export
from portal.page_types import whole_site
from portal.test_pages_in_browser import overflow
from static_site.keeping import built

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

OTHERS = "127.0.0.1"
_LOOKED_AT = """() => ({
  sheets: [...document.querySelectorAll('link[rel=stylesheet]')].map(each => !!each.sheet),
  styled: getComputedStyle(document.querySelector('footer.site, footer, main')).display === 'block'
    && getComputedStyle(document.body).marginTop === '0px',
  pictures: [...document.images].filter(each => each.loading !== 'lazy' || each.complete)
    .map(each => [each.getAttribute('src'), each.complete && each.naturalWidth > 0]),
  links: [...document.querySelectorAll('a[href], link[href], source[src], video[src]')]
    .map(each => each.href || each.src),
})"""


@pytest.fixture
def elsewhere():
    """Return another server, which nobody must ask; whoever does waits in its line."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture
def copy(settings, tmp_path, elsewhere):
    """Return an exported folder of a site with everything, and the pages of every type in it."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    pages = whole_site()
    _with_a_picture_of_others(pages["一条信息"], elsewhere.getsockname()[1])
    target = tmp_path / "导出 100%"
    export(built(timezone.now()), target)
    places = {target / path.partition("?")[0][1:] / "index.html" for path in pages.values()}
    return target, sorted(place for place in places if place.is_file())


def _with_a_picture_of_others(path, port):
    """Let an old item show a picture that stands with others, as imported ones may."""
    item = Item.objects.get(pk=re.findall(r"\d+", path)[-1])
    other = Item.objects.exclude(pk=item.pk).exclude(public_revision=None).first()
    revision = ItemRevision.objects.get(pk=(other or item).public_revision_id)
    outside = f'<p><img src="http://127.0.0.1:{port}/x.png" alt="别处的图"></p>'
    revision.content["body"] += outside
    revision.save()


def _failed(request):
    """Tell whether a request came to nothing, other than by leaving the page while it loads."""
    return request.failure != "net::ERR_ABORTED"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_copy_on_the_disk_looks_and_leads_as_the_site_does(copy, elsewhere, chromium, width):
    target, places = copy
    assert len(places) > 15
    window = chromium.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    page = window.new_page()
    asked, failed, told = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url) if _failed(request) else 0)
    page.on("pageerror", lambda error: told.append(str(error)))
    inside = target.as_uri() + "/"
    for place in places:
        page.goto(place.as_uri())
        looked = page.evaluate(_LOOKED_AT)
        # What is shown when nothing else works carries its styles itself.
        assert looked["sheets"] or "cuowu" in place.parts, place
        assert all(looked["sheets"]), place
        assert looked["styled"], place
        assert overflow(page) <= 0, place
        lost = [src for src, seen in looked["pictures"] if not seen and OTHERS not in src]
        assert lost == [], place
        for link in looked["links"]:
            if link.startswith("file:"):
                assert link.startswith(inside), (place, link)
                assert Path(unquote(urlsplit(link).path)).is_file(), (place, link)
    # The browser wants the picture of others, and is forbidden to ask for it.
    outside = [each for each in asked if not each.startswith((inside, "data:"))]
    assert [each for each in failed if OTHERS not in each] == [] and told == []
    assert outside == [each for each in failed if OTHERS in each] != []
    with pytest.raises(BlockingIOError):
        elsewhere.accept()
    _walk(page, target)


def _walk(page, target):
    """Go from the home page to an item, its attachment and back, by links alone."""
    page.goto((target / "index.html").as_uri())
    item = page.get_by_role("link", name="关于调整各营业网点办公时间的通知").first
    item.click()
    assert re.search(r"/xinxi/gjj/\d+/index\.html$", page.url)
    assert page.get_by_role("heading", level=1).inner_text().startswith("关于调整")
    file = page.get_by_role("link", name="一览表").first.get_attribute("href")
    kept = Path(unquote(urlsplit(page.url).path)).parent / unquote(file)
    assert kept.read_bytes() == "时间表".encode()
    page.get_by_role("navigation", name="当前位置").get_by_role("link", name="首页").click()
    assert page.url.endswith("/index.html") and "/xinxi/" not in page.url
