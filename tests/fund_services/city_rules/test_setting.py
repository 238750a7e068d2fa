"""Setting a city's rules: by the head alone, from today on, once for each day, on record."""

from datetime import UTC, date, datetime

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import FundRules
from gongkai.fund_services.operations.city_rules import (
    RulesRefused,
    checked_city_rules,
    set_city_rules,
)
from gongkai.fund_services.queries.city_rules import (
    next_rules_on,
    rules_in_force,
    rules_versions,
)
from gongkai.rules.fund import default_city_rules

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture
def head():
    return OfficerFactory(agency=AgencyFactory(code="gjj"), head=True, name="张主任")


def change(head, from_on=ON, basis="某公管委〔2026〕3号", **figures):
    texts = {**default_city_rules().texts, **figures}
    return set_city_rules(agency=head.agency, figures=texts, basis=basis, in_force_from=from_on,
                          officer=head, on=ON, at=AT)  # fmt: skip


def test_until_a_centre_sets_its_own_the_default_holds(head):
    assert rules_in_force(head.agency, ON) == default_city_rules()
    assert rules_versions(head.agency) == []
    assert rules_in_force(None, ON) == default_city_rules()


def test_versions_hold_from_their_day_on(head):
    change(head, base_cap="2万")
    change(head, date(2026, 7, 1), "某公管委〔2026〕9号", base_cap="25000", rounding="SUM")
    agency = head.agency
    assert rules_in_force(agency, date(2026, 2, 28)) == default_city_rules()
    assert rules_in_force(agency, date(2026, 6, 30)).base_cap == 20000
    later = rules_in_force(agency, date(2026, 7, 1))
    assert later.base_cap == 25000 and later.basis == "某公管委〔2026〕9号"
    assert [str(each.rules.in_force_from) for each in rules_versions(agency)] == [
        "2026-07-01", "2026-03-01",
    ]  # fmt: skip
    assert rules_versions(agency)[0].set_by == "张主任"
    assert next_rules_on(agency, ON) == date(2026, 7, 1)
    assert next_rules_on(agency, date(2026, 7, 1)) is None
    assert rules_in_force(AgencyFactory(), ON) == default_city_rules()


def test_what_changed_stands_in_the_trail(head):
    change(head, base_cap="20000")
    entry = Entry.objects.get(action="fund_rules.set")
    assert (entry.subject, entry.officer) == ("2026-03-01", head)
    assert entry.detail["changed"] == {"base_cap": ["", "20000"]}


@pytest.mark.parametrize("role", ["clerk", "reviewer"])
def test_others_than_the_head_set_nothing(head, role):
    officer = OfficerFactory(agency=head.agency, **{role: True})
    outsider = OfficerFactory(agency=AgencyFactory(), head=True)
    for one in (officer, outsider):
        with pytest.raises(NotAllowed):
            set_city_rules(agency=head.agency, figures=default_city_rules().texts, basis="x",
                           in_force_from=ON, officer=one, on=ON, at=AT)  # fmt: skip
    assert not FundRules.objects.exists()


WRONG = [
    (dict(from_on=date(2026, 2, 28)), "不能追溯"),
    (dict(from_on=date(2030, 1, 1)), "2028-12-31"),
    (dict(basis=" "), "依据：未填写"),
    (dict(ratio_least="4"), "缴存比例下限"),
    (dict(most_single="50"), "如果是50万元"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_what_makes_no_sense_is_refused_and_leaves_no_trace(head, given, told):
    with pytest.raises(RulesRefused, match=told) as refused:
        change(head, **given)
    assert refused.value.problems
    assert not FundRules.objects.exists() and not Entry.objects.exists()


def test_all_that_is_wrong_is_told_at_once(head):
    with pytest.raises(RulesRefused) as refused:
        change(head, date(2020, 1, 1), "", ratio_least="1", term_most="")
    assert {problem.field for problem in refused.value.problems} == {
        "basis", "in_force_from", "ratio_least", "term_most",
    }  # fmt: skip


def test_a_day_is_set_once(head):
    change(head)
    with pytest.raises(RulesRefused, match="已有设置"):
        change(head)
    assert FundRules.objects.count() == 1


def test_a_preview_sets_nothing(head):
    rules = checked_city_rules(agency=head.agency, figures=default_city_rules().texts, basis="甲",
                               in_force_from=ON, on=ON)  # fmt: skip
    assert rules.is_confirmed and not FundRules.objects.exists()


def test_only_a_fund_centre_has_such_rules():
    head = OfficerFactory(agency=AgencyFactory(kind="DEPARTMENT"), head=True)
    with pytest.raises(RulesRefused, match="不是住房公积金管理中心"):
        change(head)
