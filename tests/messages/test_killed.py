"""A worker killed for good while the gateway is at it: no message twice, none lost."""

import json
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from factories import AgencyFactory
from gongkai.messages.models import Dispatch
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.operations.claiming import LEASE
from messages.sms_server import KEY
from messages.telling import PHONE, passing, told

pytestmark = pytest.mark.django_db(databases=[])
WORKER = """
import json, sys
from datetime import datetime
import django
django.setup()
from django.db import connection
from gongkai.messages.operations.carrying import carry_due
connection.settings_dict["NAME"] = json.loads(sys.argv[1])
carry_due(at=datetime.fromisoformat(sys.argv[2]))
"""


def worker(sms, at):
    """Start another process that sends what is due from the database of this test."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.test",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "GONGKAI_SECRET_KEY": settings.SECRET_KEY,
        "GONGKAI_FIELD_KEY": settings.GONGKAI_FIELD_KEY,
        "GONGKAI_SMS_URL": sms.address.replace("//", f"//{KEY.number}:{KEY.secret}@"),
    }
    name = json.dumps(str(connection.settings_dict["NAME"]))
    return subprocess.Popen([sys.executable, "-c", WORKER, name, at.isoformat()], env=environment)


@pytest.mark.parametrize("fault", ["hangs", ""])
def test_killed_with_kill_9_it_is_sent_once(fault, race, sms, at):
    row = told(AgencyFactory(), at)
    if fault:
        sms.faults.append(fault)
    process = worker(sms, at)
    while not sms.texts[PHONE] and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert sms.texts[PHONE] == 1
    row.refresh_from_db()
    if fault:
        assert row.state == "SENDING" and carry_due(at=at) == 0
    sms.now = at + LEASE
    carry_due(at=sms.now)
    row, _ = passing(row, sms, sms.now)
    assert (row.state, sms.texts[PHONE]) == ("SENT", 1)
    assert Dispatch.objects.count() == 1
