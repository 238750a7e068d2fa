"""Numbers in every form official prose writes them, and what is no number of anything."""

from decimal import Decimal

import pytest

from gongkai.rules.reports.prose.characters import plain_text
from gongkai.rules.reports.prose.numbers import Bound, chinese_number
from gongkai.rules.reports.prose.tokens import Figure, tokens


def figures(text: str) -> list[Figure]:
    plain = plain_text(text).text
    return [token.figure for token in tokens(plain, 0, len(plain)) if token.figure]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1024件", 1024, "件"),
        ("1,024件", 1024, "件"),
        ("1，024件", 1024, "件"),
        ("1 024件", 1024, "件"),
        ("１０２４件", 1024, "件"),
        ("１，０２４ 件", 1024, "件"),
        ("10\n24件", 1024, "件"),
        ("1,234,567件", 1234567, "件"),
        ("3.5万件", 35000, "件"),
        ("12.6万元", 126000, "元"),
        ("1.2亿元", 120000000, "元"),
        ("59237.2449万元", Decimal("592372449"), "元"),
        ("一千零二十四件", 1024, "件"),
        ("十二件", 12, "件"),
        ("两件", 2, "件"),
        ("二十宗", 20, "宗"),
        ("一百一十份", 110, "份"),
        ("三万五千件", 35000, "件"),
        ("零件", 0, "件"),
        ("66.48％", Decimal("66.48"), "%"),
        ("2个百分点", 2, "个百分点"),
        ("1.5倍", Decimal("1.5"), "倍"),
    ],
)
def test_a_figure_is_read(text, value, unit):
    (figure,) = figures(text)
    assert (figure.number.value, figure.unit) == (value, unit)
    assert figure.number.certain


@pytest.mark.parametrize(
    "text",
    [
        "2023年",
        "第20条",
        "第十二条",
        "1月31日",
        "〔2021〕30号",
        "“三审三校”",
        "5·15",
        "0527-84368000",
        "一起推进",
        "高效办成一件事",
        "每一件",
        "一次性告知",
        "2023年1月1日至12月31日",
    ],
)
def test_this_counts_nothing(text):
    assert figures(text) == []


@pytest.mark.parametrize("text", ["12345热线", "3项制度", "18项事项"])
def test_these_are_no_counts_of_requests(text):
    assert {figure.unit for figure in figures(text)} <= {"", "项"}


@pytest.mark.parametrize(
    ("text", "bound", "right", "wrong"),
    [
        ("约1200件", Bound.ABOUT, [1150, 1200, 1280], [1050, 1301]),
        ("近1200件", Bound.NEARLY, [1150, 1200], [1201, 1099]),
        ("1200余件", Bound.MORE, [1200, 1299], [1199, 1300]),
        ("120多件", Bound.MORE, [120, 129], [130, 119]),
        ("三百余件", Bound.MORE, [300, 399], [400, 299]),
        ("3.5万余件", Bound.MORE, [35000, 35999], [36000, 34999]),
        ("超过1000件", Bound.OVER, [1000, 2500], [999]),
        ("1000件以上", Bound.OVER, [1000, 1001], [999]),
        ("不足100件", Bound.UNDER, [99], [100]),
        ("100件左右", Bound.ABOUT, [95, 180], [201]),
        ("3.5万件", Bound.ROUNDED, [35400, 34501], [36000, 34000]),
        ("共1200件", Bound.EXACT, [1200], [1199, 1201]),
    ],
)
def test_an_approximate_number_admits_what_its_word_says(text, bound, right, wrong):
    (figure,) = figures(text)
    assert figure.number.bound is bound
    assert [n for n in right + wrong if figure.number.admits(Decimal(n))] == right


def test_blanks_that_leave_the_number_open_make_it_uncertain():
    (figure,) = figures("35 11件")
    assert not figure.number.certain
    (figure,) = figures("2023\n15件")
    assert not figure.number.certain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百零五", 305),
        ("三百五", 350),
        ("两万五", 25000),
        ("一亿二千万", 120000000),
        ("二〇二三", 2023),
        ("十", 10),
        ("三千零五", 3005),
        ("一二", None),
        ("三四百", None),
        ("", None),
    ],
)
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value


def test_places_lead_back_to_the_text_as_written():
    text = "　　全市收到 １，０２４ 件\n（二）依申请公开\n收到\n12件"
    plain = plain_text(text)
    for position, char in enumerate(plain.text):
        written = text[plain.place(position)]
        assert char == written or not char.isalpha() or char.isascii()
    found = figures(text)
    assert [text[slice(*plain.span(one.start, one.end))] for one in found] == [
        "１，０２４ 件",
        "12件",
    ]
