"""Sheets as offices really keep them: titles, merged headers, totals, gaps, other columns."""

from datetime import date, datetime

import openpyxl
import pytest

from documents.workbooks.books import CALLS, HEADER, TICKETS, read, rows_of, saved, ticket

DAY = "2023-05-01"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "台账.xlsx"


def test_a_plain_sheet(path):
    full = ["GD-1", "咨询", datetime(2023, 5, 1), "2023/5/3", "2023年5月4日", "是"]
    saved(path, [HEADER, full, ["GD-2", None, DAY]])
    assert rows_of(path) == [
        ticket(
            "GD-1",
            matter="咨询",
            ended_on=date(2023, 5, 3),
            called_on=date(2023, 5, 4),
            reached=True,
        ),
        ticket("GD-2"),
    ]


def test_a_header_below_merged_titles_and_remarks(path):
    rows = [["某中心2023年诉求工单台账"], ["填报单位：某中心"], [], HEADER, ["GD-1", "", DAY]]
    saved(path, rows, merged=["A1:F1", "A2:F2"])
    reading, faults = read(path)
    assert (reading.sheets[0].rows, faults) == ([ticket("GD-1")], [])
    assert reading.sheets[0].numbers == [5]


def test_a_header_of_two_rows_with_merged_cells(path):
    rows = [
        ["登记号", "诉求内容", "受理日期", "办结日期", "回访情况", None],
        [None, None, None, None, "日期", "接通"],
        ["GD-1", "咨询", DAY, None, "2023-05-04", "√"],
    ]
    saved(path, rows, merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"])
    assert rows_of(path) == [
        ticket("GD-1", matter="咨询", called_on=date(2023, 5, 4), reached=True)
    ]


def test_headers_are_known_whatever_blanks_stars_and_widths_they_have(path):
    saved(path, [["编 号*", "受理\n日期（必填）", "诉求内容 "], ["GD-1", DAY, "咨询"]])
    assert rows_of(path) == [ticket("GD-1", matter="咨询")]


def test_columns_in_another_order_and_columns_of_the_office(path):
    saved(
        path,
        [["序号", "受理日期", "登记号", "备注"], [1, DAY, "GD-1", "无"], [2, None, None, None]],
    )
    reading, faults = read(path)
    assert (reading.sheets[0].rows, faults) == ([ticket("GD-1")], [])
    assert reading.sheets[0].unknown_columns == ("序号", "备注")


def test_a_table_that_does_not_begin_in_the_first_cell(path):
    def shifted(book):
        page = book.active
        for place, text in enumerate(("登记号", "受理日期"), start=3):
            page.cell(4, place, text)
        page.cell(5, 3, "GD-1")
        page.cell(5, 4, "5/6/2023")

    saved(path, [], before_save=shifted)
    reading, faults = read(path)
    assert [(bad.row, bad.header, bad.value) for bad in faults] == [(5, "受理日期", "5/6/2023")]


@pytest.mark.parametrize(
    "row",
    [
        [],
        [None, "  ", "\u3000"],
        ["合计", None, "12件"],
        ["总 计：", "12"],
        [None, "小计", "3"],
        ["本月合计", 3],
        ["合计12件"],
        ["示例-001", "随便写", "不是日期"],
        ["填表人：张三", None, "审核人：李四"],
        [None, "备注：以上不含转办件"],
    ],
)
def test_rows_that_hold_no_record_are_passed_over(path, row):
    saved(path, [HEADER, ["GD-1", "", DAY], row, ["GD-2", "", DAY]])
    assert [each["register_no"] for each in rows_of(path)] == ["GD-1", "GD-2"]


def test_a_record_about_a_total_is_still_a_record(path):
    saved(path, [HEADER, ["GD-1", "合计金额有误", DAY], ["合计-2", "", DAY]])
    assert [each["register_no"] for each in rows_of(path)] == ["GD-1", "合计-2"]


def test_each_bad_cell_is_told_by_row_column_and_value(path):
    rows = [
        HEADER,
        ["GD-1", "", "5/6/2023"],
        ["GD-2", "", DAY, "2023-04-30"],
        [None, "无号", DAY],
        ["GD-4", "", None],
        ["GD-12345678901", "", DAY],
        [4.212211990010113e17, "", DAY, None, None, "也许"],
        ["GD-7", "", DAY, None, None, "是"],
    ]
    saved(path, rows)
    reading, faults = read(path)
    told = [(bad.sheet, bad.row, bad.header, bad.value, bad.reason) for bad in faults]
    assert told == [
        ("诉求工单", 2, "受理日期", "5/6/2023", "无法判断哪个是月、哪个是日"),
        ("诉求工单", 3, "办结日期", "2023-04-30", "早于“受理日期”2023-05-01"),
        ("诉求工单", 4, "登记号", "", "未填写"),
        ("诉求工单", 5, "受理日期", "", "未填写"),
        ("诉求工单", 6, "登记号", "GD-12345678901", "共14个字，超过10个字的上限"),
        (
            "诉求工单",
            7,
            "登记号",
            4.212211990010113e17,
            "超过15位的数字被Excel存成了数值，末尾数字已丢失",
        ),
        ("诉求工单", 7, "回访接通", "也许", "不是“是”或“否”"),
        ("诉求工单", 8, "回访接通", "是", "已填写，但“回访日期”未填写"),
    ]
    assert all(bad.remedy.startswith("请") for bad in faults)
    assert (reading.sheets[0].rows, reading.sheets[0].bad_rows) == ([], 7)


def test_a_formula_that_failed_is_not_taken_for_an_empty_cell(path):
    def broken(book):
        cell = book.active.cell(2, 4, "#N/A")
        cell.data_type = "e"

    saved(path, [HEADER, ["GD-1", "", DAY]], before_save=broken)
    _, faults = read(path)
    assert [(bad.row, bad.header, bad.reason) for bad in faults] == [
        (2, "办结日期", "公式计算出错")
    ]


def test_a_formula_that_was_never_calculated_is_not_taken_for_an_empty_cell(path):
    saved(path, [HEADER, ["GD-1", "", DAY, "=C2+1"]])
    _, faults = read(path)
    assert faults[0].reason == "公式没有计算结果，请用Excel打开并保存一次"


def test_a_required_column_that_is_missing_is_told_once(path):
    saved(path, [["登记号", "诉求内容"], ["GD-1", "咨询"], ["GD-2", "咨询"]])
    _, faults = read(path)
    assert [(bad.row, bad.header, bad.reason) for bad in faults] == [
        (1, "受理日期", "表头中缺少该列")
    ]


def test_a_column_that_stands_twice_is_refused(path):
    saved(path, [["登记号", "编号", "受理日期"], ["GD-1", "GD-2", DAY]])
    _, faults = read(path)
    assert [(bad.header, bad.reason) for bad in faults] == [("登记号", "该列出现两次")]


def test_a_known_sheet_without_a_header_is_told_and_an_empty_one_is_not(path):
    def second(book):
        book.create_sheet("热线来电")

    saved(path, [["甲", "乙"], ["1", "2"]], before_save=second)
    reading, faults = read(path)
    assert [(bad.sheet, bad.header, bad.reason) for bad in faults] == [
        ("诉求工单", "表头", "前20行内没有找到表头")
    ]
    assert [sheet.name for sheet in reading.sheets] == ["诉求工单", "热线来电"]


def test_unknown_and_hidden_sheets_are_left_out_and_named(path):
    book = openpyxl.Workbook()
    book.active.title = "人员名单"
    for name, state in (("诉求工单", "visible"), ("热线来电", "hidden"), ("工单2月", "veryHidden")):
        page = book.create_sheet(name)
        page.append(["登记号", "受理日期"])
        page.sheet_state = state
    book.save(path)
    reading, _ = read(path)
    assert reading.ignored == {
        "人员名单": "名称不是台账工作表的名称",
        "热线来电": "工作表已隐藏，需要导入的请取消隐藏",
        "工单2月": "工作表已隐藏，需要导入的请取消隐藏",
    }
    assert [sheet.name for sheet in reading.sheets] == ["诉求工单"]


@pytest.mark.parametrize(
    "name",
    [
        "诉求工单",
        " 诉求工单 ",
        "工单",
        "诉求工单（1月）",
        "2023年诉求工单",
        "诉求工单1-3月",
        "诉求工单2023",
        "第一季度诉求工单",
        "诉求工单_2",
        "2023年度工单上半年",
    ],
)
def test_a_sheet_of_a_period_is_a_sheet_of_its_kind(path, name):
    saved(path, [HEADER, ["GD-1", "", DAY]], sheet=name)
    assert rows_of(path) == [ticket("GD-1")]


def test_days_are_counted_as_the_workbook_counts_them(path):
    def old_macintosh(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active.cell(2, 3, 43585).number_format = "General"

    saved(path, [HEADER, ["GD-1"]], before_save=old_macintosh)
    assert rows_of(path) == [ticket("GD-1")]


def test_progress_counts_up_to_a_total_that_is_known_beforehand(path):
    def second(book):
        page = book.create_sheet("热线来电")
        page.append(["登记号", "来电日期"])
        for number in range(12_000):
            page.append([f"R{number}", "2023-05-01"])

    saved(path, [HEADER, ["GD-1", "", DAY]], before_save=second)
    told = []
    reading, faults = read(path, TICKETS, CALLS, progress=lambda *step: told.append(step))
    assert faults == []
    assert len(reading.sheets[1].rows) == 12_000
    assert {total for _, total in told} == {12_003}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (12_003, 12_003)
