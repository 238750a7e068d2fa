"""Lets the tests of this folder race real connections, and keeps their files apart."""

import pytest

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from publications.wechat_server import WeChatServer


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep what is uploaded in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def platform():
    """Run a WeChat platform of our own for the tests of one process."""
    server = WeChatServer()
    yield server
    server.close()


@pytest.fixture
def wechat(platform, settings):
    """Return the WeChat platform, empty, in the place of the real one."""
    platform.reset()
    settings.GONGKAI_WECHAT_API = platform.address
    settings.GONGKAI_OUTLET_SECONDS = 0.4
    return platform
