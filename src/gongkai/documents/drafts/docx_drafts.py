"""A Word file taken in as a draft: its title, its text as simple HTML, its pictures."""

from typing import Any, NamedTuple

from gongkai.documents.drafts.blocks import (
    MOST_BLOCKS,
    MOST_CELLS,
    TALLEST,
    WIDEST,
    Block,
    Cell,
    DraftRefused,
    Inline,
    Paragraph,
    Run,
    Table,
    paragraph,
)
from gongkai.documents.drafts.docx_parts import DraftImage, RunReader, font_size
from gongkai.documents.drafts.html_tables import paragraphs_in
from gongkai.documents.drafts.html_writing import html_of
from gongkai.documents.drafts.levels import numbered_heading
from gongkai.documents.drafts.lists import ListParagraph, with_lists
from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.docx_names import (
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    TABLE,
    VALUE,
    WORD,
    properties_of,
    value_of,
)
from gongkai.documents.readings.docx_numbering import numbering_of
from gongkai.documents.readings.docx_paragraphs import blocks_in
from gongkai.documents.readings.docx_styles import Numbered, ParagraphStyles, outline_level
from gongkai.documents.readings.docx_tables import cells_in, rows_in
from gongkai.documents.readings.sources import ReportFileUnreadable

LARGEST = 50 << 20
"""Bytes of a Word file."""

_LONGEST_TITLE, _TITLE_LINES = 80, 4
_TITLE_SIZE = 18
_DEEPEST = 12
_BULLET = "·"
# The package reader speaks of reports.
_SAID_OF_REPORTS = (
    ("与报告不相称", "与文稿不相称"),
    ("不像一份报告", "不像一份文稿"),
    ("只保留报告本身", "只保留文稿本身"),
)


class DraftText(NamedTuple):
    """What a Word file holds: the title, the text as HTML, its pictures, what was left out."""

    title: str
    body: str
    images: tuple[DraftImage, ...]
    notices: tuple[str, ...]


def read_docx_draft(content: bytes, name: str = "文件") -> DraftText:
    """Return a Word file as a draft.

    Recorded changes count as accepted: what was inserted stays, what was deleted does not. This,
    and every comment, footnote, hidden text or picture that is left out, is told in `notices`.

    :raises DraftRefused: if it is no Word file, broken, or unpacks out of proportion
    """
    if len(content) > LARGEST:
        raise DraftRefused(
            f"文件“{name}”有{len(content) / 1048576:.0f}MB，超过{LARGEST >> 20}MB的上限，"
            "请压缩其中的图片后重新上传。"
        )
    if content[:4] != b"PK\x03\x04":
        raise DraftRefused(
            f"文件“{name}”不是Word文档（.docx），请用Word或WPS另存为“.docx”后重新上传。"
        )
    try:
        return _read(content, name)
    except ReportFileUnreadable as refusal:
        told = str(refusal)
        for said, meant in _SAID_OF_REPORTS:
            told = told.replace(said, meant)
        raise DraftRefused(told) from refusal


def _read(content: bytes, name: str) -> DraftText:
    package = Package(content, name)
    root = package.xml("word/document.xml")
    body = None if root is None else root.find(f"{WORD}body")
    if body is None:
        raise DraftRefused(f"文件“{name}”里没有Word正文，请用Word或WPS另存为“.docx”后重新上传。")
    reader = _Reader(package)
    reader.walk(body, 0)
    title, blocks = reader.titled()
    return DraftText(title, html_of(blocks), tuple(reader.runs.images), reader.notices())


class _Reader:
    """The blocks of one file, in order."""

    def __init__(self, package: Package) -> None:
        self.runs = RunReader(package)
        self._styles = ParagraphStyles(package)
        self._numbering = numbering_of(package.xml("word/numbering.xml"))
        self._blocks: list[Block | ListParagraph] = []
        # For each block whether it looks like a part of the title.
        self._looks: dict[int, str] = {}
        self._cells = 0

    def walk(self, parent: Any, depth: int) -> None:
        """Collect everything in the body, a text box or a cell."""
        if depth > _DEEPEST:
            return
        for block in blocks_in(parent):
            if block.tag == PARAGRAPH:
                self._paragraph(block, depth)
            elif block.tag == TABLE:
                self._table(block, depth)
            if len(self._blocks) > MOST_BLOCKS:
                raise DraftRefused(f"文件超过{MOST_BLOCKS}段，请拆分后重新上传。")

    def titled(self) -> tuple[str, tuple[Block, ...]]:
        """Return the title and the blocks behind it.

        The title is what is styled so, else the large or centred lines at the beginning, else a
        first line that is no sentence.
        """
        styled = [place for place, look in self._looks.items() if look == "style"]
        lines = range(min(styled), min(styled) + 1) if styled else self._leading()
        title = "".join(_text(self._blocks[place]) for place in lines)
        rest = [block for place, block in enumerate(self._blocks) if place not in lines]
        return title[: _LONGEST_TITLE * 2], with_lists(rest)

    def notices(self) -> tuple[str, ...]:
        """Return what was left out or decided, one line each."""
        found = dict(self.runs.dropped)
        inserted, deleted = found.pop("插入的修订", 0), found.pop("删除的修订", 0)
        told = []
        if inserted or deleted:
            told.append(
                f"文件中有修订痕迹，已按“接受全部修订”导入（插入{inserted}处、删除{deleted}处），"
                "请核对正文。"
            )
        told += [f"有{count}处{kind}没有导入。" for kind, count in found.items()]
        return tuple(told)

    def _leading(self) -> range:
        count = 0
        for place, block in enumerate(self._blocks[:_TITLE_LINES]):
            if self._looks.get(place) != "look" or len(_text(block)) > _LONGEST_TITLE:
                break
            count += 1
        if count:
            return range(count)
        first = _text(self._blocks[0]) if self._blocks else ""
        is_title = 0 < len(first) <= _LONGEST_TITLE and first[-1] not in "。；：，;:,."
        return range(1 if is_title and isinstance(self._blocks[0], Paragraph) else 0)

    def _paragraph(self, element: Any, depth: int) -> None:
        inlines, boxes = self.runs.read(element)
        properties = properties_of(element, PARAGRAPH_PROPERTIES)
        style_id = value_of(properties, "pStyle") or ""
        style = self._styles.of(style_id)
        stated = None if properties is None else properties.find(f"{WORD}outlineLvl")
        level = style.level if stated is None else outline_level(stated)
        label, depth_in_list = self._label(properties, style.numbered)
        is_title = style_id.lower() in ("title", "a3") and style.level == 1
        heading = min(level + 1, 4) if level and not is_title else 0
        made = paragraph(inlines, heading)
        if made is not None:
            if label and not heading and (label == _BULLET or label.rstrip(".．)").isdigit()):
                self._blocks.append(ListParagraph(made.inlines, depth_in_list + 1, label))
            else:
                self._blocks.append(_numbered(inlines, "" if label == _BULLET else label, heading))
            centred = value_of(properties, "jc") == "center"
            large = font_size(element) >= _TITLE_SIZE
            if is_title:
                self._looks[len(self._blocks) - 1] = "style"
            elif large or centred:
                self._looks[len(self._blocks) - 1] = "look"
        for box in boxes:
            self.walk(box, depth + 1)

    def _label(self, properties: Any, inherited: Numbered | None) -> tuple[str, int]:
        direct = None if properties is None else properties.find(f"{WORD}numPr")
        numbered = inherited
        if direct is not None:
            base = inherited or Numbered("0", 0)
            list_id = value_of(direct, "numId") or base.list_id
            numbered = Numbered(list_id, number_in(value_of(direct, "ilvl"), base.level))
        if numbered is None or numbered.list_id == "0":
            return "", 0
        return self._numbering.next_label(numbered) or _BULLET, numbered.level

    def _table(self, table: Any, depth: int) -> None:
        rows: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for row in rows_in(table):
            rows.append([])
            column = number_in(
                value_of(properties_of(row, ROW_PROPERTIES), "gridBefore"), 0, WIDEST
            )
            if column:
                rows[-1].append(Cell((), column))
            for element in cells_in(row):
                properties = properties_of(element, CELL_PROPERTIES)
                span = max(number_in(value_of(properties, "gridSpan"), 1, WIDEST), 1)
                merged = None if properties is None else properties.find(f"{WORD}vMerge")
                goes_on = merged is not None and merged.get(VALUE, "continue") == "continue"
                above = open_cells.get(column)
                if goes_on and above is not None:
                    owner = rows[above[0]][above[1]]
                    rows[above[0]][above[1]] = owner._replace(rowspan=owner.rowspan + 1)
                else:
                    rows[-1].append(Cell(self._cell(element, depth), span))
                    open_cells.pop(column, None)
                    if merged is not None:
                        open_cells[column] = (len(rows) - 1, len(rows[-1]) - 1)
                column += span
                self._cells += 1
            if self._cells > MOST_CELLS or len(rows) > TALLEST:
                raise DraftRefused(
                    f"文件中的表格超过{TALLEST}行或者{MOST_CELLS}个单元格，请改为附件上传。"
                )
        filled = [tuple(row) for row in rows if row]
        if len(filled) == 1 and len(filled[0]) == 1:
            self._blocks += filled[0][0].blocks
        elif any(cell.blocks for row in filled for cell in row):
            self._blocks.append(Table(tuple(filled)))

    def _cell(self, element: Any, depth: int) -> tuple[Paragraph, ...]:
        outer, self._blocks = self._blocks, []
        looks, self._looks = self._looks, {}
        self.walk(element, depth + 1)
        inside, self._blocks, self._looks = self._blocks, outer, looks
        return tuple(paragraphs_in(with_lists(inside)))


def _numbered(inlines: list[Inline], label: str, heading: int) -> Paragraph:
    """Return a paragraph with its automatic number; its number may make it a heading."""
    made = paragraph([Run(label), *inlines], heading)
    assert made is not None
    level = 0 if heading else numbered_heading(made.text)
    return paragraph(made.inlines, level + 1) or made if level else made


def _text(block: Block | ListParagraph) -> str:
    inlines = block.inlines if isinstance(block, Paragraph | ListParagraph) else ()
    return "".join(each.text for each in inlines if isinstance(each, Run)).replace("\n", "")
