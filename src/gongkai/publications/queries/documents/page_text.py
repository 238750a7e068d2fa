"""A document's text as it will stand on a page of the site."""

from collections.abc import Iterable
from html import escape

from gongkai.documents.official.body import (
    BodyBlock,
    BodyCell,
    BodyHeading,
    BodyParagraph,
    BodyTable,
    parse_body,
)
from gongkai.documents.official.document import OfficialDocument as PrintedDocument
from gongkai.documents.official.document import plain_paragraphs
from gongkai.publications.models import OfficialDocument
from gongkai.publications.queries.documents.typesetting import printed
from gongkai.rules.document_kinds import Layout

_LONGEST_SUMMARY = 200


def page_text(document: OfficialDocument) -> str:
    """Return addressees, text, list of attachments, signature and texts of attachments as HTML."""
    paper = printed(document)
    lines: list[str] = []
    if paper.salutation:
        lines.append(_paragraph(paper.salutation))
    lines += [f"<p>{escape(label + names)}</p>" for label, names in paper.attendance]
    lines += _blocks(paper.body)
    lines += _attachment_list(paper)
    if paper.layout is not Layout.MINUTES:
        lines += [_paragraph(organ) for organ in paper.organs]
    lines.append(_paragraph(paper.date_text))
    for row in document.attachments:
        if row.get("body"):
            lines.append(f"<h2>附件：{escape(row['name'])}</h2>")
            lines += _blocks(parse_body(row["body"]))
    return "\n".join(lines)


def body_text(document: OfficialDocument) -> str:
    """Return a document's text alone as HTML, complete or not."""
    return "\n".join(_blocks(parse_body(document.body)))


def first_sentence(document: OfficialDocument) -> str:
    """Return the first running sentence of a document, cut after 200 characters."""
    for block in parse_body(document.body):
        text = block.text if isinstance(block, BodyParagraph) else ""
        if len(text) > 6 and not text.endswith(("：", ":")):
            sentence = text.partition("。")[0] + "。"
            return sentence if len(sentence) <= _LONGEST_SUMMARY else text[:_LONGEST_SUMMARY]
    return ""


def typed_body(body: str) -> str:
    """Return a text as it is typed: a line for each paragraph; one with tables stays as it is."""
    blocks = parse_body(body)
    if any(isinstance(block, BodyTable) for block in blocks):
        return body
    return "\n".join(plain_paragraphs(blocks))


def _blocks(body: Iterable[BodyBlock]) -> list[str]:
    return [_block(block) for block in body]


def _block(block: BodyBlock) -> str:
    if isinstance(block, BodyParagraph):
        return _paragraph(block.text)
    if isinstance(block, BodyHeading):
        if block.rest:
            return f"<p><strong>{escape(block.text)}</strong>{escape(block.rest)}</p>"
        level = min(block.level + 1, 4)
        return f"<h{level}>{escape(block.text)}</h{level}>"
    return _table(block)


def _table(table: BodyTable) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    rows = "".join(
        f"<tr>{''.join(_cell(cell, number < table.header_rows) for cell in row)}</tr>"
        for number, row in enumerate(table.rows)
    )
    return f"<table>{caption}{rows}</table>"


def _cell(cell: BodyCell, is_header: bool) -> str:
    tag = "th" if is_header else "td"
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count > 1
    )
    inside = escape(cell.text).replace("\n", "<br>")
    return f"<{tag}{spans}>{inside}</{tag}>"


def _attachment_list(paper: PrintedDocument) -> list[str]:
    names = [each.name for each in paper.attachments]
    if len(names) == 1:
        return [_paragraph(f"附件：{names[0]}")]
    return [
        _paragraph(f"{'附件：' if place == 1 else ''}{place}.{name}")
        for place, name in enumerate(names, start=1)
    ]


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
