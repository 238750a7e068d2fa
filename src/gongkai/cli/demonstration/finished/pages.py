"""Finished reports as offices send them: a saved page of the site, or plain text with bars."""

from html import escape

from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.grid import PlacedCell, PlacedTable

_STYLE = (
    "body{margin:0;font:16px/1.9 SimSun,serif;color:#222}"
    "table{border-collapse:collapse;width:100%}td{border:1px solid #666;padding:2px 4px;"
    "text-align:center}.nav,.foot{background:#1a5fb4;color:#fff;padding:8px 24px}"
    ".box{max-width:980px;margin:0 auto;padding:0 16px}h1{text-align:center}"
)
_MENU = ("首页", "机构职能", "政府信息公开", "办事服务", "互动交流")


def page_of(document: ReportDocument) -> bytes:
    """Return the report as a page of the organ's site, its menus and footer around it."""
    organ, kind = document.title_lines
    lines = [
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">',
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body>",
        f'<div class="nav"><b>{escape(organ)}</b></div>',
        '<ul class="menu">',
        *(f'<li><a href="#">{entry}</a></li>' for entry in _MENU),
        "</ul>",
        '<div class="box"><p>当前位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报</p>',
        f"<h1>{escape(organ)}<br>{escape(kind)}</h1>",
        f'<p class="meta">发布时间：{document.dated.isoformat()}&nbsp;&nbsp;'
        f"来源：{escape(organ)}</p>",
        *(f"<p>{escape(note)}</p>" for note in document.notes),
        *(f"<p>&emsp;&emsp;{escape(line)}</p>" for line in document.opening),
    ]
    for section in document.sections:
        lines.append(f"<p><strong>{escape(section.title)}</strong></p>")
        lines += [f"<p>&emsp;&emsp;{escape(block.text)}</p>" for block in section.blocks]
        lines += [_table(table) for table in section.tables]
    lines += [f'<p align="right">{escape(line)}</p>' for line in document.signature]
    lines += [
        '<p><a href="#">打印本页</a> <a href="#">关闭窗口</a></p></div>',
        f'<div class="foot">主办：{escape(organ)}</div></body></html>',
    ]
    return "\n".join(lines).encode()


def text_of(document: ReportDocument) -> bytes:
    """Return the report as plain text; the cells of a table's line are joined by bars."""
    lines = [document.title, *document.notes, *document.opening]
    for section in document.sections:
        lines.append(section.title)
        lines += [block.text for block in section.blocks]
        for table in section.tables:
            lines += [" | ".join(cell.text for cell in row) + " |" for row in table.by_row()]
    return "\n".join((*lines, *document.signature, "")).encode()


def _table(table: PlacedTable) -> str:
    rows = (f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.by_row())
    return "\n".join(('<table border="1">', *rows, "</table>"))


def _cell(cell: PlacedCell) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f"<td{spans}><p>{escape(cell.text) or '&nbsp;'}</p></td>"
