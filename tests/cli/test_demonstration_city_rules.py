"""The demonstration's city has figures of its own, once, that say they are invented."""

from datetime import UTC, date, datetime

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.cli.demonstration.city_rules import rule_the_city
from gongkai.fund_services.queries.city_rules import rules_in_force, rules_versions

ON, AT = date(2026, 11, 27), datetime(2026, 11, 27, 2, tzinfo=UTC)


@pytest.mark.django_db
def test_the_figures_are_set_once_and_marked_as_invented():
    centre = AgencyFactory(code="gjj")
    head = OfficerFactory(agency=centre, head=True)
    for _each in range(2):
        rule_the_city(centre, {"OFFICE_HEAD": head}, on=ON, at=AT)
    assert len(rules_versions(centre)) == 1
    rules = rules_in_force(centre, ON)
    assert rules.base_cap == 24000 and rules.is_confirmed and "演示数据" in rules.source
