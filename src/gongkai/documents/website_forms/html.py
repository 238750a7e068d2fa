"""The form as an accessible web page, and as a fragment for other pages."""

from collections.abc import Iterator
from html import escape

from gongkai.documents.website_forms.document import FormPart, WebsiteFormDocument

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
body { margin: 0 auto; max-width: 54rem; padding: 1.5rem 1rem 3rem; color: #1c1c1c;
  background: #fff; font-family: "宋体", SimSun, "Noto Serif CJK SC", serif; line-height: 1.6; }
h1 { font-size: 1.5rem; text-align: center; }
.note { padding: 0.5rem 1rem; border: 1px solid #767676; }
table { width: 100%; border-collapse: collapse; }
caption { position: absolute; clip-path: inset(50%); }
th, td { padding: 0.4rem 0.6rem; border: 1px solid #767676; text-align: left;
  overflow-wrap: anywhere; }
th[scope="rowgroup"] { width: 6em; text-align: center; }
th[scope="row"] { width: 50%; font-weight: 400; }
"""


def render_form_html(document: WebsiteFormDocument) -> str:
    """Return the form as a complete page that asks nothing of the network."""
    marks = f"（{'　'.join(document.marks)}）" if document.marks else ""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.organ)}{escape(document.title)}{marks}</title>",
        f'<meta name="author" content="{escape(document.organ)}">',
        '<link rel="icon" href="data:,">',
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        *(f'<p class="note" role="note">{escape(note)}</p>' for note in document.notes),
        f"<h1>{escape(document.title)}</h1>",
        render_form_table(document),
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def render_form_table(document: WebsiteFormDocument) -> str:
    """Return the form's table, to stand inside a page; all text in it is escaped."""
    lines = [
        '<table class="website-form">',
        f"<caption>{escape(document.title)}</caption>",
        "<thead>",
        '<tr><th scope="col">类别</th><th scope="col">项目</th><th scope="col">填报内容</th></tr>',
        "</thead>",
    ]
    for part in document.parts:
        lines += ["<tbody>", *_rows(part), "</tbody>"]
    return "\n".join([*lines, "</table>"])


def _rows(part: FormPart) -> Iterator[str]:
    for place, line in enumerate(part.lines):
        head = ""
        if place == 0:
            head = f'<th scope="rowgroup" rowspan="{len(part.lines)}">{escape(part.title)}</th>'
        label, words = escape(line.label), escape(line.words)
        yield f'<tr>{head}<th scope="row">{label}</th><td>{words or "—"}</td></tr>'
