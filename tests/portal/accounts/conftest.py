"""A centre whose business system knows made-up people."""

import pytest
from django.utils import timezone

from factories import AgencyFactory
from fund_services.core_people import DEPOSITING, fill_core, person
from messages.sms_server import KEY, SmsServer


@pytest.fixture
def centre(db, on):
    """Return a fund centre, the site's own, whose business system is filled."""
    fill_core(on)
    return AgencyFactory(name="某某市住房公积金管理中心", is_default=True)


@pytest.fixture
def worker(centre):
    """Return a worker whom the business system knows."""
    return person(DEPOSITING)


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
    gateway.now = timezone.now()
    settings.GONGKAI_SMS = {"base": gateway.address, "key": KEY.number, "secret": KEY.secret}
    settings.GONGKAI_OUTLET_SECONDS = 3
    return gateway
