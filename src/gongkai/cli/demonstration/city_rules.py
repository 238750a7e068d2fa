"""Invented rules of the demonstration's city, so that its calculators have figures of their own."""

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.fund_services.operations.city_rules import set_city_rules
from gongkai.fund_services.queries.city_rules import rules_versions
from gongkai.rules.fund import default_city_rules


def rule_the_city(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Set the city's figures, unless there are any."""
    if rules_versions(centre):
        return
    told = texts("city_rules")
    set_city_rules(
        agency=centre,
        figures={**default_city_rules().texts, **told["figures"]},
        basis=told["basis"],
        in_force_from=on,
        officer=officers["OFFICE_HEAD"],
        on=on,
        at=at,
    )
