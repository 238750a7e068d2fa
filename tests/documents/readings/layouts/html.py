"""A report as a web page, as content systems and pastes from Word leave it."""

from html import escape

from documents.readings.layouts.drawing import Grid, Role
from documents.readings.layouts.html_cells import cell_html
from documents.readings.layouts.html_pages import page_html

_WORD = (
    '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt">'
    '<span lang="EN-US" style="font-size:16.0pt;mso-fareast-font-family:仿宋_GB2312">'
    "<o:p></o:p></span>{}</p>"
)
_TITLES = {
    "h2": "<h1>{}</h1>",
    "strong": '<p style="text-align:center"><strong>{}</strong></p>',
    "cell": '<table width="100%"><tr><td align="center" class="title">{}</td></tr></table>',
    "plain": '<div class="title" align="center">{}</div>',
}


def html_file(drawing, layout):
    """Return the bytes of a page in the layout's encoding."""
    page = page_html(drawing, _article(drawing, layout), layout)
    return page.encode(layout.page["encoding"][0], "xmlcharrefreplace")


def _article(drawing, layout):
    chance = layout.random("article")
    parts = []
    for block in drawing.blocks:
        if isinstance(block, Grid):
            parts.append(_table(block, layout, chance))
        elif block.role is Role.TITLE:
            parts.append(_TITLES[layout.page["headings"]].format(escape(block.printed)))
        elif block.role is Role.HEADING:
            parts.append(_heading(block.printed, layout))
        else:
            parts.append(_paragraph(block.printed, layout, chance))
    return "\n".join(parts)


def _heading(text, layout):
    text = escape(text)
    form = layout.page["headings"]
    if form == "h2":
        return f"<h2>{text}</h2>"
    if form == "cell":
        return f'<table border="0"><tbody><tr><td><b>{text}</b></td></tr></tbody></table>'
    if layout.page["paragraphs"] == "br":
        return f"　　<strong>{text}</strong><br><br>"
    if form == "strong":
        return f'<p style="text-indent:2em"><strong><span>{text[:2]}</span>{text[2:]}</strong></p>'
    return _paragraph(text, layout, layout.random("heading"), escaped=True)


def _paragraph(text, layout, chance, escaped=False):
    text = text if escaped else escape(text)
    form = layout.page["paragraphs"]
    if form == "br":
        return f"　　{text}<br>"
    if form == "div":
        return f"<div>&nbsp;&nbsp;&nbsp;&nbsp;{text}</div>"
    if form == "word":
        return _WORD.format(_pieces(text, chance))
    return f'<p style="text-indent:2em;">{text}</p>'


def _pieces(text, chance):
    """Break a text into spans as Word does wherever the hand that typed it paused."""
    if "&" in text:
        return f"<span>{text}</span>"
    at = sorted(chance.sample(range(1, len(text)), min(3, len(text) - 1))) if len(text) > 1 else []
    cuts = zip([0, *at], [*at, len(text)], strict=True)
    return "".join(f'<span style="font-family:仿宋">{text[a:b]}</span>' for a, b in cuts)


def _table(grid, layout, chance):
    head = grid.head_rows if layout.page["th"] else 0
    rows = []
    for number, row in enumerate(grid.rows):
        cells = "".join(cell_html(cell, layout, chance, is_head=number < head) for cell in row)
        rows.append(f"<tr>{cells}</tr>")
    if head:
        top, rest = "\n".join(rows[:head]), "\n".join(rows[head:])
        body = f"<thead>{top}</thead><tbody>{rest}</tbody>"
    else:
        body = "<tbody>{}</tbody>".format("\n".join(rows))
    if layout.page["cells"] == "word":
        return (
            '<div align="center"><table class="MsoTableGrid" border="1" cellspacing="0" '
            f'cellpadding="0" style="border-collapse:collapse">{body}</table></div>'
            '<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>'
        )
    return f'<table border="1" cellspacing="0" width="100%">{body}</table>'
