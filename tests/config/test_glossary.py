"""The glossary names everything the code names: official term, English term, code, one each."""

import pkgutil
import re
from collections import Counter
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

import gongkai
from gongkai.annual_reports.figures.catalogue import FAMILIES
from gongkai.annual_reports.narrative.parts import PARTS
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.outcomes import OUTCOMES
from gongkai.rules.reports.editions import edition

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
# Faces show what the packages below them name.
FACES = ("portal", "console", "api", "cli", "config")


def _rows() -> list[tuple[str, str, str]]:
    rows = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and set(line) - set("|- "):
            rows.append((cells[0], cells[1], cells[2]))
    return [row for row in rows if row[0] != "Official term"]


ROWS = _rows()
CODES = {code: term for term, _, cell in ROWS for code in re.findall(r"`([^`]+)`", cell)}


def _choices() -> list[type[Enum]]:
    """Return every class of stored codes below the faces."""
    found = []
    for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
        package = module.name.split(".")[1]
        if package in FACES or ".migrations" in module.name:
            continue
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Enum):
                found.append(value)
    own = {each for each in found if each.__module__.startswith("gongkai.")}
    return sorted(own, key=lambda each: (each.__module__, each.__qualname__))


def _named() -> list[tuple[str, str]]:
    """Return codes with their official label, "" where the code has none."""
    named = [(model.__name__, "") for model in apps.get_models() if _is_own(model)]
    for choices in _choices():
        named.append((choices.__qualname__, ""))
        for member in choices:
            label = str(getattr(member, "label", ""))
            named.append((f"{choices.__qualname__}.{member.name}", label))
    named += [(code, outcome.label) for code, outcome in OUTCOMES.items()]
    latest = edition("2021")
    named += [(f"requests.{row.key}", row.label) for row in latest.request_rows]
    named += [(key, label) for key, label in latest.request_columns]
    named += [(kind.column, kind.label) for kind in ApplicantKind]
    named += [(f"disputes.{route.key}", route.label) for route in latest.dispute_routes]
    named += [(f"disputes.{key}", label) for key, label in latest.dispute_results]
    named += [(f"narrative.{part.section}", "") for part in PARTS]
    return sorted(set(named))


def _is_own(model) -> bool:
    return model.__module__.startswith("gongkai.")


@pytest.mark.parametrize(("code", "label"), _named())
def test_every_name_of_the_code_has_its_row(code, label):
    assert code in CODES, f"docs/glossary.md lacks `{code}`"
    # A term may say in brackets which of several it is.
    assert CODES[code].startswith(label)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_every_family_of_figures_has_its_row(family):
    cells = [cell for _, _, cell in ROWS if f"family `{family.key}`" in cell]
    assert len(cells) == 1


@pytest.mark.parametrize("part", edition("2021").overview_parts, ids=lambda part: part[0])
def test_every_part_of_the_overview_has_its_row(part):
    key, label = part
    assert [term for term, _, cell in ROWS if f"overview part `{key}`" in cell] == [label]


@pytest.mark.parametrize("place", [0, 1, 2], ids=["official", "English", "code"])
def test_each_term_stands_once(place):
    counted = Counter(row[place] for row in ROWS)
    assert [term for term, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_row_is_complete(row):
    official, english, _ = row
    assert re.search(r"[\u4e00-\u9fff]", official)
    assert re.fullmatch(r"[A-Za-z0-9 ,:'\-]+(万元)?", english)


@pytest.mark.parametrize(
    "term", ["勾稽关系", "结转", "区分处理", "台账", "补正", "公开属性", "三审三校", "保密审查"]
)
def test_terms_of_the_trade_are_explained(term):
    assert term in {official for official, _, _ in ROWS}
