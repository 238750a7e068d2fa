"""Gateways of our own in the place of the real ones, and people to tell."""

import pytest

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from factories import AgencyFactory, OfficerFactory
from messages.sms_server import KEY, SmsServer
from publications.wechat_server import WeChatServer


@pytest.fixture(scope="session")
def gateway():
    """Run an SMS gateway for the tests of one process."""
    server = SmsServer()
    yield server
    server.close()


@pytest.fixture
def sms(gateway, settings):
    """Return the SMS gateway, empty, as the installation's."""
    gateway.reset()
    settings.GONGKAI_SMS = {"base": gateway.address, "key": KEY.number, "secret": KEY.secret}
    settings.GONGKAI_OUTLET_SECONDS = 3
    return gateway


@pytest.fixture(scope="session")
def platform():
    """Run a WeChat platform for the tests of one process."""
    server = WeChatServer()
    yield server
    server.close()


@pytest.fixture
def wechat(platform, settings, at):
    """Return the WeChat platform, empty, in the place of the real one."""
    platform.reset()
    platform.now = at
    settings.GONGKAI_WECHAT_API = platform.address
    settings.GONGKAI_OUTLET_SECONDS = 3
    return platform


@pytest.fixture
def agency(db):
    """Return an organ."""
    return AgencyFactory(name="丙市住房公积金管理中心", short_name="丙市中心")


@pytest.fixture
def head(agency):
    """Return the head of the organ's office."""
    return OfficerFactory(agency=agency, name="张主任", head=True)
