from datetime import date

import pytest

from factories import AgencyFactory, CaseFactory
from gongkai.casework.operations.applying import applicant_digest
from gongkai.casework.queries.own_requests import requests_of_person

pytestmark = pytest.mark.django_db
NUMBER = "21999919830101003X"


def case(agency, number=NUMBER, **values):
    return CaseFactory(
        agency=agency, identity_number=number, applicant_digest=applicant_digest(number), **values
    )


def test_a_person_finds_what_was_filed_under_his_number_however_it_is_typed():
    agency = AgencyFactory()
    first = case(agency, arrived_on=date(2024, 1, 2))
    second = case(agency, " 219999 19830101 003x", arrived_on=date(2024, 1, 8))
    case(agency, "219999198101010019")
    case(AgencyFactory())
    for typed in (NUMBER, NUMBER.lower(), "２１９９９９19830101003X"):
        assert list(requests_of_person(agency, typed)) == [second, first]


def test_without_a_number_nothing_is_found():
    agency = AgencyFactory()
    CaseFactory(agency=agency, identity_number="", applicant_digest="")
    assert list(requests_of_person(agency, " ")) == []


def test_what_was_asked_for_is_not_even_fetched(django_assert_num_queries):
    agency = AgencyFactory()
    case(agency)
    with django_assert_num_queries(1):
        [found] = requests_of_person(agency, NUMBER)
    assert {"wanted", "applicant_name", "phone"} <= found.get_deferred_fields()
