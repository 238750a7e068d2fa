"""The form as a workbook: one sheet, figures as numbers."""

from typing import Any

from gongkai.documents.website_forms.document import WebsiteFormDocument
from gongkai.documents.workbooks.writing import write_number, write_text, written_workbook

_WIDTHS = (14, 44, 34)
_A4 = 9


def render_form_xlsx(document: WebsiteFormDocument) -> bytes:
    """Return the form as XLSX; text is never taken for a formula, number or address."""

    def fill(book: Any) -> None:
        face = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter"}
        head = book.add_format({**face, "font_name": "黑体", "align": "center", "text_wrap": True})
        text = book.add_format({**face, "text_wrap": True, "align": "left"})
        number = book.add_format({**face, "num_format": "General", "align": "left"})
        title = book.add_format({"font_name": "黑体", "font_size": 14, "align": "center"})
        page = book.add_worksheet("网站工作年度报表")
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.merge_range(0, 0, 0, 2, "", title)
        marks = f"（{'，'.join(document.marks)}）" if document.marks else ""
        write_text(page, 0, 0, f"{document.title}{marks}", title)
        for column, name in enumerate(("类别", "项目", "填报内容")):
            write_text(page, 1, column, name, head)
        row = 2
        for part in document.parts:
            page.merge_range(row, 0, row + len(part.lines) - 1, 0, "", head)
            write_text(page, row, 0, part.title, head)
            for line in part.lines:
                write_text(page, row, 1, line.label, text)
                if line.number is not None:
                    write_number(page, row, 2, line.number, number)
                else:
                    write_text(page, row, 2, line.words, text)
                row += 1
        page.freeze_panes(2, 0)
        page.repeat_rows(0, 1)
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_footer("&C— &P —")

    properties = {
        "title": document.title,
        "author": document.organ,
        "keywords": "　".join(document.marks),
        "comments": "".join(document.notes),
    }
    return written_workbook(fill, created=document.dated, properties=properties)
