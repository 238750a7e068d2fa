"""A process that files requests is killed outright: what it filed is whole, nothing beside it."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as in_use
from django.db import connection

from casework.standing import faults
from factories import AgencyFactory, OfficerFactory
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseEvent, CaseFile, DisclosureRequest

# Files one request after the other and tells of each, until somebody ends it.
FILING = """
import itertools
import django
django.setup()
from django.conf import settings
from casework.asking import NOTE, filed
from gongkai.agencies.models import Agency
settings.GONGKAI_FILES = {files!r}
agency = Agency.objects.get()
for number in itertools.count():
    case = filed(agency, attachments=[NOTE], wanted=f"第{{number}}项信息").request
    print(case.register_no, flush=True)
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(race, tmp_path):
    """Return an organ with a clerk, on a database that other processes see too."""
    agency = AgencyFactory()
    OfficerFactory(agency=agency, clerk=True)
    return agency


def filing(folder):
    """Return a process that files requests."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.test",
        "GONGKAI_TEST_DATABASE": address(connection.settings_dict),
        "GONGKAI_SECRET_KEY": in_use.SECRET_KEY,
        "GONGKAI_FIELD_KEY": in_use.GONGKAI_FIELD_KEY,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    script = FILING.format(files=str(folder / "files"))
    return subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True
    )


def address(settings):
    """Return a database's settings as an address."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user, word = settings["USER"], quote(settings["PASSWORD"], safe="")
    return f"postgresql://{user}:{word}@{quote(settings['HOST'], safe='')}/{settings['NAME']}"


def killed(process, after):
    """Kill a process once it has filed some requests; return the numbers that it told of."""
    numbers = [process.stdout.readline().strip() for _ in range(after)]
    process.kill()
    rest = process.stdout.read().split()
    process.wait(timeout=30)
    process.stdout.close()
    return numbers + rest


def whole():
    """Insist that each case has all that belongs to it, and that nothing belongs to none."""
    numbers = sorted(DisclosureRequest.objects.values_list("register_no", flat=True))
    assert numbers == [f"SQ2024-{number:05}" for number in range(1, len(numbers) + 1)]
    for rows in (
        CaseEvent.objects.filter(event="ARRIVED").values_list("request__register_no", flat=True),
        CaseFile.objects.values_list("request__register_no", flat=True),
        AuditEntry.objects.filter(action="request.filed").values_list("subject", flat=True),
    ):
        assert sorted(rows) == numbers
    assert faults() == []
    return numbers


@pytest.mark.parametrize("after", [1, 7, 20])
def test_what_one_filed_before_it_was_killed_is_whole(office, tmp_path, after):
    told = killed(filing(tmp_path), after)
    numbers = whole()
    # It may have been killed between filing the last one and telling of it.
    assert len(told) >= after and len(numbers) - len(told) in (0, 1)


def test_one_that_is_killed_does_not_hold_up_another(office, tmp_path):
    first, second = filing(tmp_path), filing(tmp_path)
    told = killed(first, 5)
    told += killed(second, 10)
    numbers = whole()
    assert set(told) <= set(numbers) and len(numbers) - len(told) in (0, 1, 2)
