"""Papers that departments find: a table that can be given out, and one that names a person."""

import pypdfium2

from documents.redactions.files import row, typeset

MANAGER, MANAGER_PHONE = "欧阳志远", "13800138000"
_SET = '#set text(font: ("Noto Serif SC",), size: 12pt)\n'
_TABLE = """
#set page(width: 400pt, height: 400pt, margin: 40pt)
#align(center, text(size: 15pt)[2025年住房公积金缴存情况表])
#table(columns: (1fr, 1fr, 1fr), align: center,
  [季度], [缴存人数（人）], [缴存额（万元）], [第一季度], [86 412], [21 305.20],
  [第二季度], [86 730], [21 677.84], [第三季度], [87 105], [21 940.10],
  [第四季度], [87 233], [22 018.66])
"""
_AGREEMENT = """
#set page(width: 400pt, height: 400pt, margin: 0pt)
#let lines = (
  "住房公积金受托贷款业务合作协议",
  "甲方：某某市住房公积金管理中心",
  "乙方：某某银行股份有限公司某某分行",
  "第一条　乙方受甲方委托发放住房公积金个人住房贷款。",
  "第二条　手续费按季结算，费率为贷款利息收入的5%。",
  "第三条　乙方不得向借款人另行收取费用。",
  "乙方联系人：欧阳志远",
  "联系电话：13800138000",
  "签订日期：2025年3月18日",
)
#for (index, line) in lines.enumerate() {
  place(top + left, dx: 20pt, dy: 20pt + index * 30pt, text(line))
}
"""


def table_of_deposits(folder):
    """Write the table, which holds nothing to hide."""
    return _written(folder / "2025年住房公积金缴存情况表.pdf", _TABLE)


def agreement(folder):
    """Write the agreement, in which two rows name a person."""
    return _written(folder / "受托贷款业务合作协议.pdf", _AGREEMENT)


def rows_to_hide():
    """Return the box of the two rows as shares of the page: left, top, right, bottom."""
    first, last = row(6), row(7)
    return first.left, first.top, 0.6, last.bottom


def text_of(content):
    """Return the text of a PDF, as whoever opens it can copy it."""
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def _written(path, source):
    path.write_bytes(typeset(_SET + source))
    return path
