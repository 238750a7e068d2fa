"""The demonstration asks the public: something of everything, and nothing in the report's year."""

from datetime import UTC, date, datetime

import pytest

from gongkai.agencies.models import Agency
from gongkai.cli.demonstration.participation import ask_the_public
from gongkai.oversight.queries import activities_of_year
from gongkai.participation.queries.faults import fault_year
from gongkai.participation.queries.office import in_hand, interviews_of
from gongkai.participation.queries.ratings import rates_overall
from gongkai.participation.queries.running import open_now
from gongkai.participation.queries.yearly import participation_of_year
from participation.asked import place

ON, AT = date(2026, 11, 27), datetime(2026, 11, 27, 2, tzinfo=UTC)


@pytest.fixture
def centre(db):
    """Return an organ with its people by role."""
    where = place()
    return where.agency, {"CLERK": where.clerk, "REVIEWER": where.reviewer}


def test_there_is_something_of_everything_once(centre):
    for _each in range(2):
        ask_the_public(*centre, on=ON, at=AT)
    agency = centre[0]
    assert [each.stem for each in open_now(agency, ON)] == ["interview", "survey", "consultation"]
    year = participation_of_year(agency, 2026)
    assert (year.rounds, year.received, year.results) == (4, 24, 2)
    assert (year.interviews_held, year.questions_received, year.questions_answered) == (1, 2, 2)
    hand = in_hand(agency, ON)
    assert (hand.opinions, hand.questions, hand.results, hand.faults) == (1, 1, 0, 2)
    assert fault_year(agency, 2026, ON).received == 3
    assert rates_overall(agency, ON, ON).total == 47
    assert interviews_of(agency).count() == 2


@pytest.mark.parametrize("on", [date(2024, 1, 10), date(2024, 3, 2)])
def test_nothing_of_it_counts_in_the_year_of_the_report(centre, on):
    ask_the_public(*centre, on=on, at=AT)
    assert sum(participation_of_year(centre[0], 2023)) == 0
    assert activities_of_year(2023).count() == 0
    assert Agency.objects.count() == 1
