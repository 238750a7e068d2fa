"""What every test may use: the services that are there, and a browser."""

import os
import shutil
from datetime import UTC, date, datetime

import pytest
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright

REQUIRED = os.environ.get("GONGKAI_REQUIRE_SERVICES") == "1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# Playwright's synchronous interface runs an event loop, in which Django refuses its ORM otherwise.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long an example takes on a busy machine says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A page on a busy machine may take longer than the five seconds that are usual.
expect.set_options(timeout=30_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Skip, with the reason, what needs a service that is not installed; begin with the longest."""
    # Whoever gets a journey last keeps the others waiting.
    items.sort(key=lambda item: "/journeys/" not in item.nodeid)
    missing = {
        "redis": None if os.environ.get("GONGKAI_TEST_REDIS") else "没有 Redis 服务",
        "browser": None if CHROMIUM else "没有安装 chromium",
        "libreoffice": None if shutil.which("soffice") else "没有安装 LibreOffice",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn every skip into a failure where all services must be there."""
    report = yield
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although GONGKAI_REQUIRE_SERVICES=1: {report.longrepr}"
    return report


@pytest.fixture
def on():
    """Return the day on which tests act."""
    return date(2024, 1, 10)


@pytest.fixture
def at():
    """Return the moment at which tests act."""
    return datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


@pytest.fixture
def chromium(running_chromium):
    """Return Chromium; the windows a test opened are closed after it.

    A window left open keeps its connection to the test server, whose end it would disturb.
    """
    yield running_chromium
    for context in running_chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def running_chromium():
    """Return a running Chromium, shared by the tests of one process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()
