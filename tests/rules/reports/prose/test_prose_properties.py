"""A right report with a right sentence is silent; one wrong figure is heard, where it stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.reports.checks.prose import CHECKS
from gongkai.rules.reports.checks.registry import CheckContext
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.prose.cells import value_of
from gongkai.rules.reports.prose.concepts import LITIGATION, Term, words
from gongkai.rules.reports.prose.sentences import claims_of
from gongkai.rules.reports.prose.verdicts import Verdict, judged
from gongkai.rules.reports.shape import Report
from rules.reports.prose.conftest import filled


def line(key: str) -> tuple[Term, ...]:
    return (Term("requests", key, "total"),)


def dispute(result: str, *routes: str) -> tuple[Term, ...]:
    return tuple(Term("disputes", route, result) for route in routes)


RECONSIDERATION = ("reconsideration",)
TEMPLATES = [
    [
        ("全市新收政府信息公开申请", line("received")),
        ("，上年结转", line("carried_in")),
        ("，办结", line("total")),
        ("，结转下年度继续办理", line("carried_out")),
    ],
    [
        ("共收办政府信息公开申请", line("received") + line("carried_in")),
        ("，其中予以公开", line("disclosed")),
        ("，部分公开", line("partly_disclosed")),
        ("，不予公开", line("不予公开")),
        ("，无法提供", line("无法提供")),
        ("，不予处理", line("不予处理")),
        ("，其他处理", line("其他处理")),
    ],
    [
        ("依申请公开方面，因属于国家秘密", line("refused_state_secret")),
        ("、属于行政查询事项", line("refused_registry_query")),
        ("、重复申请", line("not_processed_repeat")),
        ("、逾期不补正", line("closed_not_corrected")),
    ],
    [
        ("因政府信息公开被申请行政复议", dispute("total", *RECONSIDERATION)),
        ("，其中结果维持", dispute("upheld", *RECONSIDERATION)),
        ("、结果纠正", dispute("corrected", *RECONSIDERATION)),
        ("、尚未审结", dispute("pending", *RECONSIDERATION)),
        ("；被提起行政诉讼", dispute("total", *LITIGATION)),
        ("，其中结果维持", dispute("upheld", *LITIGATION)),
        ("、其他结果", dispute("other", *LITIGATION)),
    ],
]
CELLS = [path for path in edition("2021").paths if path.endswith(".total")] + [
    f"disputes.{route}.{result}"
    for route in (*RECONSIDERATION, *LITIGATION)
    for result in ("upheld", "corrected", "other", "pending")
]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    counts = draw(st.lists(st.integers(0, 9000), min_size=len(CELLS), max_size=len(CELLS)))
    return filled("某市人民政府", 2023, dict(zip(CELLS, counts, strict=True)))


unhurried = settings(deadline=None)
# Beyond every sum of the generated reports, so that no other cell holds it by chance.
FAR = 10**8

_NUMERALS = "零一二三四五六七八九"


def numerals(number: int) -> str:
    """Write a number below 10 000 in Chinese numerals; larger ones stay in digits."""
    if number >= 10**4:
        return str(number)
    if number == 0:
        return "零"
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if gap and text else "") + _NUMERALS[digit] + name
            gap = False
        else:
            gap = True
    return text


FORMS = (
    str,
    lambda number: f"{number:,}",
    lambda number: f"{number:,}".replace(",", "，"),
    lambda number: str(number).translate({ord("0") + i: chr(ord("０") + i) for i in range(10)}),
    numerals,
    lambda number: f" {number} ",
)


def written(slots: list[tuple[str, int]], form) -> tuple[str, list[int]]:
    text, places = "", []
    for words_before, value in slots:
        text += words_before
        places.append(len(text))
        text += f"{form(value)}件"
    return f"{text}。", places


def found_in(report, text):
    spoken = report.with_narrative(overview=text)
    return [finding for check in CHECKS for finding in check.run(spoken, CheckContext())]


@unhurried
@given(reports(), st.sampled_from(TEMPLATES), st.sampled_from(FORMS))
def test_a_sentence_of_the_tables_own_figures_is_silent(report, template, form):
    slots = [(before, int(value_of(report, reading))) for before, reading in template]
    text, _ = written(slots, form)
    judgements = judged(report.with_narrative(overview=text), "overview")
    assert [one.verdict for one in judgements] == [Verdict.AGREES] * len(slots)
    assert found_in(report, text) == []


@unhurried
@given(reports(), st.sampled_from(TEMPLATES), st.sampled_from(FORMS), st.data())
def test_one_wrong_figure_is_the_one_finding_at_its_place(report, template, form, data):
    slots = [(before, int(value_of(report, reading))) for before, reading in template]
    position = data.draw(st.integers(0, len(slots) - 1))
    before, value = slots[position]
    slots[position] = (before, value + FAR)
    text, places = written(slots, form)
    judgements = judged(report.with_narrative(overview=text), "overview")
    (wrong,) = (one for one in judgements if one.verdict is Verdict.CONTRADICTS)
    assert wrong.number_start - places[position] in (0, 1)
    assert (wrong.found, wrong.expected) == (str(value + FAR), str(value))
    (finding,) = found_in(report, text)
    assert finding.rule == "W1"
    assert finding.quote == wrong.quote
    assert finding.quote in text


FRAGMENTS = st.sampled_from(
    [
        *sorted(words()),
        *"，、；：。（）\n 　“”《》",
        *(
            "12件",
            "1,024件",
            "１２",
            "三百余件",
            "2023年",
            "占5%",
            "同比增长",
            "1.2万元",
            "约",
            "第",
        ),
        *("10\n24件", "1 024", "处理费共计30元，其中甲局10元、乙局20元"),
    ]
)


@unhurried
@given(reports(), st.lists(FRAGMENTS | st.text(max_size=4), max_size=40))
def test_any_text_is_read_and_every_place_lies_in_it(report, parts):
    text = "".join(parts)
    for claim in claims_of(text):
        assert 0 <= claim.start <= claim.number_start < claim.number_end <= claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.quote
        assert claim.sentence[0] <= claim.start
        assert claim.end <= claim.sentence[1]
    spoken = report.with_narrative(overview=text, other=text)
    for part in ("overview", "other"):
        for one in judged(spoken, part, report):
            assert text[one.start : one.end] == one.quote
