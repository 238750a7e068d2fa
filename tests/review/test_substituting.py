"""Who may stand in for whom, and between which days."""

from datetime import date, timedelta

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.review.operations import (
    SubstitutionRefused,
    appoint_substitute,
    end_substitution,
)
from gongkai.review.queries import principals_of

pytestmark = pytest.mark.django_db
ON = date(2024, 1, 10)


@pytest.fixture
def people(db):
    """Return a leader, his deputy, the head of the office and a clerk."""
    agency = AgencyFactory()
    return {
        name: OfficerFactory(agency=agency, role=role, name=name)
        for name, role in (("leader", "LEADER"), ("deputy", "REVIEWER"), ("head", "OFFICE_HEAD"),
                           ("clerk", "CLERK"))
    }  # fmt: skip


def appoint(people, at, **changes):
    given = {"principal": people["leader"], "substitute": people["deputy"], "from_on": ON,
             "until_on": date(2024, 1, 20), "reason": "外出", "officer": people["head"],
             "on": ON, "at": at, **changes}  # fmt: skip
    return appoint_substitute(**given)


def test_a_substitute_stands_in_on_its_days_and_no_others(people, at):
    appoint(people, at, from_on=date(2024, 1, 12))
    for day, held in ((11, []), (12, ["leader"]), (20, ["leader"]), (21, [])):
        found = principals_of(people["deputy"], date(2024, 1, day))
        assert [officer.name for officer in found] == held
    assert list(principals_of(people["leader"], date(2024, 1, 12))) == []
    entry = Entry.objects.get(action="substitution.appointed")
    assert entry.officer == people["head"] and entry.detail["until_on"] == "2024-01-20"


def test_an_ended_one_counts_no_more_from_then_on(people, at):
    row = appoint(people, at)
    end_substitution(substitution=row, officer=people["leader"], on=date(2024, 1, 15), at=at)
    assert not principals_of(people["deputy"], date(2024, 1, 15)).exists()
    assert principals_of(people["deputy"], date(2024, 1, 14)).exists()
    with pytest.raises(SubstitutionRefused, match="已经结束"):
        end_substitution(substitution=row, officer=people["head"], on=date(2024, 1, 16), at=at)


def test_after_an_end_the_same_days_are_free_again(people, at):
    row = appoint(people, at)
    with pytest.raises(SubstitutionRefused, match="重叠"):
        appoint(people, at, from_on=date(2024, 1, 20), until_on=date(2024, 1, 25))
    end_substitution(substitution=row, officer=people["head"], on=ON, at=at)
    assert appoint(people, at)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"substitute": "leader"}, "本人"),
        ({"substitute": "head"}, "不能由代签人自己登记"),
        ({"substitute": "elsewhere"}, "须为本机关"),
        ({"from_on": ON - timedelta(days=1)}, "不能补登"),
        ({"until_on": ON - timedelta(days=1)}, "早于开始日期"),
        ({"until_on": ON + timedelta(days=400)}, "最长一年"),
        ({"reason": "  "}, "事由"),
        ({"reason": "长" * 201}, "现为201个字"),
    ],
)
def test_what_cannot_be_is_refused(people, at, changes, told):
    people["elsewhere"] = OfficerFactory()
    changes = {name: people.get(value, value) if isinstance(value, str) else value
               for name, value in changes.items()}  # fmt: skip
    with pytest.raises(SubstitutionRefused, match=told):
        appoint(people, at, **changes)


def test_only_head_or_leader_of_the_organ_registers_and_ends(people, at):
    row = appoint(people, at)
    for officer in (people["clerk"], people["deputy"], OfficerFactory(head=True)):
        with pytest.raises(NotAllowed):
            appoint(people, at, officer=officer, substitute=people["clerk"])
        with pytest.raises(NotAllowed):
            end_substitution(substitution=row, officer=officer, on=ON, at=at)
