"""The demonstration's items: matched by name, not doubled, guides in every state, once."""

import pytest

from gongkai.cli.demonstration.people import (
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
)
from gongkai.cli.demonstration.service_guides import offer_services
from gongkai.cli.demonstration.stored import stored_rows
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations import register_services
from gongkai.fund_services.queries import items_on_offer_at_end_of
from gongkai.fund_services.queries.guides.office import office_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(settings, tmp_path, on, at):
    settings.HOME, settings.GONGKAI_FILES = tmp_path, tmp_path / "files"
    agency = demonstration_agency()
    demonstration_logins(agency, tmp_path)
    register_services(agency=agency, rows=stored_rows()["services"], at=at)
    for _ in range(2):
        offer_services(agency, demonstration_officers(agency), on=on, at=at)
    return agency


def test_every_item_of_the_ledger_is_the_listed_one_and_none_is_added(centre):
    rows = stored_rows()["services"]
    items = ServiceItem.objects.filter(agency=centre)
    assert items.count() == len(rows) == 40
    assert items.exclude(code="").count() == 39
    assert list(items.filter(code="").values_list("name", flat=True)) == [
        "老旧小区改造和加装电梯提取"
    ]
    assert items_on_offer_at_end_of(2023).filter(audience="EMPLOYER").count() == 18
    online = items_on_offer_at_end_of(2023).filter(audience="EMPLOYER", online_from__year__lte=2023)
    assert online.count() == 18


def test_guides_stand_in_every_state(centre, on):
    found = {each.item.name: each for each in office_items(centre, on)}
    assert all(each.offered.version for each in found.values())
    confirmed = [each for each in found.values() if each.offered.is_confirmed]
    assert len(confirmed) == 9
    assert found["住房公积金贷款申请"].coming[0].elements["promised"] == "8个工作日"
    assert found["补缴"].written.state == "IN_REVIEW"
    own = found["老旧小区改造和加装电梯提取"].offered
    assert own.version.written_by.name == "演示·经办" and own.group_name == "提取"
    assert GuideVersion.objects.count() == 42
