"""What the typesetter is told of an official document: plain values for every element."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongkai.documents.official.body import (
    BodyBlock,
    BodyHeading,
    BodyParagraph,
    BodyTable,
)
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.titles import break_title
from gongkai.rules.document_kinds import Layout

_UNDATED = date(2000, 1, 1)
# The last paragraph keeps company with the signature unless it is longer than this.
_LONGEST_LAST = 150
_WIDEST_COLUMN = 24
# Lines that keep together; more of them, and a page could not hold them.
_MOST_TOGETHER = 16


def content_of(document: OfficialDocument) -> dict[str, Any]:
    """Return what `official.typ` prints, without where 版记 goes."""
    day = document.formed_on or _UNDATED
    blocks = list(_blocks(document.body))
    is_minutes = document.layout is Layout.MINUTES
    signed = not is_minutes and len(blocks) > 1
    kept = 1 if signed and _length(blocks[-1]) <= _LONGEST_LAST else 0
    printed = document.layout is not Layout.LETTER
    sent = (("抄送：", document.imprint_copies),) if document.copies_to else ()
    return {
        "layout": document.layout.value,
        "author": document.organs,
        "head": document.head,
        "word": document.head_word,
        "corner": document.corner,
        "number": document.number_text,
        "signatories": document.signatories,
        "issued": (document.organs[0], document.date_text) if is_minutes else (),
        "title": break_title(document.title),
        "salutation": document.salutation,
        "text": blocks[: len(blocks) - kept],
        "last": blocks[len(blocks) - kept :],
        "enclosures": tuple(each.name.rstrip("。；，") for each in document.attachments),
        "together": _lines(blocks[len(blocks) - kept :], document) <= _MOST_TOGETHER,
        "attendance": document.attendance,
        "organs": () if is_minutes else document.organs,
        "seal": document.has_seal,
        "date": document.date_text,
        "note": document.note_text,
        "attachments": tuple(_attachments(document)),
        "sent": sent,
        "printer": document.printed_by if printed else "",
        "printed": document.imprint_day if printed else "",
        "has_imprint": bool(sent or printed and (document.printed_by or document.imprint_day)),
        "mark": "　".join(document.marks),
        "keywords": [document.kind.label, *document.marks],
        "dated": [day.year, day.month, day.day],
    }


def attachment_label(place: int, count: int) -> str:
    """Return what stands above an attachment, numbered where the note numbers it: 第7.3.7条."""
    return f"附件{place}" if count > 1 else "附件"


def _attachments(document: OfficialDocument) -> Iterable[dict[str, Any]]:
    for place, each in enumerate(document.attachments, start=1):
        if each.body:
            yield {
                "label": attachment_label(place, len(document.attachments)),
                "title": break_title(each.name.rstrip("。；，")),
                "text": list(_blocks(each.body)),
            }


def _blocks(body: Iterable[BodyBlock]) -> Iterable[dict[str, Any]]:
    outline = 0
    for block in body:
        if isinstance(block, BodyParagraph):
            yield {"type": "paragraph", "text": block.text}
        elif isinstance(block, BodyHeading):
            if not block.rest:
                # Readers that speak the outline need levels without gaps.
                outline = min(block.level, outline + 1)
            yield {"type": "heading", **block._asdict(), "outline": outline or 1}
        else:
            yield _table(block)


def _table(table: BodyTable) -> dict[str, Any]:
    return {
        "type": "table",
        "caption": table.caption,
        "header": min(table.header_rows, len(table.rows)),
        "widths": column_widths(table),
        "rows": [[cell._asdict() for cell in row] for row in table.rows],
    }


def column_widths(table: BodyTable) -> list[float]:
    """Return how wide each column wants to be, in characters of its longest undivided cell."""
    columns = max(table.columns, 1)
    widths = [2.0] * columns
    taken: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while taken.get((number, column)):
                column += 1
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    taken[number + down, column + across] = True
            if cell.colspan == 1 and column < columns:
                longest = max((len(line) for line in cell.text.split("\n")), default=0)
                widths[column] = max(widths[column], min(longest + 1.0, _WIDEST_COLUMN))
            column += cell.colspan
    return widths


def _lines(last: list[dict[str, Any]], document: OfficialDocument) -> int:
    """Return about how many lines the last paragraph, attachments and signature take."""
    text = sum(_length(block) // 28 + 1 for block in last)
    note = sum(len(each.name) // 22 + 1 for each in document.attachments)
    return text + note + 4 * len(document.organs)


def _length(block: dict[str, Any]) -> int:
    if block["type"] == "table":
        return _LONGEST_LAST + 1
    return len(block["text"]) + len(block.get("rest", ""))
