"""The conformity table in the documentation is what the made files give."""

from pathlib import Path

import pytest

from documents.official.table import clauses_shown
from gongkai.documents.typesetting.fonts import FANDOL_FOLDER

PAGE = Path(__file__).parents[3] / "docs" / "features" / "official-documents.md"
SHOWN = clauses_shown()
VERDICTS = {True: "符合", False: "不符合", None: "未能核对"}


@pytest.mark.parametrize("label", SHOWN)
def test_every_row_of_the_documentation_is_measured(label):
    page = PAGE.read_text(encoding="utf-8")
    part = page.partition(f"**{label}**\n")[2].partition("\n\n**")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    told = {(row[0], row[1], row[2]): row[4] for row in rows[1:]}
    measured = {
        (each.clause, each.element, each.required): VERDICTS[each.ok] for each in SHOWN[label]
    }
    assert told.keys() == measured.keys()
    # Other typefaces than the packaged ones may settle what is left open here.
    if not FANDOL_FOLDER.is_dir():
        assert told == measured
    assert "不符合" not in told.values()


def test_the_documentation_shows_enough_of_the_standard():
    clauses = {each.clause for clauses in SHOWN.values() for each in clauses}
    assert len(clauses) >= 28
    assert {"5.1", "5.2.1", "5.2.3", "7.2.4", "7.3.5.1", "7.4.1", "7.5", "10.1", "10.3"} <= clauses
