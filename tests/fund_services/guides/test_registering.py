"""Taking the list over: what is there is found by its name, and a second time nothing happens."""

from datetime import date

import pytest

from factories import AgencyFactory, OfficerFactory
from fund_services.guides.made import AT, NOW, ON, centre, item, registered
from gongkai.agencies.models import AgencyKind
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations import register_services
from gongkai.fund_services.operations.guides import register_listed_items
from gongkai.fund_services.queries import items_on_offer_at_end_of
from gongkai.fund_services.queries.guides.in_force import offered_items
from gongkai.outbox.models import Change
from gongkai.rules.service_guides import guide_table, initial_guide

pytestmark = pytest.mark.django_db
# As an office has them in its ledger: names of its own, and one item that the list has not.
LEDGER = [
    ("DW-01", "单位缴存登记", "EMPLOYER", None),
    ("DW-02", "异地转移接续", "EMPLOYER", None),
    ("GR-01", "租房提取", "WORKER", None),
    ("GR-02", "个人账户异地转移接续", "WORKER", None),
    ("GR-03", "老旧小区改造提取", "WORKER", None),
    ("GR-04", "大病提取", "WORKER", date(2020, 1, 1)),
]


def from_ledger(agency):
    rows = [
        {"register_no": no, "name": name, "audience": audience,
         "offered_from": date(2015, 1, 1), "withdrawn_on": gone}
        for no, name, audience, gone in LEDGER
    ]  # fmt: skip
    register_services(agency=agency, rows=rows, at=AT)


def test_a_centre_gets_39_items_with_guides_to_be_confirmed():
    place = centre()
    assert registered(place) == (0, 39, 39)
    offered = offered_items(place.agency, ON)
    assert len(offered) == 39
    assert not any(each.is_confirmed or each.version.written_by for each in offered)
    assert {each.version.number for each in offered} == {1}
    rent = item(place)
    version = GuideVersion.objects.get(item=rent)
    assert version.elements == guide_table(initial_guide("RENT_WITHDRAWAL"))
    assert Entry.objects.get(action="guide.register").detail["added"] == 39
    assert Change.objects.filter(kind="guide.changed").count() == 39


def test_items_of_the_ledger_are_found_by_their_names_and_keep_them():
    place = centre()
    from_ledger(place.agency)
    assert registered(place) == (5, 34, 38)
    rows = ServiceItem.objects.filter(agency=place.agency)
    assert rows.count() == 40
    codes = dict(rows.filter(register_no__contains="-0").values_list("register_no", "code"))
    assert codes["DW-02"] == "TRANSFER_BETWEEN_CITIES_BY_EMPLOYER"
    assert codes["GR-02"] == "TRANSFER_BETWEEN_CITIES" and codes["GR-03"] == ""
    assert rows.get(code="RENT_WITHDRAWAL").name == "租房提取"
    # What is withdrawn is not offered again, and gets no guide.
    gone = rows.get(code="HARDSHIP_WITHDRAWAL")
    assert gone.register_no == "GR-04" and not GuideVersion.objects.filter(item=gone).exists()


def test_figures_of_years_that_are_over_do_not_change():
    place = centre()
    from_ledger(place.agency)
    before = sorted(items_on_offer_at_end_of(2023).values_list("pk", flat=True))
    registered(place)
    assert sorted(items_on_offer_at_end_of(2023).values_list("pk", flat=True)) == before


def test_a_second_time_nothing_happens_and_nothing_is_put_on_record():
    place = centre()
    registered(place)
    again = registered(place, on=date(2024, 6, 1))
    assert again.is_nothing
    assert ServiceItem.objects.count() == GuideVersion.objects.count() == 39
    assert Entry.objects.filter(action="guide.register").count() == 1


def test_what_was_written_meanwhile_is_kept_and_only_what_is_missing_comes():
    place = centre()
    registered(place)
    gone = item(place, "BACK_DEPOSIT")
    GuideVersion.objects.filter(item=gone).delete()
    gone.delete()
    assert registered(place) == (0, 1, 1)


def test_two_items_of_one_name_are_left_to_the_centre():
    place = centre()
    for number in ("A", "B"):
        ServiceItem.objects.create(agency=place.agency, register_no=number, name="租房提取",
                                   audience="WORKER", offered_from=ON)  # fmt: skip
    assert registered(place) == (0, 38, 38)
    assert not ServiceItem.objects.filter(code="RENT_WITHDRAWAL").exists()


def test_a_register_number_that_is_taken_is_not_used_twice():
    place = centre()
    ServiceItem.objects.create(agency=place.agency, register_no="QD-DW-01", name="自有事项",
                               audience="EMPLOYER", offered_from=ON)  # fmt: skip
    registered(place)
    assert item(place, "EMPLOYER_REGISTRATION").register_no == "QD-DW-01-2"


def test_who_does_not_release_takes_no_list_over():
    place = centre()
    with pytest.raises(NotAllowed, match="审核人"):
        register_listed_items(agency=place.agency, officer=place.writer, **NOW)
    other = AgencyFactory(kind=AgencyKind.DEPARTMENT)
    head = OfficerFactory(agency=other, head=True)
    with pytest.raises(NotAllowed, match="住房公积金管理中心"):
        register_listed_items(agency=other, officer=head, **NOW)
    with pytest.raises(NotAllowed):
        register_listed_items(agency=centre().agency, officer=place.head, **NOW)
