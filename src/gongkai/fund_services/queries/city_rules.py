"""What a centre's city set of its provident fund, version by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import FundRules
from gongkai.rules.fund import CityRules, default_city_rules, in_force, read_city_rules


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """A version of a city's rules, with who set it and when."""

    rules: CityRules
    set_by: str
    set_at: datetime


def rules_versions(agency: Agency) -> list[RulesVersion]:
    """Return every version that a centre set, the last first."""
    rows = FundRules.objects.filter(agency=agency).select_related("set_by")
    return [
        RulesVersion(_rules(row), row.set_by.name, row.set_at)
        for row in rows.order_by("-in_force_from")
    ]


def rules_in_force(agency: Agency | None, on: date) -> CityRules:
    """Return the rules that hold in a centre's city on a day; the default where none was set."""
    if agency is None:
        return default_city_rules()
    rows = FundRules.objects.filter(agency=agency, in_force_from__lte=on)
    row = rows.order_by("-in_force_from").first()
    return _rules(row) if row is not None else default_city_rules()


def next_rules_on(agency: Agency, on: date) -> date | None:
    """Return the day after a given one from which other rules hold, None where none is set."""
    days = FundRules.objects.filter(agency=agency, in_force_from__gt=on)
    day: date | None = (
        days.order_by("in_force_from").values_list("in_force_from", flat=True).first()
    )
    return day


def rules_among(versions: Sequence[RulesVersion], on: date) -> CityRules:
    """Return which of some versions holds on a day."""
    return in_force([each.rules for each in versions], on)


def _rules(row: FundRules) -> CityRules:
    return read_city_rules(row.figures, in_force_from=row.in_force_from, basis=row.basis)
