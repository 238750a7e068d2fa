"""How heavy the home page is, and how soon its main part is seen on a slow telephone line."""

import shutil
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from bench.servers import granian, nginx
from bench.timing import Limit, Result

# What Lighthouse and Chromium's own tools call "slow 4G".
_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_MOST_KB, _MOST_REQUESTS, _LATEST = 100, 12, 1.5
_TURNS = 5
_PAINT = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) last = e.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(last), 1500);
})"""


def measured() -> list[Result]:
    """Return weight, requests and largest contentful paint; nothing where Chromium is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return []
    home = Path(settings.HOME)
    bare = home / "bare"
    bare.mkdir(exist_ok=True)
    with (
        granian("gongkai.config.wsgi:application", {}) as program,
        nginx(home, program, bare, home / "nginx") as (port, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = [_seen(browser.new_page(viewport={"width": 390, "height": 844}), port)
                 for _ in range(_TURNS)]  # fmt: skip
        browser.close()
    weights, requests, paints = zip(*found, strict=True)
    return [
        Limit("Home page, all that comes over the line", "nginx", "kB", weights, _MOST_KB + 0.1),
        Limit("Home page, requests", "nginx", "requests", requests, _MOST_REQUESTS + 1),
        Limit("Home page, largest contentful paint on slow 4G", "nginx", "s", paints, _LATEST),
    ]


def _seen(page: Page, port: int) -> tuple[float, float, float]:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", _LINE)
    asked: list[str] = []
    size = [0.0]
    page.on("request", lambda request: asked.append(request.url))
    session.on("Network.loadingFinished", lambda told: _add(size, told["encodedDataLength"]))
    page.goto(f"http://localhost:{port}/", wait_until="load")
    paint = float(page.evaluate(_PAINT))
    page.close()
    return size[0] / 1000, float(len(asked)), paint / 1000


def _add(size: list[float], length: float) -> None:
    size[0] += length
