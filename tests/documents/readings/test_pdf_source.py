"""A PDF's tables come back with the official spans and its paragraphs as they were written."""

import io
import random
import re
import subprocess
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm

from documents import official_form
from documents.conftest import report_json
from documents.readings.typst_pages import STYLE, compiled, typeset
from documents.readings.written_pdf import grid, page_of, songti, text
from gongkai.documents.readings.pages.glyphs import plain
from gongkai.documents.readings.pdf import read_pdf
from gongkai.documents.readings.sources import SourceTable, SourceText
from gongkai.documents.reports.docx import render_docx
from gongkai.documents.reports.pdf import render_pdf

THIN = {"requests": [14, 18, 50] + [9] * 7, "disputes": [8] * 15}
LAYOUTS = {
    "ordinary": {},
    "open at both sides": {"strokes": "open", "footer": "第#页 共&页"},
    "page after page": {"page": [210, 148], "footer": "- # -", "repeat": False},
    "head on every page": {"page": [210, 170], "footer": "#/&", "header": "某市住房公积金管理中心"},
    "open, head on every page": {"page": [210, 190], "strokes": "open"},
    "digits broken": {"page": [210, 200], "digits": 3, "widths": THIN, "cells": 8, "inset": 2},
    "text at the upper left": {"page": [210, 160], "centred": False, "repeat": False},
    "landscape": {"flipped": True, "footer": "#", "margin": 20},
    "blocks of text, watermark": {"indent": 0, "watermark": "内部资料"},
}


def squeezed(words):
    return re.sub(r"\s", "", words)


def tables_in(source):
    return [block for block in source.blocks if isinstance(block, SourceTable)]


def texts_in(source):
    return [block.text for block in source.blocks if isinstance(block, SourceText)]


def spans(rows):
    return [[(squeezed(cell.text), cell.colspan, cell.rowspan) for cell in row] for row in rows]


def official_spans(document):
    return [spans(table.by_row()) for section in document.sections for table in section.tables]


def written(document):
    lines = [document.title, *document.opening]
    for section in document.sections:
        lines += [section.title, *(block.text for block in section.blocks)]
    return lines + list(document.signature)


def unfolded(table):
    """Return every place of a table with the text of the cell that covers it."""
    places = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in places:
                column += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    assert (number + down, column + right) not in places
                    places[number + down, column + right] = squeezed(cell.text)
    rows, columns = max(places)
    return [[places[row, column] for column in range(columns + 1)] for row in range(rows + 1)]


def test_our_own_pdf_comes_back_cell_for_cell(suqian):
    source = read_pdf(render_pdf(suqian), "宿迁.pdf")
    expected = official_form.tables(report_json("suqian"))
    assert [unfolded(table) for table in tables_in(source)] == expected
    assert (source.format, source.by_ocr, source.title) == ("pdf", False, suqian.title)


def test_our_own_pdf_comes_back_word_for_word(huludao):
    document = replace(huludao, demonstration=False)
    assert texts_in(read_pdf(render_pdf(document), "a.pdf")) == written(document)


def test_headings_are_told_from_text(huludao):
    source = read_pdf(render_pdf(huludao), "a.pdf")
    levels = {block.text: block.level for block in source.blocks if isinstance(block, SourceText)}
    assert levels[huludao.title] == 1
    sections = [words for words, level in levels.items() if level == 2]
    assert sections == [section.title for section in huludao.sections]
    assert levels["(二)依申请公开情况"] == 3
    assert {levels[words] for words in levels if words.endswith("。")} == {0}


def test_places_name_the_page(counted):
    source = read_pdf(typeset(counted, page=[210, 200], repeat=False), "a.pdf")
    assert [table.place for table in tables_in(source)] == [
        "第1页，表格1",
        "第1–2页，表格2",
        "第2页，表格3",
    ]
    assert source.blocks[0].place == "第1页"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("name", ["suqian", "huludao"])
def test_every_layout_gives_the_official_form(request, name, layout):
    document = request.getfixturevalue(name)
    source = read_pdf(typeset(document, **layout), "a.pdf")
    assert [spans(table.rows) for table in tables_in(source)] == official_spans(document)
    assert [squeezed(each) for each in texts_in(source)] == [
        squeezed(each) for each in written(document)
    ]


@pytest.mark.parametrize("height", range(114, 250, 17))
def test_the_page_may_end_in_any_row(counted, height):
    pdf = typeset(counted, page=[210, height], repeat=False, footer="第 # 页 / 共 & 页")
    source = read_pdf(pdf, "a.pdf")
    assert [spans(table.rows) for table in tables_in(source)] == official_spans(counted)
    assert "页" not in "".join(texts_in(source)).replace("网页", "")


def test_line_breaks_in_a_cell_are_kept(suqian):
    source = read_pdf(typeset(suqian, digits=3, widths=THIN, cells=8, inset=2), "a.pdf")
    figures = [cell.text for row in tables_in(source)[0].rows for cell in row]
    assert {"180\n859\n5", "282\n265\n2"} <= set(figures)


def test_blank_cells_stay_blank(suqian):
    blank = dict.fromkeys(suqian.report.paths())
    document = replace(suqian, report=suqian.report.with_values(blank))
    for height in (150, 200, 297):
        source = read_pdf(typeset(document, page=[210, height]), "a.pdf")
        assert [spans(table.rows) for table in tables_in(source)] == official_spans(document)


def paged(*blocks, **style):
    return compiled({"style": STYLE | {"footer": ""} | style, "blocks": list(blocks)})


def block_of(*lines):
    return [{"kind": "text", "text": line} for line in lines]


def test_a_figure_over_two_lines_is_one_and_latin_words_are_two():
    line = "全年公开政府信息" + "一" * 24
    words = (
        f"{line}180859512345件，其中 open data portal of the city government 发布 GB/T 9704 标准。"
    )
    source = read_pdf(paged(*block_of(*[words] * 3), margin=30), "a.pdf")
    assert texts_in(source) == [words] * 3


def test_full_width_characters_and_minus_are_left():
    words = "本年减少－８件（１，０２４件），较上年-4件，增长率-3.5%；" * 5
    assert texts_in(read_pdf(paged(*block_of(words)), "a.pdf")) == [words]


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [("⼀、总体情况", "一、总体情况"), ("⺠政⻓⻚", "民政长页"), ("⼾⻘", "户青"), ("ﬁle", "file")]
    + [("更\uf901", "更更"), ("（１）：，", "（１）：，"), ("①％", "①％"), ("\u00a05", " 5")],
)
def test_radicals_and_ligatures_become_characters(drawn, meant):
    assert plain(drawn) == meant


def test_repeated_lines_at_the_edge_are_no_text():
    chance = random.Random(4)
    letters = "政府信息公开工作报告依申请主动条例机关"
    page = block_of(*["".join(chance.choices(letters, k=700)) for _ in range(4)])
    pdf = paged(*page, header="某市政府 2024年1月", footer="某市政府办公室印 #")
    assert texts_in(read_pdf(pdf, "a.pdf")) == [each["text"] for each in page]


def test_a_frame_around_text_is_no_table():
    words = text(*[(80, 700 - 14 * n, "report of the year " * 3) for n in range(9)])
    source = read_pdf(page_of(grid([50, 545], [500, 800]) + words), "a.pdf")
    assert not tables_in(source) and texts_in(source)


def test_a_number_wider_than_its_column_is_not_torn():
    figures = text((60, 705, "12"), (104, 705, "1808595"), (160, 705, "7"), size=9)
    filler = text(*[(60, 300 - 14 * n, "words of the report " * 3) for n in range(6)])
    drawn = grid([50, 100, 130, 200], [680, 720, 760])
    (table,) = tables_in(read_pdf(page_of(drawn + figures + filler), "a.pdf"))
    assert [cell.text for cell in table.rows[1]] == ["12", "1808595", "7"]


@pytest.mark.parametrize(
    "rules",
    [
        "".join(f"{x} 600 0.6 100 re f " for x in (50, 150, 250))
        + "".join(f"50 {y} 200 0.6 re f " for y in (600, 650, 700)),
        "".join(f"{x} {y} 99 49 re S " for x in (50, 150) for y in (600, 650)),
        "".join(
            f"{x} {y} 100 50 re {x + 1} {y + 1} 98 48 re f* " for x in (50, 150) for y in (600, 650)
        ),
        "[2 1] 0 d " + grid([50, 150, 250], [600, 650, 700]),
        "q 0.5 0 0 0.5 25 300 cm " + grid([50, 250, 450], [600, 700, 800]) + "Q ",
    ],
    ids=["thin boxes", "boxes of cells", "frames", "dashes", "scaled"],
)
def test_rules_are_found_however_they_are_drawn(rules):
    figures = text((60, 670, "a"), (160, 670, "b"), (60, 620, "1"), (160, 620, "2"))
    filler = text(*[(60, 300 - 14 * n, "words of the report " * 3) for n in range(6)])
    (table,) = tables_in(read_pdf(page_of(rules + figures + filler), "a.pdf"))
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("turned", "turn"),
    [("0 1 -1 0 595 0 cm", 90), ("0 -1 1 0 0 842 cm", 270), ("-1 0 0 -1 595 842 cm", 180)],
)
def test_a_page_laid_on_its_side_is_read_upright(turned, turn):
    figures = text((60, 370, "a"), (160, 370, "b"), (60, 320, "1"), (160, 320, "2"))
    filler = text(*[(60, 200 - 14 * n, f"line {n} of the report on its side") for n in range(6)])
    drawn = f"{turned} " + grid([50, 150, 250], [300, 350, 400]) + figures + filler
    source = read_pdf(page_of(drawn, entries=f"/Rotate {turn}"), "a.pdf")
    (table,) = tables_in(source)
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b"], ["1", "2"]]
    assert " ".join(texts_in(source)).index("line 0") < " ".join(texts_in(source)).index("line 5")


def test_a_title_in_the_metadata_counts_only_where_it_is_printed(suqian):
    content = render_pdf(suqian)
    assert read_pdf(content, "a.pdf").title == suqian.title
    old = page_of(
        text(*[(50, 700 - 14 * n, "Report of 2023, one line of it") for n in range(9)]),
        objects=["<</Title(Report of 2022)>>"],
        trailer="/Info 5 0 R",
    )
    assert read_pdf(old, "a.pdf").title is None
    assert read_pdf(old.replace(b"2022", b"2023"), "a.pdf").title == "Report of 2023"


@pytest.mark.parametrize("apart", [0, 0.3, 1.0])
def test_bold_made_by_printing_twice_is_read_once(apart):
    figures = [(60, 670, "112"), (160, 670, "7"), (60, 620, "1"), (160, 620, "2")]
    shifted = [(x + apart, y, words) for x, y, words in figures]
    drawn = grid([50, 150, 250], [600, 650, 700]) + text(*figures, *shifted)
    filler = text(*[(60, 300 - 14 * n, "words of the report " * 3) for n in range(6)])
    (table,) = tables_in(read_pdf(page_of(drawn + filler), "a.pdf"))
    assert [[cell.text for cell in row] for row in table.rows] == [["112", "7"], ["1", "2"]]


@pytest.mark.parametrize(
    ("encoding", "codec"), [("UniGB-UCS2-H", "utf-16-be"), ("GBK-EUC-H", "gbk")]
)
def test_chinese_in_a_font_that_is_not_embedded_is_read(encoding, codec):
    words = "一、总体情况。全年公开政府信息１２34件，"
    shown = "".join(
        f"BT /F 10 Tf 60 {600 - 20 * n} Td <{words.encode(codec).hex()}> Tj ET\n" for n in range(8)
    )
    source = read_pdf(page_of(shown, resources=f"/Font<</F {songti(encoding)}>>"), "a.pdf")
    assert "".join(texts_in(source)) == words * 8


@pytest.mark.libreoffice
def test_libreoffice_prints_a_table_over_pages_and_it_comes_back(suqian, tmp_path):
    word = docx.Document(io.BytesIO(render_docx(suqian)))
    for section in word.sections:
        section.page_height, section.top_margin, section.bottom_margin = Mm(190), Mm(20), Mm(20)
    for name in ("cantSplit", "keepNext"):
        for mark in word.element.body.xpath(f".//w:tbl//w:{name}"):
            mark.getparent().remove(mark)
    word.save(tmp_path / "report.docx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        + ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    source = read_pdf((tmp_path / "report.pdf").read_bytes(), "report.pdf")
    assert [spans(table.rows) for table in tables_in(source)] == official_spans(suqian)
    assert any("–" in table.place for table in tables_in(source))
    assert [squeezed(each) for each in texts_in(source)] == [
        squeezed(each) for each in written(suqian)
    ]
