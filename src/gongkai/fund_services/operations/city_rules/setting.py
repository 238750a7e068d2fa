"""Setting a city's rules from a day on; what was reckoned before keeps its figures."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import require_role
from gongkai.audit.operations import record
from gongkai.fund_services.models import FundRules
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.city_rules import rules_in_force
from gongkai.rules.fund import CityRules, Mistyped, Problem, basis_problems, read_city_rules

_YEARS_AHEAD = 2


class RulesRefused(Exception):
    """The rules cannot be set; the message is Chinese and `problems` names each field."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("".join(problem.message for problem in problems))


def checked_city_rules(
    *, agency: Agency, figures: Mapping[str, str], basis: str, in_force_from: date, on: date
) -> CityRules:
    """Return what was typed as a city's rules, without setting them.

    :raises RulesRefused: naming every figure that makes no sense, and a day that is past or taken
    """
    problems = basis_problems(basis)
    latest = date(on.year + _YEARS_AHEAD, 12, 31)
    if not is_fund_centre(agency):
        told = f"{agency.short_name}不是住房公积金管理中心，没有公积金规定可以设置。"
        problems.append(Problem("in_force_from", told))
    if not on <= in_force_from <= latest:
        told = (
            f"施行日期：{in_force_from}不在今天至{latest}之间；规定不能追溯，请填写今天或者以后。"
        )
        problems.append(Problem("in_force_from", told))
    elif FundRules.objects.filter(agency=agency, in_force_from=in_force_from).exists():
        told = f"施行日期：{in_force_from}已有设置，请填写其他日期。"
        problems.append(Problem("in_force_from", told))
    try:
        rules = read_city_rules(figures, in_force_from=in_force_from, basis=basis)
    except Mistyped as mistyped:
        raise RulesRefused([*problems, *mistyped.problems]) from mistyped
    if problems:
        raise RulesRefused(problems)
    return rules


@transaction.atomic
def set_city_rules(
    *,
    agency: Agency,
    figures: Mapping[str, str],
    basis: str,
    in_force_from: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> FundRules:
    """Set a city's rules from a day on.

    :raises NotAllowed: if the officer is not head of the office
    :raises RulesRefused: naming every figure that makes no sense, and a day that is past or taken
    """
    require_role(officer, agency, "OFFICE_HEAD", on)
    rules = checked_city_rules(
        agency=agency, figures=figures, basis=basis, in_force_from=in_force_from, on=on
    )
    before = rules_in_force(agency, in_force_from)
    try:
        with transaction.atomic():
            row = FundRules.objects.create(
                agency=agency,
                in_force_from=in_force_from,
                basis=rules.basis,
                figures=dict(rules.texts),
                set_by=officer,
                set_at=at,
            )
    except IntegrityError as taken:
        told = f"施行日期：{in_force_from}刚刚已有设置，请填写其他日期。"
        raise RulesRefused([Problem("in_force_from", told)]) from taken
    changed = {
        code: [before.texts[code], text]
        for code, text in rules.texts.items()
        if before.texts[code] != text
    }
    record(
        action="fund_rules.set",
        subject=str(in_force_from),
        at=at,
        agency=agency,
        officer=officer,
        detail={"basis": row.basis, "changed": changed},
    )
    return row
