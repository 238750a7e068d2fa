"""The cells of a web page's tables: what a paste from Word, an editor or a font tag makes."""

from html import escape

_WORD = (
    '<p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan">'
    '<span lang="EN-US" style="font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体;'
    'mso-font-kerning:0pt">{}<o:p></o:p></span></p>'
)
_FORMS = {
    "plain": "{}",
    "word": _WORD,
    "font": '<font face="宋体" size="2">{}</font>',
    "p": '<p style="text-align:center;">{}</p>',
    "span": '<span style="font-size:14px;">&nbsp;{}</span>',
}
_BLANK_IN_WORD = '<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>'


def cell_html(cell, layout, chance, *, is_head):
    """Return one cell with its spans."""
    tag = "th" if is_head else "td"
    spans = "".join(
        f' {name}="{number}"'
        for name, number in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if number > 1
    )
    width = f' width="{chance.randint(40, 120)}"' if chance.random() < 0.3 else ""
    return f"<{tag}{spans}{width}>{_inside(cell.text, layout)}</{tag}>"


def _inside(text, layout):
    form = layout.page["cells"]
    if not text.strip():
        return _BLANK_IN_WORD if form == "word" else layout.page["blank"]
    if form == "p":
        # A broken header is two paragraphs in an editor, a line break elsewhere.
        return "".join(_FORMS["p"].format(escape(line)) for line in text.split("\n"))
    return _FORMS[form].format("<br>".join(escape(line) for line in text.split("\n")))
