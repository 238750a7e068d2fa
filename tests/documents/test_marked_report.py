"""A report marked with its findings: cells, lines, tables, passages, and what stands nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.conftest import report_json
from gongkai.documents.markings.notes import Note
from gongkai.documents.markings.passages import Searchable, Span, excerpt, passages
from gongkai.documents.markings.report import MarkedReport
from gongkai.documents.markings.texts import LONGEST_TEXT
from gongkai.rules.reports.evidence import (
    CellKind,
    CellReading,
    Evidence,
    ExtraRow,
    ReportForm,
)
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report

TEXT = "（一）主动公开。全年新收申请１２３ 件，\n办结120件；无一败诉。其余结转。"


def finding(where, quote=None, severity=Severity.ERROR):
    return Finding("X1", severity, where, "应为", "现为", "说明。", "条例", "改正。", quote)


def marked(*findings, overview=TEXT, cells=None, **evidence):
    report = Report.from_json(report_json("huludao")).with_narrative(overview=overview)
    readings = {path: CellReading(CellKind.NUMBER, str(value), "")
                for path, value in report.values().items()}  # fmt: skip
    known = Evidence("docx", readings | (cells or {}), **evidence)
    return MarkedReport(report, known, findings)


def cells_of(report):
    return {cell.placed.path: cell for table in report.tables for row in table.rows for cell in row}


def numbers(notes):
    return [note.number for note in notes]


@pytest.mark.parametrize(
    ("where", "paths", "anchor"),
    [
        ("requests.total.other", 1, "figure-requests-total-other"),
        ("requests.received", 7, "figure-requests-received-natural_person"),
        ("requests", 0, "table-requests"),
        ("proactive", 0, "table-proactive"),
        ("organ", 0, ""),
        ("narrative", 0, ""),
        ("narrative.overview", 0, "text-overview"),
        ("narrative.other.sentence", 0, "text-other"),
        ("narrative.nonsense", 0, ""),
        ("nonsense.path", 0, ""),
        ("", 0, ""),
    ],
)
def test_a_place_names_a_cell_a_line_a_table_or_none(where, paths, anchor):
    report = marked(finding(where))
    noted = [path for path, cell in cells_of(report).items() if cell.notes]
    assert len(noted) == paths and all(path.startswith(where) for path in noted)
    assert report.findings[0].anchor == anchor
    assert [table.table.key for table in report.tables if table.notes] == (
        [where] if anchor.startswith("table-") else []
    )
    assert [text.anchor for text in report.texts if text.notes] == (
        [anchor] if anchor.startswith("text-") else []
    )
    assert numbers(report.notes) == ([] if anchor else [1])


def test_the_gravest_of_several_findings_colours_a_cell():
    where = "requests.total.total"
    report = marked(finding(where, severity=Severity.INFO), finding(where))
    cell = cells_of(report)[where]
    assert numbers(cell.notes) == [1, 2] and cell.severity is Severity.ERROR
    assert [note.sign for note in cell.notes] == ["○", "×"]


@pytest.mark.parametrize(
    ("reading", "text", "value"),
    [
        (CellReading(CellKind.BLANK, "", ""), "", ""),
        (CellReading(CellKind.NOT_APPLICABLE, " / ", ""), "/", ""),
        (CellReading(CellKind.NUMBER, "０", ""), "０", ""),
        (CellReading(CellKind.NUMBER, "0件", ""), "0件", "0"),
        (CellReading(CellKind.NUMBER, "", ""), "0", ""),
        (CellReading(CellKind.NO_UNIT, "1.5", ""), "1.5", ""),
        (CellReading(CellKind.NOT_A_NUMBER, "见\n附件" * 30, ""), ("见 附件" * 30)[:40] + "…", ""),
    ],
)
def test_what_stands_in_a_cell_is_shown_as_it_is(reading, text, value):
    path = "requests.received.other"
    cell = cells_of(marked(cells={path: reading}))[path]
    assert (cell.kind, cell.text, cell.value) == (reading.kind, text, value)


def test_a_cell_nobody_read_is_missing_and_rows_beyond_the_form_are_kept():
    report = Report.from_json(report_json("huludao"))
    extra = ExtraRow("requests", "其中：邮寄", ("1", "2"), "")
    tables = MarkedReport(report, Evidence("txt", {}, extra_rows=(extra,)), ()).tables
    figures = [cell for table in tables for row in table.rows for cell in row if cell.kind]
    assert {cell.kind for cell in figures} == {CellKind.MISSING}
    assert [table.extra_rows for table in tables] == [(), (extra,), ()]


def test_every_figure_has_its_reading_and_the_sections_their_order():
    report = marked(form=ReportForm(title="标题", lead="导语", ending="某局"))
    assert [cell.placed.path for cell in report.cells] == list(report.report.paths())
    cell = next(cell for cell in report.cells if cell.placed.path == "requests.total.other")
    assert (cell.label, cell.number) == ("（七）总计·其他", "0")
    assert [section.anchor for section in report.sections] == [
        "text-title", "text-lead", "text-overview", "section-proactive", "section-requests",
        "section-disputes", "text-problems", "text-other", "text-ending",
    ]  # fmt: skip
    bare = [section.title for section in marked().sections]
    assert len(bare) == 6 and bare[1] == "二、主动公开政府信息情况"


def test_a_quote_is_found_whatever_its_blanks_and_widths_and_shown_in_its_sentence():
    report = marked(finding("narrative.overview", "新收申请123件,办结120"))
    one = report.findings[0]
    assert one.anchor == "passage-1"
    assert [(piece.text, bool(piece.notes)) for piece in one.excerpt] == [
        ("全年", False), ("新收申请１２３ 件，\n办结120", True), ("件；", False),
    ]  # fmt: skip
    text = next(text for text in report.texts if text.key == "overview")
    pieces = [[(piece.text, numbers(piece.begins)) for piece in line] for line in text.paragraphs]
    assert pieces == [
        [("（一）主动公开。全年", []), ("新收申请１２３ 件，", [1])],
        [("办结120", []), ("件；无一败诉。其余结转。", [])],
    ]


@pytest.mark.parametrize(
    ("where", "quote", "marks"),
    [
        ("requests.received.other", "办结120件", 1),
        ("requests.received.other", "/", 0),
        ("requests.received.other", "1", 0),
        ("narrative.problems", "办结120件", 0),
        ("narrative", "办结120件", 1),
        ("organ", "某某市标题", 1),
        ("narrative.overview", "", 0),
        ("narrative.overview", "没有这句话", 0),
        ("narrative.overview", "全年新收申请…", 1),
    ],
)
def test_a_quote_is_looked_for_where_its_finding_is(where, quote, marks):
    report = marked(finding(where, quote), form=ReportForm(title="某某市标题"))
    begun = [note for text in report.texts for line in text.paragraphs
             for piece in line for note in piece.begins]  # fmt: skip
    assert len(begun) == marks and bool(report.findings[0].excerpt) == bool(marks)


def test_parts_that_are_missing_empty_or_endless_are_told_apart():
    found = marked(overview="长" * (LONGEST_TEXT + 1))
    by_key = {text.key: text for text in found.texts}
    assert by_key["overview"].is_cut and not by_key["problems"].is_cut
    assert len(by_key["overview"].paragraphs[0][0].text) == LONGEST_TEXT
    assert [text.is_missing for text in marked(overview=None).texts][0]
    empty = marked(overview=" \n").texts[0]
    assert not empty.is_missing and empty.paragraphs == ()


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_passages_are_the_text_and_each_finding_begins_once(text, places):
    spans = [
        (Note(number, Severity.INFO), Span(*sorted((min(a, len(text)), min(b, len(text))))))
        for number, (a, b) in enumerate(places, start=1)
    ]
    spans = [(note, span) for note, span in spans if span.start < span.end]
    pieces = list(passages(text, spans))
    assert "".join(piece.text for piece in pieces) == text
    assert sorted(n.number for piece in pieces for n in piece.begins) == [
        n.number for n, _ in spans
    ]
    for note, span in spans:
        covered = "".join(piece.text for piece in pieces if note in piece.notes)
        assert covered == text[span.start : span.end]


@given(st.text(alphabet="甲乙。；\n １1a", max_size=80), st.data())
def test_every_piece_of_a_text_is_found_again_and_stands_in_its_excerpt(text, data):
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    span = Searchable(text).find(quote)
    if not quote.split():
        assert span is None
        return
    found = text[span.start : span.end]
    assert "".join(found.split()).replace("１", "1") == "".join(quote.split()).replace("１", "1")
    pieces = excerpt(text, Note(1, Severity.ERROR), span)
    assert found == "".join(piece.text for piece in pieces if piece.notes)
