"""The queue: the most urgent first, nothing lost between pages, found by number, words, person."""

from datetime import date

import pytest

from factories import AgencyFactory, CaseFactory, DepartmentFactory, OfficerFactory
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.queries import queue
from gongkai.casework.queries.queue import CLOSED, PageUnknown, Wanted, queue_page
from gongkai.casework.queries.urgency import at_level, tally_of
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.clock import Entry, Event
from gongkai.rules.urgency import UrgencyLevel

TODAY = date(2024, 1, 30)


def received(day):
    return (Entry(date(2024, 1, day), Event.RECEIVED),)


def waiting(day):
    return (*received(2), Entry(date(2024, 1, day), Event.CORRECTION_ASKED))


@pytest.fixture
def agency(db):
    return AgencyFactory()


@pytest.fixture
def officer(agency):
    return OfficerFactory(agency=agency, clerk=True)


@pytest.fixture
def cases(agency):
    """Return cases by the level at which they stand on TODAY."""
    CaseFactory(agency=AgencyFactory(), entries=received(2))
    closed = (*received(2), Entry(date(2024, 1, 9), Event.REPLIED))
    return {
        "overdue": CaseFactory(agency=agency, entries=(Entry(date(2023, 12, 28), Event.RECEIVED),)),
        "today": CaseFactory(agency=agency, entries=received(2)),
        "near": CaseFactory(agency=agency, entries=received(8)),
        "calm": CaseFactory(agency=agency, entries=received(29)),
        "waiting": CaseFactory(agency=agency, entries=waiting(8),
                               correction_until=date(2024, 2, 20)),
        "lapsed": CaseFactory(agency=agency, entries=waiting(9),
                              correction_until=date(2024, 1, 20)),
        "arrived": CaseFactory(agency=agency, channel="ONLINE",
                               entries=(Entry(date(2024, 1, 29), Event.ARRIVED),)),
        "dropped": CaseFactory(agency=agency, channel="ONLINE", entries=(
            Entry(date(2024, 1, 9), Event.ARRIVED), Entry(date(2024, 1, 12), Event.DROPPED))),
        "closed": CaseFactory(agency=agency, entries=closed, outcome="DISCLOSED"),
    }  # fmt: skip


@pytest.fixture
def names(agency, officer, cases):
    """Return a function that tells which cases a page shows, and where the next one begins."""
    known = {case.pk: name for name, case in cases.items()}

    def run(after="", **given):
        page = queue_page(agency, officer, Wanted(**given), on=TODAY, after=after,
                          calendar=working_calendar())  # fmt: skip
        return [known[line.case.pk] for line in page.lines], page.next_after

    return run


OPEN = ["overdue", "today", "near", "calm", "waiting", "lapsed", "arrived"]


def test_open_cases_come_by_their_day_and_those_without_one_last(names):
    assert names() == (OPEN, "")
    assert names(scope=CLOSED) == (["closed"], "")


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6, 7])
def test_pages_of_any_size_lose_and_repeat_nothing(size, names, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", size)
    seen, after = [], ""
    for _page in range(8):
        found, after = names(after)
        seen += found
        if not after:
            break
    assert seen == OPEN


def test_cases_of_one_day_are_told_apart_between_pages(agency, officer, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    same = CaseFactory.create_batch(5, agency=agency, entries=received(2))
    seen, after = [], ""
    for _page in range(3):
        page = queue_page(agency, officer, Wanted(), on=TODAY, after=after,
                          calendar=working_calendar())  # fmt: skip
        seen += [line.case for line in page.lines]
        after = page.next_after
    assert (seen, after) == (same, "")


@pytest.mark.parametrize("after", ["x", "2024-13-01.1", "2024-01-01", "none.", "2024-01-01.1.1"])
def test_a_place_nobody_gave_out_is_refused(after, names):
    with pytest.raises(PageUnknown):
        names(after)


LEVELS = {
    "OVERDUE": ["overdue"],
    "TODAY": ["today"],
    "SOON": [],
    "NEAR": ["near", "lapsed"],
    "CALM": ["calm"],
    "WAITING": ["waiting"],
    "NONE": ["arrived"],
}


def test_counts_and_filter_of_each_level_agree(agency, names):
    calendar = working_calendar()
    tally = tally_of(agency, TODAY, calendar)
    assert tally.total == len(OPEN)
    for level, found in LEVELS.items():
        assert names(level=level)[0] == found
        assert tally.counts[UrgencyLevel(level)] == len(found)
        condition = at_level(agency, UrgencyLevel(level), TODAY, calendar)
        rows = DisclosureRequest.objects.filter(condition, agency=agency, closed_on=None)
        assert rows.exclude(state="DROPPED").count() == len(found)


def test_an_unknown_level_filters_nothing(names):
    assert names(level="HOT")[0] == OPEN


def test_filters_narrow_each_other(agency, officer, cases, names):
    department = DepartmentFactory(agency=agency)
    DisclosureRequest.objects.filter(pk__in=[cases["near"].pk, cases["calm"].pk]).update(
        department=department, handler=officer
    )
    assert names(mine=True)[0] == ["near", "calm"]
    assert names(handler=officer.pk, level="NEAR")[0] == ["near"]
    assert names(department=department.pk, state="RECEIVED")[0] == ["near", "calm"]
    assert names(state="WAITING_CORRECTION")[0] == ["waiting", "lapsed"]
    assert names(channel="ONLINE")[0] == ["arrived"]


def test_cases_are_found_by_number_words_and_person(cases, names):
    number = "110105194912310029"
    DisclosureRequest.objects.filter(pk=cases["near"].pk).update(
        applicant_digest=keyed_digest("applicant", number), wanted="拆迁补偿方案"
    )
    DisclosureRequest.objects.filter(pk=cases["today"].pk).update(document_title="预算报告")
    assert names(text="拆迁")[0] == ["near"]
    assert names(text="预算")[0] == ["today"]
    assert names(text=number)[0] == ["near"]
    assert names(text=f" {cases['calm'].register_no.lower()} ")[0] == ["calm"]
    assert names(text="%")[0] == names(text="_")[0] == []
