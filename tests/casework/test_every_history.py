"""Whatever is tried, in whatever order: what is refused leaves no trace, and the rest adds up."""

import os
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from casework.office import new_office
from casework.office_letters import Letters
from factories import DepartmentFactory, OfficerFactory
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.reminding import remind
from gongkai.rules.clock import Channel, Event
from gongkai.rules.letters import LetterKind
from gongkai.rules.lifecycle import ACTS, next_events

# To search for longer: GONGKAI_HISTORIES=500 tries that many, other ones each time, and shortens
# a history that fails.
EXAMPLES = int(os.environ.get("GONGKAI_HISTORIES", "0"))
_NOTICES = [kind for kind in LetterKind if kind is not LetterKind.REPLY]
_DIRECT = {
    Event.RECEIVED: Letters.received,
    Event.DROPPED: Letters.dropped,
    Event.FEE_PAID: Letters.paid,
    Event.SEARCH_ORDERED: Letters.search_ordered,
    Event.SEARCH_ANSWERED: Letters.search_answered,
    Event.THIRD_PARTY_ANSWERED: Letters.opinion,
    Event.ORGAN_ANSWERED: Letters.opinion,
    Event.SPLIT: Letters.split,
    Event.JOINED: Letters.joined,
    Event.ARCHIVED: Letters.archived,
}
_BESIDE = [
    Letters.fee_accepted, Letters.notice_withdrawn, Letters.linked, Letters.assigned,
    Letters.disputed, Letters.logged, Letters.severed, Letters.corrected_entry,
    Letters.corrected_entry, Letters.letter_touched, Letters.letter_touched, Letters.opinion,
]  # fmt: skip
REACHED = {"take_in", "draft_letter", "submit_letter", "sign_letter", "issue_letter"}
_SEEDS = st.integers(0, 2**32)
_WHAT = ["next"] * 8 + ["reply", "reply", "any"] + ["beside"] * 4


class EveryHistory(Letters):
    """Draws what is tried next."""

    @initialize(seed=_SEEDS)
    def begin(self, seed):
        for channel in (Channel.IN_PERSON, Channel.MAIL_SIGNED):
            self.take(self.chance(seed), channel)

    @precondition(lambda self: DisclosureRequest.objects.count() < 7)
    @rule(seed=_SEEDS)
    def somebody_asks(self, seed):
        data = self.chance(seed)
        self.file(data) if data.draw((True, False)) else self.take(data)

    @rule(days=st.sampled_from([1, 1, 2, 5, 7, 15, 21]))
    def time_passes(self, days):
        self.days_pass(days)
        self.do(remind)

    @precondition(lambda self: DisclosureRequest.objects.exists())
    @rule(seed=_SEEDS)
    def somebody_acts(self, seed):
        self.acts(self.chance(seed))

    # Rules of an example are often left out, and this is most of what there is.
    @precondition(lambda self: DisclosureRequest.objects.exists())
    @rule(first=_SEEDS, then=_SEEDS, last=_SEEDS)
    def several_act(self, first, then, last):
        for drawn in (first, then, last):
            self.acts(self.chance(drawn))

    def acts(self, data):
        """Try what may come next, or anything else."""
        case, what = self.case(data), data.draw(_WHAT, "tries")
        if what == "next":
            events = sorted(next_events(self.entries(case)))
            if events:
                self.enter(data, case, data.draw(events, "may be next"))
        elif what == "reply":
            self.letter(data, case, LetterKind.REPLY)
        elif what == "any":
            self.enter(data, case, data.draw(Event, "any"))
        else:
            data.draw(_BESIDE, "beside")(self, data, case)

    def enter(self, data, case, event):
        """Try what enters an event."""
        if event in _DIRECT:
            _DIRECT[event](self, data, case)
        elif ACTS[event].letter:
            self.letter(data, case, LetterKind(ACTS[event].letter))
        elif event is Event.LETTER_SENT:
            self.letter(data, case, data.draw(_NOTICES))
        elif event in (Event.SERVED, Event.SERVICE_FAILED):
            self.served(data, case, event is Event.SERVICE_FAILED)
        elif "APPLICANT" in ACTS[event].who and event is not Event.ARRIVED:
            self.applicant_acts(data, case, event)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "start", [date(2023, 11, 20), date(2026, 11, 16)], ids=["over new year", "no calendar ahead"]
)
def test_every_history(start, people):
    given = {"office": people, "start": start, "done": Counter(), "refused": Counter()}
    machine = type("EveryHistory", (EveryHistory,), given)
    if not EXAMPLES:
        seed(start.toordinal())(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES or 5,
            stateful_step_count=40,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, *([Phase.shrink] if EXAMPLES else [])],
            print_blob=True,
        ),
    )
    # Else it would prove little.
    assert {*machine.done} >= REACHED and {*machine.refused} >= REACHED


@pytest.fixture
def people(settings, tmp_path):
    """Return the people of an office, of whom only some may do each thing."""
    settings.GONGKAI_FILES = tmp_path / "files"
    office = new_office()
    department = DepartmentFactory(agency=office.agency, name="归集科")
    DepartmentFactory(agency=office.agency, name="贷款科")
    return {
        "clerk": office.clerk,
        "reviewer": office.reviewer,
        "head": office.head,
        "second": OfficerFactory(agency=office.agency, name="陈经办", clerk=True),
        "searcher": OfficerFactory(agency=office.agency, name="周检索", department=department),
        "outsider": office.outsider,
        "foreign": OfficerFactory(name="外机关", clerk=True),
    }
