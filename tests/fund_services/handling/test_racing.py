"""Two people, or two workers, at one application at the same time: one does it, once."""

import os
import signal
import sys
import traceback
from functools import partial

import pytest
from django.db import connections

from fund_services.centre import file_rent, make_centre
from fund_services.handling.test_a_day import accepted, approved, proposed
from gongkai.fund_services.models import (
    Application,
    ApplicationEvent,
    CoreBusiness,
    CoreSending,
)
from gongkai.fund_services.operations.applications.accepting import accept_application
from gongkai.fund_services.operations.applications.correcting import ask_correction
from gongkai.fund_services.operations.applications.deciding import (
    approve_application,
    return_proposal,
)
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.fund_services.operations.applications.withdrawing import withdraw_application

pytestmark = pytest.mark.postgresql


@pytest.fixture
def office(race, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return make_centre()


def kinds(row):
    rows = ApplicationEvent.objects.filter(application=row).order_by("sequence")
    return list(rows.values_list("kind", flat=True))


def losers(results):
    return [str(each) for each in results if isinstance(each, ApplicationRefused)]


def test_two_handlers_accept_at_once_and_one_has_it(race, office):
    row = file_rent(office)
    results = race(
        *(
            partial(accept_application, application=row, version=row.version, **office.now(who))
            for who in (office.handler, office.second)
        )
    )
    assert len(losers(results)) == 1 and "新的办理情况" in losers(results)[0]
    assert kinds(row) == ["FILED", "ACCEPTED"]


def test_accepting_and_asking_for_a_correction_at_once(race, office):
    row = file_rent(office)
    results = race(
        partial(accept_application, application=row, version=1, **office.now(office.handler)),
        partial(
            ask_correction, application=row, version=1,
            missing=[{"name": "其他", "what": "缺少说明"}], **office.now(office.second),
        ),
    )  # fmt: skip
    assert len(losers(results)) == 1 and len(kinds(row)) == 2


def test_approving_and_returning_at_once_decides_one_thing(race, office):
    row = proposed(office, accepted(office, file_rent(office)))
    results = race(
        partial(approve_application, application=row, version=None,
                **office.now(office.reviewer)),
        partial(return_proposal, application=row, version=None, reason="再核对",
                **office.now(office.reviewer)),
        partial(approve_application, application=row, version=None,
                **office.now(office.reviewer)),
    )  # fmt: skip
    assert len(losers(results)) == 2
    assert CoreSending.objects.count() == kinds(row).count("APPROVED") <= 1


def test_two_workers_send_one_business_once(race, office):
    row = approved(office, proposed(office, accepted(office, file_rent(office))))
    for _ in range(2):
        results = race(
            *(
                partial(exchange_with_core, on=office.on, at=office.at, core=office.core)
                for _ in range(3)
            )
        )
        assert not [each for each in results if isinstance(each, Exception)]
    told = kinds(row)
    assert CoreBusiness.objects.count() == 1
    assert [told.count(each) for each in ("SEND_BEGUN", "SENT")] == [1, 1]
    exchange_with_core(on=office.on, at=office.at, core=office.core)
    assert Application.objects.get(pk=row.pk).state == "GRANTED"
    assert kinds(row).count("GRANTED") == 1


def test_withdrawing_while_it_is_sent_is_one_or_the_other(race, office):
    row = approved(office, proposed(office, accepted(office, file_rent(office))))
    race(
        partial(exchange_with_core, on=office.on, at=office.at, core=office.core),
        partial(withdraw_application, application=row, account=office.account,
                on=office.on, at=office.at),
    )  # fmt: skip
    withdrawn = Application.objects.get(pk=row.pk).state == "WITHDRAWN"
    assert CoreBusiness.objects.count() == (0 if withdrawn else 1)


class Deadly:
    """A line to the business system on which the worker is killed once the system has answered."""

    def __init__(self, core):
        self._core = core

    def submit(self, business, *, once, at):
        try:
            self._core.submit(business, once=once, at=at)
        except BaseException:
            traceback.print_exc()
            raise
        os.kill(os.getpid(), signal.SIGKILL)


def killed_while_sending(office):
    """Send in a process of its own that is killed with -9; return the signal that ended it."""
    # Neither process may know of a line that the other opened; each makes its own.
    line = connections["default"]
    line.close()
    child = os.fork()
    if child == 0:
        try:
            # Where a browser runs in this process, the new one would look for its lines elsewhere.
            connections["default"] = line
            exchange_with_core(on=office.on, at=office.at, core=Deadly(office.core))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status)


def test_a_worker_killed_between_taking_and_recording_sends_nothing_twice(race, office):
    row = approved(office, proposed(office, accepted(office, file_rent(office))))
    assert killed_while_sending(office) == signal.SIGKILL
    assert (CoreBusiness.objects.count(), kinds(row)[-1]) == (1, "SEND_BEGUN")
    assert exchange_with_core(on=office.on, at=office.at, core=office.core) == 0
    office.pass_by(minutes=11)
    while exchange_with_core(on=office.on, at=office.at, core=office.core):
        pass
    assert Application.objects.get(pk=row.pk).state == "GRANTED"
    assert CoreBusiness.objects.count() == 1 and kinds(row).count("SEND_BEGUN") == 1
