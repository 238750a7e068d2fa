"""An office with a year of records, and the people who work in it."""

from types import SimpleNamespace

import pytest
from django.test import Client

from annual_reports.year import YEAR, fill
from factories import AgencyFactory, OfficerFactory, UserFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def static_files_from_the_source(settings):
    """Serve styles and scripts without collecting them first."""
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture
def office(db):
    """Return an organ with records around 2023, its people, and a person of another organ."""
    agency = AgencyFactory(name="丙市住房公积金管理中心", short_name="丙市中心", is_default=True)
    fill(agency)
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, name="王经办", clerk=True),
        reviewer=OfficerFactory(agency=agency, name="李审核", reviewer=True),
        head=OfficerFactory(agency=agency, name="张主任", head=True),
        retired=OfficerFactory(agency=agency, name="孙离任"),
        outsider=OfficerFactory(name="赵外人", head=True),
        nobody=UserFactory(),
    )


def desk(officer):
    """Return a browser in which an officer (or a bare user) is signed in."""
    client = Client()
    client.force_login(getattr(officer, "user", officer), backend=BACKEND)
    return client


@pytest.fixture
def opened(office):
    """Return the address of the year's report, after the clerk has opened it."""
    base = f"/console/annual-reports/{YEAR}/"
    desk(office.clerk).post(f"{base}open/")
    return base


def notes(response):
    """Return the messages that a step left for the next page."""
    return [str(message) for message in response.wsgi_request._messages]


def write(officer, base, part, template, version=1):
    """Save one part of the narrative in the console."""
    data = {"template": template, "version": version}
    return desk(officer).post(f"{base}narrative/{part}/", data)


def signed(office, base):
    """Take a report through the console from writing to signature."""
    write(office.clerk, base, "problems", "一是时效还有差距。二是形式不够丰富。")
    desk(office.clerk).post(f"{base}sign-off/submit/")
    desk(office.reviewer).post(f"{base}sign-off/sign/", {"verdict": "PASS", "opinion": "同意"})
    return desk(office.head).post(f"{base}sign-off/sign/", {"verdict": "PASS", "opinion": ""})
