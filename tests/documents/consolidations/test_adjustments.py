"""The list of adjustments, read from three formats by keys or by official labels."""

import json

import openpyxl
import pytest

from gongkai.documents.consolidations.adjustments import read_adjustments
from gongkai.documents.consolidations.lists import ListUnreadable, expected_organs
from gongkai.rules.reports.consolidation_adjustments import AdjustmentKind
from gongkai.rules.reports.editions import edition

FORM = edition("2021")
HEAD = ["类型", "机关", "办理结果", "申请人类型", "件数", "理由"]
ROWS = [
    ["转办", "甲局", "本机关不掌握相关政府信息", "商业企业", 2, "移送乙局"],
    ["移送", "甲局", "（四）无法提供 2.没有现成信息需要另行制作", "其他", 1, "移送丙局"],
    ["transfer", "甲局", "disclosed", "natural_person", 1, "转丁局"],
    ["转办", "甲局", "部分公开", "自然人", 1, "转丁局"],
    ["共同被告", "甲局", "复议后起诉", "结果维持", 3, "复议机关为共同被告"],
]
PATHS = [
    "requests.unavailable_not_held.business",
    "requests.unavailable_needs_creation.other",
    "requests.disclosed.natural_person",
    "requests.partly_disclosed.natural_person",
    "disputes.litigation_after_reconsideration.upheld",
]


def as_xlsx(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def as_csv(path, rows, encoding="utf-8"):
    text = "\n".join(",".join(str(cell) for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def test_xlsx(tmp_path):
    path = as_xlsx(tmp_path / "调减.xlsx", [["2023年调减清单"], HEAD, *ROWS, [None] * 6])
    found = read_adjustments(path, FORM)
    assert [each.path for each in found] == PATHS
    assert [each.number for each in found] == [2, 1, 1, 1, 3]
    assert {each.organ for each in found} == {"甲局"}
    assert found[0].kind is AdjustmentKind.TRANSFER
    assert found[4].kind is AdjustmentKind.CO_DEFENDANT
    assert found[4].reason == "复议机关为共同被告"
    assert found[0].place == "调减清单“调减.xlsx”第3行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv(tmp_path, encoding):
    found = read_adjustments(as_csv(tmp_path / "a.csv", [HEAD, *ROWS], encoding), FORM)
    assert [each.path for each in found] == PATHS


def test_json(tmp_path):
    rows = [
        {"kind": "transfer", "organ": "甲局", "path": PATHS[0], "number": 2, "reason": "移送"},
        {"kind": "co_defendant", "organ": "甲局", "row": "litigation_direct", "column": "upheld",
         "number": 1, "reason": "共同被告"},
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    found = read_adjustments(path, FORM)
    assert [each.path for each in found] == [PATHS[0], "disputes.litigation_direct.upheld"]
    assert found[1].place == "调减清单“a.json”第2项"


GOOD = ROWS[0]
REFUSED = [
    ([*GOOD[:4], 0, "理由"], "第2行：件数“0”不是正整数"),
    ([*GOOD[:4], "约3", "理由"], "件数“约3”不是正整数"),
    ([*GOOD[:4], 1.5, "理由"], "件数“1.5”不是正整数"),
    ([*GOOD[:4], 1, ""], "没有填写“理由”"),
    (["重复", *GOOD[1:]], "类型“重复”无法识别"),
    (["转办", "甲局", "已转办", *GOOD[3:]], "“办理结果”一栏的“已转办”在统计表中没有"),
    (["转办", "甲局", "", *GOOD[3:]], "没有填写“办理结果”"),
    ([*GOOD[:3], "公司", *GOOD[4:]], "“申请人类型”一栏的“公司”"),
    (["共同被告", "甲局", "行政诉讼", "结果维持", 1, "理由"], "“诉讼类别”一栏的“行政诉讼”"),
]


@pytest.mark.parametrize(("row", "words"), REFUSED)
def test_a_row_that_is_not_understood_is_refused_by_name(tmp_path, row, words):
    with pytest.raises(ListUnreadable) as refusal:
        read_adjustments(as_xlsx(tmp_path / "a.xlsx", [HEAD, row]), FORM)
    assert words in str(refusal.value)


FILES = [
    ("a.csv", "机关,件数\n甲局,1".encode(), "没有找到表头"),
    ("a.csv", b"\xff\xff\xff", "编码无法识别"),
    ("a.xlsx", b"PK\x03\x04 broken", "已损坏"),
    ("a.xlsx", b"", "空的"),
    ("a.json", b"[1]", "应为一个列表"),
    ("a.json", b"{", "不是完整的 JSON"),
    ("a.json", b"[" * 100_000, "不是完整的 JSON"),
    ("a.doc", b"x", "不是可读的格式"),
]


@pytest.mark.parametrize(("name", "content", "words"), FILES)
def test_a_file_that_is_no_list_is_refused(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ListUnreadable, match=words):
        read_adjustments(tmp_path / name, FORM)


def test_a_file_that_is_not_there(tmp_path):
    for name in ("a.csv", "a.xlsx", "a.json"):
        with pytest.raises(ListUnreadable, match="找不到|无法读取"):
            read_adjustments(tmp_path / name, FORM)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_expected_organs(tmp_path, encoding):
    path = tmp_path / "名单.txt"
    path.write_bytes("# 应报机关\n某市财政局\n\n 某市教育局 \r\n".encode(encoding))
    assert expected_organs(path) == ("某市财政局", "某市教育局")
    path.write_text("# 无\n", encoding="utf-8")
    with pytest.raises(ListUnreadable, match="没有机关名称"):
        expected_organs(path)
