"""People who publish or sign at the same moment: one of them wins, nothing is half done."""

from gongkai.publications.models import Publication, PublicationSeries
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.publishing import publish_item
from publications.office import NOW, ON, office, passed, signed, submitted


def publish(place, item):
    return publish_item(item=item, version=item.version, officer=place.drafter, **NOW)


def test_two_who_publish_at_once_publish_once(race):
    place = office()
    item = passed(place)
    results = race(*[lambda: publish(place, item)] * 3)
    assert sum(isinstance(result, Exception) for result in results) == 2
    assert {str(result) for result in results if isinstance(result, Exception)} <= {
        str(result) for result in results if isinstance(result, ItemRefused)
    }
    assert (Publication.objects.count(), PublicationSeries.objects.get().last) == (1, 1)


def test_two_who_sign_one_stage_at_once_sign_it_once(race):
    place = office()
    item = submitted(place)
    place.reviewer.appointments.create(role="DEPARTMENT_HEAD", from_on=ON)
    race(
        lambda: signed(place, item, place.department_head),
        lambda: signed(place, item, place.department_head),
        lambda: publish(place, item),
    )
    item.refresh_from_db()
    assert item.review_round.signatures.count() == 1
