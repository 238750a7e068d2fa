"""Requests that were on record before cases had states get theirs, and can be found again."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from factories import AgencyFactory
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.applying import applicant_digest
from gongkai.casework.operations.history import begin
from gongkai.rules.clock import Entry, Event

STATES = import_module("gongkai.casework.migrations.0006_states")
HISTORIES = {
    "RECEIVED": [Event.RECEIVED],
    "WAITING_CORRECTION": [Event.RECEIVED, Event.CORRECTION_ASKED],
    "CLOSED": [Event.RECEIVED, Event.REPLIED],
}


@pytest.mark.django_db
def test_states_and_digests_follow_from_what_was_there():
    agency = AgencyFactory()
    for state, events in HISTORIES.items():
        request = DisclosureRequest(
            agency=agency, register_no=state, channel="IN_PERSON", wanted="归集情况",
            applicant_kind="NATURAL_PERSON", identity_number="１１０101 19900307779x",
            outcome="DISCLOSED" if state == "CLOSED" else "",
        )  # fmt: skip
        entries = [Entry(date(2023, 5, 4 + day), event) for day, event in enumerate(events)]
        begin(agency=agency, requests=[request], histories=[entries], calendar=working_calendar())
    DisclosureRequest.objects.update(state="AWAITING_CONFIRMATION", applicant_digest="")
    STATES.set_states(apps, None)
    STATES.set_digests(apps, None)
    found = dict(DisclosureRequest.objects.values_list("register_no", "state"))
    assert found == {state: state for state in HISTORIES}
    digests = set(DisclosureRequest.objects.values_list("applicant_digest", flat=True))
    assert digests == {applicant_digest("11010119900307779X")}
