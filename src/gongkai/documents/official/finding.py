"""The elements of an official document found on its measured pages, by where and how they stand."""

import re
from dataclasses import dataclass
from functools import cached_property

from gongkai.documents.official.measuring import Line, MeasuredPage, Ruled
from gongkai.rules.document_kinds import Layout

NUMBER = re.compile(r"[\u4e00-\u9fff]*〔\d{4}〕\d+号|第\d+[期次号]")
DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_TYPE_BOTTOM = 262.0
_TITLE_SIZE = 20.0
_HIGHEST_HEAD = 45.0
_FOOT = 263.5
_IMPRINT_SIZE = 14.6


@dataclass(frozen=True)
class Found:
    """Everything that clauses ask about, taken from the pages once."""

    pages: tuple[MeasuredPage, ...]

    @cached_property
    def first(self) -> MeasuredPage:
        """Return the first page."""
        return self.pages[0]

    @cached_property
    def red_rules(self) -> tuple[Ruled, ...]:
        """Return the red lines of the first page."""
        return tuple(rule for rule in self.first.rules if _is_red_rule(rule))

    @cached_property
    def layout(self) -> Layout:
        """Return the form: a letter by its head above the type area, minutes by theirs."""
        if self.mark and self.mark[0].top < _HIGHEST_HEAD:
            return Layout.LETTER
        head = "".join(line.text for line in self.mark)
        return Layout.MINUTES if head.endswith("纪要") else Layout.STANDARD

    @cached_property
    def mark(self) -> tuple[Line, ...]:
        """Return the lines of the red head."""
        red = (
            Line(tuple(each for each in line.glyphs if each.is_red)) for line in self.first.lines
        )
        return tuple(line for line in red if line.glyphs)

    @cached_property
    def black(self) -> tuple[Line, ...]:
        """Return the black lines of the first page's type area."""
        return tuple(
            line
            for line in self.first.lines
            if not line.glyphs[0].is_red and line.bottom < _FOOT and line.size > 12.5
        )

    @cached_property
    def head_line(self) -> Ruled | None:
        """Return the red line below the head: the last one but those at a letter's foot."""
        upper = [rule for rule in self.red_rules if rule.y < 200]
        return upper[-1] if upper else None

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """Return the black lines above the title: corner, number, signatories."""
        return tuple(line for line in self.black if line.bottom < self._title_top)

    @cached_property
    def number(self) -> Line | None:
        """Return the line of the document number."""
        return next((line for line in self.head if NUMBER.search(line.text)), None)

    @cached_property
    def corner(self) -> tuple[Line, ...]:
        """Return the lines in the top left corner."""
        red_top = min((line.top for line in self.mark), default=0.0)
        if self.layout is Layout.LETTER:
            return tuple(line for line in self.head if line.left < 60)
        return tuple(line for line in self.head if line.bottom < red_top)

    @cached_property
    def title(self) -> tuple[Line, ...]:
        """Return the lines of the title."""
        return tuple(line for line in self.black if line.size >= _TITLE_SIZE)

    @cached_property
    def below_title(self) -> tuple[Line, ...]:
        """Return the first page's lines under the title, without 版记."""
        if not self.title:
            return ()
        foot = self.title[-1].baseline
        return tuple(line for line in self.black if line.baseline > foot and line.size > 15)

    @cached_property
    def text_pages(self) -> tuple[tuple[Line, ...], ...]:
        """Return for each page of text, up to the first attachment, its lines of 3号."""
        found = [self.below_title]
        for page in self.pages[1:]:
            lines = tuple(line for line in page.lines if line.bottom < _FOOT and line.size > 12.5)
            if not lines or is_attachment(lines) or all(line.size < 15 for line in lines):
                break
            found.append(tuple(line for line in lines if line.size > 15))
        return tuple(found)

    @cached_property
    def text(self) -> tuple[tuple[int, Line], ...]:
        """Return the lines of the text with the place of their page, signature and all."""
        return tuple((at, line) for at, lines in enumerate(self.text_pages) for line in lines)

    @cached_property
    def dated(self) -> int | None:
        """Return the place in `text` of the day of the document: the last line that is a day."""
        places = [place for place, (_, line) in enumerate(self.text) if DAY.fullmatch(line.text)]
        return places[-1] if places else None

    @cached_property
    def enclosed(self) -> int | None:
        """Return the place in `text` of the line that names the attachments."""
        places = [
            place for place, (_, line) in enumerate(self.text) if line.text.startswith("附件：")
        ]
        return places[-1] if places else None

    @cached_property
    def attachment_pages(self) -> tuple[MeasuredPage, ...]:
        """Return the pages on which attachments begin."""
        return tuple(page for page in self.pages[1:] if is_attachment(page.lines))

    @cached_property
    def imprint(self) -> tuple[Line, ...]:
        """Return the lines of 版记: 4号 at the foot of the last page."""
        lines = [line for line in self.pages[-1].lines if line.bottom < _FOOT]
        starts = [
            place
            for place, line in enumerate(lines)
            if line.size < _IMPRINT_SIZE
            and (line.text.startswith(("抄送：", "主送：")) or line.text.endswith("印发"))
        ]
        return tuple(lines[starts[0] :]) if starts else ()

    @cached_property
    def imprint_rules(self) -> tuple[Ruled, ...]:
        """Return the ruled lines of 版记."""
        if not self.imprint:
            return ()
        top = self.imprint[0].top - 5
        return tuple(rule for rule in self.pages[-1].rules if rule.y > top and rule.length > 100)

    @cached_property
    def _title_top(self) -> float:
        sizes = [line for line in self.black if line.size >= _TITLE_SIZE]
        return sizes[0].top if sizes else _TYPE_BOTTOM


def page_number(page: MeasuredPage) -> Line | None:
    """Return the line below the type area that is a page number."""
    lines = (line for line in page.lines if line.bottom > _FOOT)
    return next((line for line in lines if any(each.isdigit() for each in line.text)), None)


def is_attachment(lines: tuple[Line, ...]) -> bool:
    """Test if a page's lines begin an attachment."""
    body = [line for line in lines if line.size > 12.5]
    return bool(body) and re.fullmatch(r"附件\d{0,2}", body[0].text) is not None


def _is_red_rule(rule: Ruled) -> bool:
    return rule.colour[0] > 170 and rule.colour[1] < 80
