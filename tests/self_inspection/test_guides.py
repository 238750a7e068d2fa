"""Guides that lack what inspectors look for are found, with the page and where to mend it."""

from dataclasses import replace

import pytest

from fund_services.guides.made import GUIDE, Centre, item, registered
from gongkai.agencies.models import Agency, AgencyKind
from gongkai.console.inspection_places import mending_places
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides import add_item
from gongkai.rules.service_guides import guide_table
from gongkai.rules.site_inspection.catalogue import rule_named
from gongkai.rules.site_inspection.limits import Limits
from gongkai.self_inspection.models import SiteFinding
from gongkai.self_inspection.queries.records import record_faults
from gongkai.self_inspection.queries.site_address import SiteAddress
from publications.office import NOW, ON

pytestmark = pytest.mark.django_db
GUIDE_RULES = {"GUIDE_INCOMPLETE", "GUIDES_USELESS"}


@pytest.fixture
def place(site):
    Agency.objects.filter(pk=site.agency.pk).update(office_hours="工作日")
    site.agency.refresh_from_db()
    return Centre(site.agency, site.drafter, site.reviewer, site.office_head)


def looked_at(agency):
    """Return faults of guides by their page, and the rules that were not applied."""
    faults, gaps = record_faults(agency, SiteAddress(agency), ON, Limits())
    return (
        {each.where: each for each in faults if each.rule in GUIDE_RULES},
        {gap.rule: gap.reason for gap in gaps if gap.rule in GUIDE_RULES},
    )


def test_guides_to_begin_with_lack_but_the_basis_that_only_the_centre_knows(place):
    registered(place, **NOW)
    faults, gaps = looked_at(place.agency)
    codes = (
        "LEAVING_EMPLOYMENT_WITHDRAWAL", "HARDSHIP_WITHDRAWAL", "FLEXIBLE_EMPLOYMENT_DEPOSIT",
    )  # fmt: skip
    assert set(faults) == {f"/banshi/{item(place, code).pk}/" for code in codes}
    assert {each.message for each in faults.values()} == {"缺少1项要素：设定依据。"}
    assert gaps == {}


def test_what_is_mended_is_found_no_more(place):
    registered(place, **NOW)
    hardship = item(place, "HARDSHIP_WITHDRAWAL")
    GuideVersion.objects.filter(item=hardship).update(elements=guide_table(GUIDE))
    faults, _gaps = looked_at(place.agency)
    assert f"/banshi/{hardship.pk}/" not in faults and len(faults) == 2


def test_an_item_without_a_guide_and_an_organ_without_a_phone_are_told(place):
    registered(place, **NOW)
    own = add_item(agency=place.agency, name="自有事项", audience="WORKER", offered_from=ON,
                   officer=place.head, **NOW)  # fmt: skip
    Agency.objects.filter(pk=place.agency.pk).update(phone="")
    place.agency.refresh_from_db()
    faults, _gaps = looked_at(place.agency)
    assert len(faults) == 40 and "缺少7项要素" in faults["/banshi/"].message
    assert "联系电话" in faults[f"/banshi/{item(place).pk}/"].message
    fault = faults["/banshi/"]
    finding = SiteFinding(rule=fault.rule, subject=fault.subject)
    [mend] = mending_places(finding, rule_named(fault.rule))
    assert mend.address == f"/console/fund/guides/{own.pk}/"


def test_five_useless_guides_fail_the_site(place):
    registered(place, **NOW)
    bare = guide_table(replace(GUIDE, basis=(), conditions=(), materials=(), steps=()))
    some = ServiceItem.objects.filter(agency=place.agency).order_by("pk")[:5]
    GuideVersion.objects.filter(item__in=list(some)).update(elements=bare)
    faults, _gaps = looked_at(place.agency)
    assert faults["/"].rule == "GUIDES_USELESS"


def test_where_there_are_no_guides_it_is_said_that_nothing_was_checked(place):
    faults, gaps = looked_at(place.agency)
    assert faults == {} and set(gaps) == GUIDE_RULES
    assert "没有编写任何办事指南" in gaps["GUIDE_INCOMPLETE"]
    ServiceItem.objects.create(agency=place.agency, register_no="1", name="台账里的事项",
                               audience="WORKER", offered_from=ON)  # fmt: skip
    assert looked_at(place.agency) == (faults, gaps)
    Agency.objects.filter(pk=place.agency.pk).update(kind=AgencyKind.DEPARTMENT)
    place.agency.refresh_from_db()
    assert "不是住房公积金管理中心" in looked_at(place.agency)[1]["GUIDE_INCOMPLETE"]
