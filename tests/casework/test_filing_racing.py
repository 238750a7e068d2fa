"""People who file at the same moment: numbers without gaps, one case for a form sent twice."""

from functools import partial

from casework.asking import AT, NOW, ON, filed
from factories import AgencyFactory, OfficerFactory
from gongkai.casework.models import CaseEvent, DisclosureRequest
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.confirming import confirm_receipt, drop_request
from gongkai.rules.lifecycle import EventNotAllowed


def test_numbers_follow_each_other_without_gap(race):
    agency = AgencyFactory()
    results = race(*[partial(filed, agency)] * 5)
    assert not [result for result in results if isinstance(result, Exception)], results
    numbers = DisclosureRequest.objects.order_by("register_no").values_list(
        "register_no", flat=True
    )
    assert list(numbers) == [f"SQ2024-0000{number}" for number in range(1, 6)]


def test_a_form_sent_twice_at_once_is_one_case(race):
    agency = AgencyFactory()
    results = race(*[partial(filed, agency, token="t" * 24)] * 3)
    assert len({(each.request.pk, each.query_code) for each in results}) == 1
    assert DisclosureRequest.objects.count() == CaseEvent.objects.count() == 1


def test_of_two_officers_one_confirms_and_the_other_is_told(race):
    agency = AgencyFactory()
    first, second = OfficerFactory.create_batch(2, agency=agency, clerk=True)
    case = filed(agency, on=ON, at=AT).request
    results = race(
        partial(confirm_receipt, request=case, version=1, confirmed_on=ON, officer=first, **NOW),
        partial(drop_request, request=case, version=1, reason="联系不上", officer=second, **NOW),
    )
    refused = [result for result in results if isinstance(result, CaseChanged | EventNotAllowed)]
    assert len(refused) == 1
    case.refresh_from_db()
    assert case.version == 2 and case.history.count() == 2
