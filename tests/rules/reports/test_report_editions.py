"""The official format, label by label (国办公开办函〔2021〕30号, 〔2019〕60号)."""

import pytest

from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.reports.editions import (
    FigureKind,
    NoSuchEdition,
    TableLayout,
    edition,
    edition_for_year,
)

HEAD = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
RESULTS = [
    ["三、本年度办理结果", "（一）予以公开"],
    ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
    ["（三）不予公开", "1.属于国家秘密"],
    ["2.其他法律行政法规禁止公开"],
    ["3.危及“三安全一稳定”"],
    ["4.保护第三方合法权益"],
    ["5.属于三类内部事务信息"],
    ["6.属于四类过程性信息"],
    ["7.属于行政执法案卷"],
    ["8.属于行政查询事项"],
    ["（四）无法提供", "1.本机关不掌握相关政府信息"],
    ["2.没有现成信息需要另行制作"],
    ["3.补正后申请内容仍不明确"],
    ["（五）不予处理", "1.信访举报投诉类申请"],
    ["2.重复申请"],
    ["3.要求提供公开出版物"],
    ["4.无正当理由大量反复申请"],
    ["5.要求行政机关确认或重新出具已获取信息"],
]
OTHER_2021 = [
    [
        "（六）其他处理",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ],
    ["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"],
    ["3.其他"],
]
BEFORE = [["一、本年新收政府信息公开申请数量"], ["二、上年结转政府信息公开申请数量"]]
AFTER = [["（七）总计"], ["四、结转下年度继续办理"]]

PROACTIVE_2021 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章"],
    ["行政规范性文件"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可"],
    ["第二十条第（六）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政处罚"],
    ["行政强制"],
    ["第二十条第（八）项"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费"],
]
PROACTIVE_2019 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章"],
    ["规范性文件"],
    ["第二十条第（五）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可"],
    ["其他对外管理服务事项"],
    ["第二十条第（六）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政处罚"],
    ["行政强制"],
    ["第二十条第（八）项"],
    ["信息内容", "上一年项目数量", "本年增/减"],
    ["行政事业性收费"],
    ["第二十条第（九）项"],
    ["信息内容", "采购项目数量", "采购总金额"],
    ["政府集中采购"],
]
FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def labels(table: TableLayout) -> list[list[str]]:
    return [[cell.text for cell in row if cell.header] for row in table.rows]


@pytest.mark.parametrize(
    ("code", "key", "expected"),
    [
        ("2021", "proactive", PROACTIVE_2021),
        ("2019", "proactive", PROACTIVE_2019),
        ("2021", "requests", HEAD + BEFORE + RESULTS + OTHER_2021 + AFTER),
        ("2019", "requests", HEAD + BEFORE + RESULTS + [["（六）其他处理"]] + AFTER),
    ],
)
def test_labels_are_the_official_ones(code, key, expected):
    assert labels(edition(code).table(key)) == expected


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_disputes_are_one_line_of_fifteen(code):
    table = edition(code).table("disputes")
    assert labels(table) == [
        ["行政复议", "行政诉讼"],
        [*FIVE, "未经复议直接起诉", "复议后起诉"],
        [*FIVE, *FIVE],
        [],
    ]
    assert table.columns == len(table.rows[-1]) == 15
    assert table.head_rows == 3


@pytest.mark.parametrize("code", ["2019", "2021"])
@pytest.mark.parametrize("key", ["proactive", "requests", "disputes"])
def test_spans_fill_the_table_without_gap_or_overlap(code, key):
    table = edition(code).table(key)
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (line, column) in taken:
                column += 1
            places = {
                (line + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            assert not places & taken, cell
            taken |= places
    everywhere = {
        (line, column) for line in range(len(table.rows)) for column in range(table.columns)
    }
    assert taken == everywhere


@pytest.mark.parametrize(("code", "span"), [("2019", 20), ("2021", 22)])
def test_results_span_their_lines(code, span):
    cells = [cell for row in edition(code).table("requests").rows for cell in row]
    assert [cell.rowspan for cell in cells if cell.text == "三、本年度办理结果"] == [span]
    corner = cells[0]
    assert (corner.rowspan, corner.colspan) == (3, 3)


@pytest.mark.parametrize(
    ("code", "figures"), [("2019", 22 + 23 * 7 + 15), ("2021", 10 + 25 * 7 + 15)]
)
def test_every_figure_stands_in_exactly_one_cell(code, figures):
    form = edition(code)
    cells = [cell for table in form.tables for row in table.rows for cell in row]
    assert [cell.path for cell in cells if cell.path] == list(form.paths)
    assert len(form.paths) == figures
    assert all(cell.header == (cell.path is None) for cell in cells)


def test_section_titles():
    assert edition("2021").section_titles == (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )


@pytest.mark.parametrize(
    ("year", "code"),
    [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2023, "2021"), (2030, "2021")],
)
def test_edition_of_a_year(year, code):
    assert edition_for_year(year).code == code


def test_years_before_the_first_edition_are_refused():
    with pytest.raises(NoSuchEdition, match="2018年度没有对应的报告格式.*2019年度"):
        edition_for_year(2018)


def test_unknown_edition_is_refused_in_one_line():
    with pytest.raises(NoSuchEdition) as refusal:
        edition("2020\n版")
    assert "\n" not in str(refusal.value)
    assert "2019、2021" in str(refusal.value)


def test_columns_are_the_kinds_of_applicant():
    kinds = [(kind.column, kind.label) for kind in ApplicantKind]
    assert list(edition("2021").request_columns) == [*kinds, ("total", "总计")]


def test_a_row_says_where_it_belongs():
    row = edition("2021").request_row("refused_state_secret")
    assert row.full_label == "（三）不予公开 1.属于国家秘密"
    assert "第十四条" in row.source
    assert edition("2019").request_row("closed_other").full_label == "（六）其他处理"


def test_outcome_rows_leave_out_the_total():
    assert len(edition("2021").outcome_rows) == 21
    assert "total" not in {row.key for row in edition("2021").outcome_rows}


def test_figures_know_their_kind_and_label():
    figures = edition("2021").figures
    assert figures["proactive.administrative_fees_wan"].kind is FigureKind.AMOUNT_WAN
    assert figures["disputes.litigation_direct.pending"].label == "未经复议直接起诉·尚未审结"
    assert edition("2019").figures["proactive_2019.licences.change"].kind is FigureKind.CHANGE


def test_filling_rules_point_at_places_that_exist_and_name_a_source():
    for code in ("2019", "2021"):
        form = edition(code)
        known = {f"{path}." for path in form.paths} | {"narrative.overview.", "narrative.other."}
        for rule in form.filling_rules:
            assert any(path.startswith(f"{rule.where}.") for path in known), rule
            assert rule.source
    rules = edition("2021").filling_rules_for("proactive.regulations.made")
    assert any("规章只能由" in rule.text for rule in rules)
