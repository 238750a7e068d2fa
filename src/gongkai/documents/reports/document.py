"""The annual report as a document: title, lead, six sections, marks; what every format prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from gongkai.documents.characters import writable
from gongkai.documents.reports.grid import PlacedTable, placed
from gongkai.rules.reports.editions import TEXT_SECTIONS, Edition, edition
from gongkai.rules.reports.shape import Report
from gongkai.rules.reports.values import value_text

_PART_OF_SECTION = {section: part for part, section in TEXT_SECTIONS.items()}
_SUBHEADING = re.compile(r"^[（(][一二三四五六七八九十]+[)）]")
_LONGEST_SUBHEADING = 30

DEMONSTRATION_MARK = "演示数据"
DEMONSTRATION_NOTE = "演示数据：本报告由虚构的演示记录编制，不作为正式公开内容。"
DRAFT_MARK = "草稿（未签发）"
DRAFT_NOTE = "草稿：本报告未签发，数据和文字以签发稿为准。"
UNWRITTEN = "（本部分尚未填写。）"


class BlockKind(StrEnum):
    """How a piece of a section is set."""

    SUBHEADING = "SUBHEADING"
    PARAGRAPH = "PARAGRAPH"


@dataclass(frozen=True, slots=True)
class Block:
    """A sub-heading or a paragraph of a section's text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: its number from 1, title, text and tables."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    tables: tuple[PlacedTable, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom readers may ask; a part that is "" is not printed."""

    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    office_hours: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return label and text of each part that is given, in printing order."""
        labelled = (
            ("地址", self.address),
            ("邮政编码", self.postcode),
            ("联系电话", self.phone),
            ("电子邮箱", self.email),
            ("办公时间", self.office_hours),
        )
        cleaned = ((label, " ".join(writable(text).split())) for label, text in labelled)
        return tuple((label, text) for label, text in cleaned if text)


@dataclass(frozen=True)
class ReportDocument:
    """An annual report with all that is printed around its figures and narrative.

    `lead` is the paragraph under the title (legal basis and period). `issued_on` is None
    until the report is issued. `demonstration` and `draft` are shown wherever it is printed.
    """

    report: Report
    lead: str
    contact: Contact = Contact()
    issued_on: date | None = None
    demonstration: bool = False
    draft: bool = False

    @cached_property
    def organ(self) -> str:
        """Return the organ's name on one line."""
        return " ".join(writable(self.report.organ).split())

    @property
    def title_lines(self) -> tuple[str, str]:
        """Return the title as it is set: the organ above, year and kind below."""
        return self.organ, f"{self.report.year}年政府信息公开工作年度报告"

    @property
    def title(self) -> str:
        """Return the title on one line, for metadata, tabs and lists."""
        return "".join(self.title_lines)

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the short marks for headers, sheet titles and metadata."""
        demonstration = (DEMONSTRATION_MARK,) if self.demonstration else ()
        return demonstration + ((DRAFT_MARK,) if self.draft else ())

    @property
    def mark_line(self) -> str:
        """Return the marks as one line, "" for a genuine, issued report."""
        return "　".join(self.marks)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the sentences printed above the title that explain the marks."""
        demonstration = (DEMONSTRATION_NOTE,) if self.demonstration else ()
        return demonstration + ((DRAFT_NOTE,) if self.draft else ())

    @property
    def opening(self) -> tuple[str, ...]:
        """Return the paragraphs between the title and section 一: lead, then contact."""
        lead = _lines(self.lead)
        if not self.contact.parts:
            return lead
        parts = "；".join(f"{label}：{text}" for label, text in self.contact.parts)
        return (*lead, f"如对本报告有疑问，请与{self.organ}联系（{parts}）。")

    @property
    def signature(self) -> tuple[str, ...]:
        """Return the lines at the end: organ and date, or that it is not issued."""
        if self.draft:
            return self.organ, "（未签发）"
        if self.issued_on is None:
            return (self.organ,)
        day = self.issued_on
        return self.organ, f"{day.year}年{day.month}月{day.day}日"

    @property
    def dated(self) -> date:
        """Return the day that stands as the files' date: of issue, else the period's last."""
        return self.issued_on or date(self.report.year, 12, 31)

    @cached_property
    def edition(self) -> Edition:
        """Return the edition of the official form that this report follows."""
        return edition(self.report.edition)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the six sections in order."""
        return tuple(
            Section(
                number,
                title,
                self._blocks(number),
                tuple(
                    placed(layout, self.figure)
                    for layout in self.edition.tables
                    if layout.section == number
                ),
            )
            for number, title in enumerate(self.edition.section_titles, start=1)
        )

    def figure(self, path: str) -> str:
        """Return the printed form of the value at `path`: 0 is "0", a blank is ""."""
        value = self.report.value(path)
        text = value_text(value)
        # The form of 2019 leaves the unit of one amount to the writer.
        if isinstance(value, Decimal) and value:
            named = "万元" in self.edition.figures[path].column_label
            return text if named else f"{text}万元"
        return text

    def _blocks(self, number: int) -> tuple[Block, ...]:
        part = _PART_OF_SECTION.get(number)
        if part is None:
            return ()
        blocks = tuple(_blocks_of(self.report.narrative.get(part) or ""))
        if not blocks and self.draft:
            return (Block(BlockKind.PARAGRAPH, UNWRITTEN),)
        return blocks


def standard_lead(year: int) -> str:
    """Return the usual lead paragraph: legal basis (条例第五十条) and the calendar year."""
    return (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）规定编制本报告，"
        f"报告数据统计期限为{year}年1月1日至{year}年12月31日。"
    )


def _lines(text: str) -> tuple[str, ...]:
    stripped = (line.strip() for line in writable(text).split("\n"))
    return tuple(line for line in stripped if line)


def _blocks_of(text: str) -> Iterator[Block]:
    for line in _lines(text):
        is_heading = len(line) <= _LONGEST_SUBHEADING and _SUBHEADING.match(line) is not None
        yield Block(BlockKind.SUBHEADING if is_heading else BlockKind.PARAGRAPH, line)
