"""Two at once: the list comes once, one draft is begun, one release counts."""

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from fund_services.guides.made import NOW, ON, centre, item, registered, submitted, written
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides import GuideChanged, GuideRefused, release_guide
from gongkai.fund_services.queries.guides.in_force import version_in_force


def test_the_list_taken_over_twice_at_once_comes_once(race):
    place = centre()
    done = race(*[lambda: registered(place)] * 3)
    assert sorted(each.added for each in done) == [0, 0, 39]
    assert ServiceItem.objects.count() == GuideVersion.objects.count() == 39


def test_two_who_begin_to_write_at_once_make_one_draft(race):
    place = centre()
    registered(place)
    rent = item(place)
    done = race(*[lambda: written(place, rent)] * 3)
    assert sum(isinstance(each, GuideVersion) for each in done) == 1
    assert sum(isinstance(each, GuideChanged) for each in done) == 2
    assert GuideVersion.objects.filter(item=rent).count() == 2


def test_two_who_release_at_once_release_it_once(race):
    place = centre()
    registered(place)
    rent = item(place)
    version = submitted(place, rent)

    def let_out(officer):
        return release_guide(item=rent, seen=version.saved, officer=officer, **NOW)

    done = race(lambda: let_out(place.reviewer), lambda: let_out(place.head))
    assert sum(isinstance(each, GuideVersion) for each in done) == 1
    assert sum(isinstance(each, GuideRefused) for each in done) == 1
    assert version_in_force(rent, ON).number == 2
