"""How labels are written in a layout: brackets, quotation marks, blanks, broken lines."""

import re

from documents.readings.layouts.drawing import Cell

_BREAKS = {
    "商业企业": "商业\n企业",
    "科研机构": "科研\n机构",
    "社会公益组织": "社会公\n益组织",
    "法律服务机构": "法律服\n务机构",
    "结果维持": "结果\n维持",
    "结果纠正": "结果\n纠正",
    "其他结果": "其他\n结果",
    "尚未审结": "尚未\n审结",
    "法人或其他组织": "法人或\n其他组织",
    "本年制发件数": "本年制发\n件数",
    "三、本年度办理结果": "三、\n本年\n度办\n理结\n果",
}
_NUMBER = re.compile(r"^(\d)\.")
_ASCII = str.maketrans("（）：，", "():,")
_ORDINAL = re.compile(r"^[一二三四五六七]、")


def relabelled(rows, style):
    """Return rows whose label cells are written in a style."""
    return tuple(
        tuple(cell._replace(text=label(cell.text, style)) if cell.header else cell for cell in row)
        for row in rows
    )


def label(text, style):
    """Return one label as a layout writes it."""
    if style.broken:
        text = _BREAKS.get(text, text)
    text = _NUMBER.sub(rf"\1{style.number_mark}", text)
    if style.blanks:
        text = _ORDINAL.sub(lambda found: f"{found.group()} ", text)
        text = text.replace("总计", "总 计").replace("规章", "规  章")
    return punctuated(text, style)


def punctuated(text, style):
    """Return text with the brackets and quotation marks of a style."""
    if style.ascii_brackets:
        text = text.translate(_ASCII)
    return text.replace("“", style.quotes[0]).replace("”", style.quotes[1])


def blank(**more):
    """Return a cell with nothing in it."""
    return Cell("", header=False, **more)
