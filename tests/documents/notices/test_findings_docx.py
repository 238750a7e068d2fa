"""The letter that sends a report back names organ, reason and every finding with its place."""

from datetime import date
from io import BytesIO

import docx
import pytest

from gongkai.documents.notices.findings_docx import render_findings_docx
from gongkai.rules.reports.findings import Finding, Severity

ON = date(2024, 1, 10)
WRONG = Finding(
    rule="I1",
    severity=Severity.ERROR,
    where="requests.total.business",
    expected="1",
    found="50",
    message="商业企业列不等。",
    source="国办公开办函〔2021〕30号",
    remedy="请核对。",
)
QUOTED = Finding(
    rule="T9",
    severity=Severity.WARNING,
    where="narrative.overview",
    expected="",
    found="25",
    message="文字与表不一致。",
    source="条例第五十条",
    quote="共办理25件",
)
HOSTILE = "=cmd|'/c calc'!A1\x00<w:p>\ud800"


def letter(findings, **more):
    office = "丙市人民政府办公室"
    return render_findings_docx("丙市财政局", 2023, findings, office, ON, **more)


def opened(content):
    return docx.Document(BytesIO(content))


def test_the_table_lists_every_finding_with_its_place():
    (table,) = opened(letter([WRONG, QUOTED])).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["序号", "位置", "问题", "原文", "应为", "依据", "建议"],
        ["1", "表二 （七）总计·商业企业", "商业企业列不等。", "50", "1",
         "国办公开办函〔2021〕30号", "请核对。"],
        ["2", "一、总体情况", "文字与表不一致。", "共办理25件", "—", "条例第五十条", "—"],
    ]  # fmt: skip


def test_the_letter_is_addressed_signed_and_dated():
    word = opened(letter([WRONG], reason="合计有误。"))
    texts = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert texts[0] == "关于2023年政府信息公开工作年度报告的退回意见"
    assert texts[1] == "丙市财政局："
    assert "审核发现1处问题" in texts[2]
    assert texts[3] == "退回理由：合计有误。"
    assert texts[-2:] == ["丙市人民政府办公室", "2024年1月10日"]


def test_without_findings_there_is_no_table():
    word = opened(letter([], reason="文件打不开"))
    assert word.tables == []
    assert "经审核，现予退回" in "".join(paragraph.text for paragraph in word.paragraphs)


def test_the_same_letter_has_the_same_bytes():
    assert letter([WRONG, QUOTED]) == letter([WRONG, QUOTED])


@pytest.mark.parametrize("field", ["message", "remedy", "source", "found", "where"])
def test_hostile_text_breaks_no_letter(field):
    values = {"message": "甲", "remedy": "乙", "source": "丙", "found": "丁", "where": "organ"}
    finding = Finding(rule="X1", severity=Severity.ERROR, expected="", **{**values, field: HOSTILE})
    assert len(opened(letter([finding], reason=HOSTILE)).tables) == 1
