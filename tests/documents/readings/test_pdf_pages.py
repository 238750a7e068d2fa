"""Whatever stands on pages, and wherever their rules run: each character is read once."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.readings.pages.flow import flow_of
from gongkai.documents.readings.pages.furniture import without_furniture
from gongkai.documents.readings.pages.glyphs import Glyph, Page, Rule
from gongkai.documents.readings.pages.lines import Line, lines_of
from gongkai.documents.readings.pages.paragraphs import joined
from gongkai.documents.readings.pages.parts import Part
from gongkai.documents.readings.pages.rulings import TooManyRules, rulings

# Nothing near an edge of the page: what repeats there is no text.
PLACES = st.integers(0, 24).map(lambda step: 320.0 + step * 12)


def glyph(letter, x, y, size=10.0):
    return Glyph(letter, x, y, x + size, y + size, y + size * 0.8, size)


@st.composite
def pages(draw):
    """Draw pages on which no character comes twice, for what a table repeats is its head."""
    unused = iter(range(0x4E00, 0x9000))
    spots = st.lists(st.tuples(PLACES, PLACES), max_size=12)
    spans = st.lists(st.tuples(st.booleans(), PLACES, PLACES, PLACES), max_size=16)
    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        glyphs = [glyph(chr(next(unused)), x, y) for x, y in draw(spots)]
        rules = [Rule(level, at, min(a, b), max(a, b)) for level, at, a, b in draw(spans)]
        made.append(Page(number, 1000, 1000, tuple(glyphs), tuple(rules)))
    return made


def letters_of(item):
    if isinstance(item, Part):
        return "".join(cell.text for cell in item.cells)
    return item.line.text


@settings(max_examples=60, deadline=None)
@given(pages())
def test_each_character_is_read_once(made):
    found = Counter("".join("".join(map(letters_of, flow_of(made))).split()))
    assert found == Counter(glyph.text for page in made for glyph in page.glyphs)


@settings(max_examples=60, deadline=None)
@given(pages())
def test_cells_cover_each_place_once(made):
    for ruling in (each for page in made for each in rulings(page.rules, page.glyphs)):
        places = Counter(
            (column, row)
            for left, top, right, bottom in ruling.spans
            for column in range(left, right)
            for row in range(top, bottom)
        )
        assert set(places.values()) == {1}
        assert len(places) == (len(ruling.columns) - 1) * (len(ruling.rows) - 1)


def test_a_broken_rule_does_not_pour_two_lines_into_one_cell():
    # The rule between the lines is missing under the second of three columns only on its left half.
    level = [Rule(True, y, 0, 300) for y in (0, 40)] + [
        Rule(True, 20, 0, 140),
        Rule(True, 20, 180, 300),
    ]
    upright = [Rule(False, x, 0, 40) for x in (0, 100, 300)]
    (ruling,) = rulings([*level, *upright, Rule(False, 200, 0, 20)], [])
    assert all(bottom - top == 1 for left, top, right, bottom in ruling.spans if left > 0)


@pytest.mark.parametrize(
    "rules",
    [
        [Rule(True, n * 4.0, 0, 100) for n in range(900)],
        [Rule(False, n * 8.0, 0, 100) for n in range(200)]
        + [Rule(True, 0, 0, 1600), Rule(True, 100, 0, 1600)],
    ],
)
def test_more_rules_than_any_report_has_are_refused(rules):
    with pytest.raises(TooManyRules):
        rulings(rules, [])


def row(words, gap=0.0, start=100.0):
    return [glyph(letter, start + n * (10 + gap), 100) for n, letter in enumerate(words)]


@pytest.mark.parametrize(
    ("glyphs", "words"),
    [
        (row("公开5件"), "公开5件"),
        (row("总计", gap=8), "总计"),
        (row("总计", gap=25), "总 计"),
        (row("ab") + row("cd", start=124), "ab cd"),
        (row("公开") + row("12", start=123), "公开12"),
        (row("甲 乙"), "甲 乙"),
        (row("甲\u3000乙"), "甲\u3000乙"),
        (row(" 甲 "), "甲"),
    ],
)
def test_a_blank_is_where_the_page_shows_one(glyphs, words):
    assert [line.text for line in lines_of(glyphs)] == [words]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["共计18085", "95件"], "共计1808595件"),
        (["较上年-", "5件"], "较上年-5件"),
        (["open", "data"], "open data"),
        (["GB/T", "9704"], "GB/T 9704"),
        (["公开", "信息"], "公开信息"),
        (["比例为99.", "07%"], "比例为99.07%"),
    ],
)
def test_lines_of_a_paragraph_are_joined(lines, whole):
    assert joined(lines) == whole


def lines_at(*texts, top=200.0):
    return [
        Line(words, 100, 200, top + 20 * n, top + 20 * n + 10, 10) for n, words in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "foot", ["— 3 —", "-3-", "第3页", "第3页 共6页", "第 3 页，共 6 页", "Page 3 of 6", "·3·"]
)
def test_a_page_number_is_told_on_one_page(foot):
    body = lines_at("正文")
    assert without_furniture([body + lines_at(foot, top=800)], [842.0]) == [body]


@pytest.mark.parametrize("foot", ["3", "2024年1月25日", "共3页附件", "3件", "某市某局"])
def test_other_last_lines_are_text(foot):
    body = [*lines_at("正文"), *lines_at(foot, top=800)]
    assert without_furniture([body], [842.0]) == [body]


def test_lone_numbers_are_page_numbers_where_they_count_on():
    bodies = [lines_at(words) for words in ("甲", "乙", "丙")]
    for numbers, expected in (("456", bodies), ("492", None)):
        pages = [
            [*body, *lines_at(number, top=800)]
            for body, number in zip(bodies, numbers, strict=True)
        ]
        assert without_furniture(pages, [842.0] * 3) == (expected or pages)


@pytest.mark.parametrize(
    ("feet", "is_text"),
    [
        (["某市政府办公室印"] * 3, False),
        (["2024/1/25 第1/3张", "2024/1/25 第2/3张", "2024/1/25 第3/3张"], False),
        (["全年受理12件", "全年受理7件", "全年受理9件"], True),
        (["甲", "乙", "丙"], True),
    ],
)
def test_a_line_that_comes_again_is_furniture_unless_its_figures_differ(feet, is_text):
    bodies = [lines_at(words) for words in ("子", "丑", "寅")]
    pages = [[*body, *lines_at(foot, top=800)] for body, foot in zip(bodies, feet, strict=True)]
    assert without_furniture(pages, [842.0] * 3) == (pages if is_text else bodies)


def test_the_same_first_line_within_the_type_area_is_text():
    pages = [[*lines_at("一、总体情况", top=150), *lines_at(words, top=200)] for words in "甲乙"]
    assert without_furniture(pages, [842.0] * 2) == pages
