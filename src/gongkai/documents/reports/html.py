"""The annual report as an accessible web page, and its tables as a fragment for other pages."""

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from gongkai.documents.reports.document import BlockKind, ReportDocument, Section
from gongkai.documents.reports.grid import PlacedCell, PlacedTable

CellLink = Callable[[str], str]
"""Takes the path of a figure and returns the address it opens, "" for none."""

STYLESHEET = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
"""The style rules of the fragments, all under the class `annual-report`."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render_html(document: ReportDocument) -> str:
    """Return `document` as a complete page that asks nothing of the network."""
    title = document.title
    if document.marks:
        title = f"{title}（{document.mark_line}）"
    keywords = ",".join(("政府信息公开", "年度报告", *document.marks))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        _element("meta", name="author", content=document.organ),
        _element("meta", name="keywords", content=keywords),
        _element("meta", name="description", content="".join((document.title, *document.notes))),
        '<link rel="icon" href="data:,">',
        f"<style>\nbody {{ margin: 0; background: #fff; }}\n{STYLESHEET}{_page_marks(document)}",
        "</style>",
        "</head>",
        "<body>",
        "<main>",
        render_article_html(document),
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def render_article_html(document: ReportDocument, cell_link: CellLink | None = None) -> str:
    """Return the whole report as an `article` with the page's h1, to stand inside a page."""
    organ, kind = (escape(line) for line in document.title_lines)
    lines = [
        '<article class="annual-report">',
        *(f'<p class="report-note" role="note">{escape(note)}</p>' for note in document.notes),
        f"<h1><span>{organ}</span> <span>{kind}</span></h1>",
        *(f"<p>{escape(line)}</p>" for line in document.opening),
        '<nav class="report-contents" aria-label="报告目录">',
        "<ol>",
        *(
            f'<li><a href="#section-{section.number}">{escape(section.title)}</a></li>'
            for section in document.sections
        ),
        "</ol>",
        "</nav>",
    ]
    for section in document.sections:
        lines.extend(_section(section, cell_link))
    lines += ['<footer class="report-signature">', *_signature(document)]
    lines += [f'<p class="report-note">{escape(mark)}</p>' for mark in document.marks]
    lines += ["</footer>", "</article>"]
    return "\n".join(lines)


def render_tables_html(
    document: ReportDocument, cell_link: CellLink | None = None, *, id_prefix: str = "figure"
) -> str:
    """Return the tables alone, for a portal or console page that styles `annual-report`.

    With `cell_link` each printed figure links to the address given for its path. Two reports
    on one page need different `id_prefix`es.
    """
    tables = (
        _table(table, cell_link, id_prefix)
        for section in document.sections
        for table in section.tables
    )
    return "\n".join(('<div class="annual-report">', *tables, "</div>"))


def _section(section: Section, cell_link: CellLink | None) -> Iterable[str]:
    heading = f"section-{section.number}"
    yield f'<section aria-labelledby="{heading}">'
    yield f'<h2 id="{heading}">{escape(section.title)}</h2>'
    for block in section.blocks:
        name = "h3" if block.kind is BlockKind.SUBHEADING else "p"
        yield f"<{name}>{escape(block.text)}</{name}>"
    for table in section.tables:
        yield _table(table, cell_link, "figure")
    yield "</section>"


def _signature(document: ReportDocument) -> Iterable[str]:
    organ, *below = document.signature
    yield f"<p>{escape(organ)}</p>"
    for line in below:
        if document.issued_on is not None and not document.draft:
            yield f'<p><time datetime="{document.issued_on.isoformat()}">{escape(line)}</time></p>'
        else:
            yield f"<p>{escape(line)}</p>"


def _table(table: PlacedTable, cell_link: CellLink | None, id_prefix: str) -> str:
    caption = f"{id_prefix}-{table.key}-caption"
    width = "is-wide" if table.is_wide else "is-narrow"
    rows = [
        f"<tr>{''.join(_cell(table, cell, cell_link, id_prefix) for cell in row)}</tr>"
        for row in table.by_row()
    ]
    head = ["<thead>", *rows[: table.head], "</thead>"] if table.head else []
    lines = [
        # A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
        f'<div class="report-scroll" role="region" aria-labelledby="{caption}" tabindex="0">',
        f'<table class="{width}">',
        f'<caption id="{caption}">{escape(table.caption)}</caption>',
        *head,
        "<tbody>",
        *rows[table.head :],
        "</tbody>",
        "</table>",
        "</div>",
    ]
    return "\n".join(lines)


def _cell(table: PlacedTable, cell: PlacedCell, cell_link: CellLink | None, id_prefix: str) -> str:
    spans = {
        name: str(span)
        for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if span > 1
    }
    content = escape(cell.text)
    if cell.path is None:
        label = {} if table.is_centred(cell) else {"class": "is-label"}
        return f"{_element('th', **label, scope=cell.scope, **spans)}{content}</th>"
    address = cell_link(cell.path) if cell_link is not None and content else ""
    if address:
        content = f"{_element('a', href=address)}{content}</a>"
    identity = {"id": f"{id_prefix}-{cell.path.replace('.', '-')}", "data-path": cell.path}
    return f"{_element('td', **identity, **spans)}{content}</td>"


def _page_marks(document: ReportDocument) -> str:
    """Return the rule that prints the marks, constants all, on every page."""
    if not document.marks:
        return ""
    line = document.mark_line
    return (
        f'@page {{ @top-center {{ content: "{line}"; }} @bottom-right {{ content: "{line}"; }} }}\n'
    )


def _element(name: str, /, **attributes: str) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
