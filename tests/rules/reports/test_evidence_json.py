"""Evidence survives its JSON, and what is no evidence is refused."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import (
    CellKind,
    CellReading,
    Evidence,
    ExtraRow,
    LabelFound,
    ReportForm,
)
from gongkai.rules.reports.evidence_json import (
    EvidenceUnreadable,
    evidence_from_json,
    evidence_json,
)

TEXT = st.text(max_size=8)
CELLS = st.builds(CellReading, st.sampled_from(CellKind), TEXT, TEXT, st.none() | st.floats(0, 1))
FORMS = st.builds(
    ReportForm,
    title=st.none() | TEXT,
    lead=st.none() | TEXT,
    headings=st.lists(TEXT, max_size=3).map(tuple),
    tables=st.lists(TEXT, max_size=3).map(tuple),
    labels=st.lists(st.builds(LabelFound, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    ending=st.none() | TEXT,
    issued_on=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
EVIDENCE = st.builds(
    Evidence,
    source_format=st.sampled_from(["html", "docx", "pdf", "xlsx", "txt", "json"]),
    cells=st.dictionaries(st.sampled_from(edition("2021").paths), CELLS, max_size=4),
    extra_rows=st.lists(
        st.builds(ExtraRow, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT), max_size=2
    ).map(tuple),
    form=FORMS,
    by_ocr=st.booleans(),
)


@given(EVIDENCE)
def test_evidence_survives_its_json(evidence):
    assert evidence_from_json(json.loads(json.dumps(evidence_json(evidence)))) == evidence


GOOD = evidence_json(Evidence("txt", {"requests.total.total": CellReading(CellKind.BLANK, "", "")}))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (None, "应为一个对象"),
        ([], "应为一个对象"),
        ({"form": "x"}, "“form”应为一个对象"),
        ({"form": {}}, "缺少“issued_on”"),
        ({"cells": []}, "无法识别"),
        ({"cells": {"x": ["ODD", "", "", None]}}, "无法识别"),
        ({"cells": {"x": ["BLANK"]}}, "无法识别"),
        ({"extra_rows": [["x"]]}, "无法识别"),
    ],
)
def test_what_is_no_evidence_is_refused(change, why):
    told = {**GOOD, **change} if isinstance(change, dict) else change
    with pytest.raises(EvidenceUnreadable, match=why):
        evidence_from_json(told)


@pytest.mark.parametrize("key", list(GOOD))
def test_a_missing_key_is_named(key):
    with pytest.raises(EvidenceUnreadable, match=f"缺少“{key}”"):
        evidence_from_json({name: value for name, value in GOOD.items() if name != key})
