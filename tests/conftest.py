"""What every test may use: the services that are there, and a browser."""

import gc
import os
import shutil
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from installations import set_up_once

REQUIRED = os.environ.get("GONGKAI_REQUIRE_SERVICES") == "1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# Playwright's synchronous interface runs an event loop, in which Django refuses its ORM otherwise.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long an example takes on a busy machine says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A page on a busy machine may take longer than the five seconds that are usual.
expect.set_options(timeout=30_000)


# All that is collected stays until the end; to look for rubbish among it takes seconds each time.
gc.disable()


def pytest_collection_finish():
    """Look for rubbish again, in what comes from now on."""
    gc.freeze()
    gc.enable()


# What is set up for all tests of such files takes long, so one process runs them all.
TOGETHER = {
    "tests/bench/test_smoke.py": "bench",
    "tests/bench/test_search_smoke.py": "bench",
    "tests/cli/test_demonstration_publishing.py": "demonstration of a later day",
    "tests/cli/test_demonstration_requests.py": "demonstration of a later day",
    "tests/portal/test_everyone_in_browser.py": "public pages",
    "tests/portal/test_every_page.py": "public pages",
    "tests/static_site/test_killed.py": "kept pages",
    "tests/static_site/test_servers.py": "kept pages",
}
# Tests that take long each and share nothing, so that any process may run each of them.
APART = {
    "tests/casework/test_every_history.py",
    "tests/documents/redactions/test_any_document.py",
    "tests/portal/test_bad_input.py",
}
# Whoever gets one of these last keeps the others waiting; files with a browser come after them.
LONGEST = (
    "tests/portal/test_everyone_in_browser.py",
    "tests/cli/test_demonstration_publishing.py",
    "tests/cli/test_installations.py",
    "tests/static_site/",
    "tests/journeys/",
    "tests/cli/test_demonstration_load.py",
    "tests/portal/test_bad_input.py",
    "tests/cli/test_backup.py",
    "tests/casework/test_every_history.py",
    "tests/search/test_killed.py",
)


class _Together(LoadScopeScheduling):
    """Gives each file, or group of files, to whichever process is free, in the order collected."""

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return nodeid if file in APART else TOGETHER.get(file, file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Schedule as said above, whatever distribution was asked for."""
    # How many tests a file has says little of how long they take.
    config.option.loadscopereorder = False
    return _Together(config, log)


def _turn(item):
    """Return the place of a test in the order of the run."""
    for place, path in enumerate(LONGEST):
        if item.nodeid.startswith(path):
            return place
    return len(LONGEST) + (item.get_closest_marker("browser") is None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Skip, with the reason, what needs a service that is not installed; begin with the longest."""
    items.sort(key=_turn)
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


_INDEXES = count()


@pytest.fixture(autouse=True)
def index_of_its_own(settings):
    """Keep the search index where no other test looks; nothing is made until one is built."""
    settings.GONGKAI_INDEX = settings.HOME / f"index-{next(_INDEXES)}"


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """Return a folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def set_up(shared_folder):
    """Return an installation that was set up from nothing, to be copied and left as it is."""
    return set_up_once(shared_folder)


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
                # A picture or a colour looked at while it still fades in differs at every look.
                "--force-prefers-reduced-motion",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()
