"""Precision and recall on the labelled set do not fall below what the documentation states."""

from pathlib import Path

import pytest

from gongkai.rules.prechecks import PRECHECKS
from rules.prechecks.measure import measured, passages, table

# Floors of precision and recall on the half that the patterns were not tuned on. A rule about style
# only advises; what blocks or asks must rarely speak for nothing and hardly ever be silent.
FLOORS = {
    "IDENTITY_NUMBER": (0.95, 0.95),
    "LIKELY_IDENTITY_NUMBER": (0.9, 0.9),
    "OLD_IDENTITY_NUMBER": (0.9, 0.9),
    "BANK_CARD": (0.95, 0.95),
    "MOBILE_NUMBER": (0.95, 0.95),
    "HOME_ADDRESS": (0.8, 0.85),
    "MINOR_NAME": (0.8, 0.8),
    "WRONG_WORD": (0.9, 0.9),
    "STANDARD_TERM": (0.9, 0.9),
    "OLD_NAME": (0.9, 0.9),
}
ELSE = (0.85, 0.85)


def test_the_set_is_large_and_half_of_it_is_held_out():
    tuned, held_out = passages("tuned"), passages("held_out")
    assert len(tuned) >= 150
    assert len(held_out) >= 150
    assert sum(not one.expected for one in held_out) >= 70
    assert not {one.text for one in tuned} & {one.text for one in held_out}


def test_every_label_is_a_rule():
    assert {label[0] for one in passages() for label in one.expected} <= set(PRECHECKS)


@pytest.mark.parametrize("rule", sorted(measured("held_out")[0]))
def test_rule_keeps_its_floors(rule):
    tally = measured("held_out")[0][rule]
    precision, recall = FLOORS.get(rule, ELSE)
    assert tally.precision is None or tally.precision >= precision, tally
    assert tally.recall is None or tally.recall >= recall, tally


def test_all_rules_together():
    tallies, lines = measured()
    right = sum(one.right for one in tallies.values())
    assert right / (right + sum(one.wrong for one in tallies.values())) >= 0.95, lines
    assert right / (right + sum(one.missed for one in tallies.values())) >= 0.95, lines


def test_the_table_has_a_row_for_each_rule_measured():
    assert table("held_out").count("\n") == len(measured("held_out")[0]) + 2


@pytest.mark.parametrize("part", ["held_out", "hard"])
def test_the_documentation_states_what_is_measured(part):
    page = Path(__file__).parents[3] / "docs" / "features" / "precheck.md"
    assert table(part) in page.read_text(encoding="utf-8")
