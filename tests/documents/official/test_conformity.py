"""GB/T 9704-2012 by clauses: every kind conforms, and a broken rule turns its clause red."""

import io
from dataclasses import replace

import pytest

from documents.official.mutations import mutated_pdf
from documents.official.samples import (
    EVERY_KIND,
    GRID,
    JOINT,
    LETTER,
    MINUTES,
    NOTICE,
    OPINION,
    REPLY,
)
from gongkai.documents.official.conformity import conformity, conformity_table
from gongkai.documents.official.measuring import PdfUnmeasurable
from gongkai.documents.official.pdf import write_pdf


def red(pdf):
    return [clause for clause in conformity(pdf) if clause.ok is False]


@pytest.mark.parametrize("name", [*EVERY_KIND, "grid"])
def test_every_kind_conforms(name):
    clauses = conformity(write_pdf({**EVERY_KIND, "grid": GRID}[name]))
    assert [clause for clause in clauses if clause.ok is False] == []
    assert sum(clause.ok is True for clause in clauses) >= 35


@pytest.mark.parametrize("name", EVERY_KIND)
def test_only_paper_print_and_typefaces_are_left_open(name):
    clauses = conformity(write_pdf(EVERY_KIND[name]))
    left_open = [clause for clause in clauses if clause.ok is None]
    assert all("字体" in clause.element or clause.clause in ("4", "6.2") for clause in left_open), (
        left_open
    )
    assert all("替代字体" in clause.measured for clause in left_open if "字体" in clause.element)


# what is changed in the template, the document, and the clauses that must turn red
MUTATIONS = [
    ({"top: 37mm": "top: 34mm"}, GRID, {"5.2.1"}),
    ({"left: 28mm": "left: 25mm"}, GRID, {"5.2.1"}),
    ({"right: 26mm": "right: 32mm"}, GRID, {"5.2.1"}),
    ({'paper: "a4"': 'paper: "us-letter"'}, NOTICE, {"5.1"}),
    ({"#let body-size = 16pt": "#let body-size = 14pt"}, NOTICE, {"7.3.3"}),
    ({"#let tracking = step - body-size": "#let tracking = 1pt"}, GRID, {"5.2.3"}),
    ({"fill: red,": "fill: black,"}, NOTICE, {"7.2.4"}),
    ({"height: 35mm, width": "height: 30mm, width"}, NOTICE, {"7.2.4"}),
    ({"height: 35mm, width": "height: 38mm, width"}, MINUTES, {"10.3"}),
    ({"v(2 * pitch + pitch - body-size)": "v(pitch)"}, NOTICE, {"7.2.5"}),
    ({"align(center, data.number)": "align(left, data.number)"}, NOTICE, {"7.2.5"}),
    ({"pad(left: step, data.number)": "data.number"}, OPINION, {"7.2.5"}),
    ({"box(width: 4 * step)[签发人：]": "[]"}, OPINION, {"7.2.6"}),
    ({"v(4mm + 0.75pt)\n  line(length: 100%": "v(9mm)\n  line(length: 100%"}, NOTICE, {"7.2.7"}),
    ({"line(length: 100%, stroke: 1.5pt + red)": "line(length: 80%, stroke: 1.5pt + red)"},
     NOTICE, {"7.2.7"}),
    ({"size: 22pt": "size: 24pt"}, NOTICE, {"7.3.1"}),
    ({"#v(2 * pitch, weak: false)": "#v(pitch, weak: false)"}, NOTICE, {"7.3.1"}),
    ({"align(center, block(above: 0pt": "align(left, block(above: 0pt"}, NOTICE, {"7.3.1"}),
    ({"#v(pitch + lead)": "#v(0pt)"}, NOTICE, {"7.3.2"}),
    ({"first-line-indent: (amount: 2 * step": "first-line-indent: (amount: 1 * step"}, NOTICE,
     {"7.3.3"}),
    ({"(fonts.heading, fonts.subheading, fonts.body": "(fonts.body, fonts.heading, fonts.body"},
     NOTICE, {"7.3.3"}),
    ({"block(above: pitch + lead, below: lead, pad(left: 2 * step":
      "block(above: lead, below: lead, pad(left: 0pt"}, NOTICE, {"7.3.4"}),
    ({"calc.max(4 * step": "calc.max(1 * step"}, replace(NOTICE, organs=("丙市中心",)),
     {"7.3.5.1"}),
    ({"#set align(center)\n      #par(organ)": "#set align(left)\n      #par(organ)"}, NOTICE,
     {"7.3.5.1"}),
    ({"if data.seal { 2 * pitch }": "if data.seal { 5 * pitch }"}, REPLY, {"7.3.5.1"}),
    ({"row-gutter: 44mm - body-size": "row-gutter: 10mm"}, JOINT, {"7.3.5.2"}),
    ({"+ 2 * step, par(date)": "+ 0 * step, par(date)"}, OPINION, {"7.3.5.1"}),
    ({"flush(h(2 * step) + data.note)": "flush(data.note)"}, NOTICE, {"7.3.6"}),
    ({"text(font: fonts.heading, it.label)": "it.label"}, NOTICE, {"7.3.7"}),
    ({"stroke: 0.35mm": "stroke: 0.2mm"}, NOTICE, {"7.4.1"}),
    ({"stroke: 0.25mm": "stroke: 0.4mm"}, NOTICE, {"7.4.1"}),
    ({"thick\n      v(0.175mm)": "thick\n      v(6mm)"}, NOTICE, {"7.4.1"}),
    ({"set text(size: 14pt, tracking: 0pt)": "set text(size: 12pt, tracking: 0pt)"}, NOTICE,
     {"7.4.2"}),
    ({"let printed = pad(x: 14pt": "let printed = pad(x: 0pt"}, NOTICE, {"7.4.3"}),
    ({"#let page-number-drop = 7mm": "#let page-number-drop = 12mm"}, NOTICE, {"7.5"}),
    ({"calc.odd(number)": "calc.even(number)"}, NOTICE, {"7.5"}),
    ({"[— #number —]": "[第#(number)页]"}, NOTICE, {"7.5"}),
    ({"font: fonts.table, size: 14pt": "font: fonts.table, size: 10pt"}, NOTICE, {"7.5"}),
    ({'not (data.layout == "LETTER" and number == 1)': "true"}, LETTER, {"10.1"}),
    ({"length: 170mm": "length: 140mm"}, LETTER, {"10.1"}),
    ({"double-line(true)": "double-line(false)"}, LETTER, {"10.1"}),
    ({"dy: -20mm": "dy: -30mm"}, LETTER, {"10.1"}),
    ({"v(-7mm)": "v(-1mm)"}, LETTER, {"10.1"}),
    ({"v(body-size * 7 / 8)": "v(0pt)"}, LETTER, {"10.1"}),
    ({"text(font: fonts.heading, label)": "label"}, MINUTES, {"10.3"}),
]  # fmt: skip


@pytest.mark.parametrize(
    "changes, document, expected", MUTATIONS, ids=[next(iter(row[0]))[:40] for row in MUTATIONS]
)
def test_a_broken_rule_turns_its_clause_red(tmp_path, changes, document, expected):
    document = replace(document, both_sides=False)
    assert red(mutated_pdf(tmp_path, document, {})) == []
    found = red(mutated_pdf(tmp_path, document, changes))
    assert expected & {clause.clause for clause in found}, found


def test_twenty_one_lines_are_one_too_few(tmp_path):
    found = red(mutated_pdf(tmp_path, GRID, {}, pitch=30.4))
    assert ("5.2.3", "每面行数") in {(clause.clause, clause.element) for clause in found}
    assert any("可排21行" in clause.measured for clause in found)


def test_a_zero_before_the_number_or_the_month_is_noticed(tmp_path):
    found = red(mutated_pdf(tmp_path, NOTICE, {}, number="丙公积金发〔2026〕03号"))
    assert "7.2.5" in {clause.clause for clause in found}
    found = red(mutated_pdf(tmp_path, NOTICE, {}, printed="2026年06月10日印发"))
    assert "7.4.3" in {clause.clause for clause in found}


def test_a_page_number_behind_a_blank_page_is_noticed(tmp_path):
    found = red(mutated_pdf(tmp_path, NOTICE, {}, breaks=2))
    assert ("7.5", "空白页和版记页") in {(clause.clause, clause.element) for clause in found}


def test_a_page_with_the_signature_alone_is_noticed(tmp_path):
    breaking = {"#let led = if": "#pagebreak()\n#let led = if"}
    found = red(mutated_pdf(tmp_path, GRID, breaking))
    assert ("7.3.5.1", "署名页") in {(clause.clause, clause.element) for clause in found}


def test_what_is_no_pdf_cannot_be_measured():
    for content in (b"", b"%PDF-1.7\n", b"PK\x03\x04", io.BytesIO(b"x" * 100).read()):
        with pytest.raises(PdfUnmeasurable, match="不是可以打开的PDF"):
            conformity(content)


def test_a_head_in_another_colour_is_no_head(tmp_path):
    found = red(mutated_pdf(tmp_path, REPLY, {"fill: red,": "fill: blue,"}))
    assert "发文机关标志" in {clause.element for clause in found}


def test_the_table_has_a_row_for_each_clause():
    clauses = conformity(write_pdf(REPLY))
    table = conformity_table(clauses).splitlines()
    assert len(table) == len(clauses) + 2
    assert any(
        "| 7.2.7 | 分隔线宽 | 与版心等宽，156 mm | 156.00 mm | 符合 |" in row for row in table
    )
    assert any(row.endswith("| 未能核对 |") for row in table)
