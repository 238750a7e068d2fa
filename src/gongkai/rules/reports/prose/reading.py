"""One sentence read from left to right: which figures claim what."""

from decimal import Decimal

from gongkai.rules.reports.prose.characters import PlainText
from gongkai.rules.reports.prose.claims import Claim, ClaimKind
from gongkai.rules.reports.prose.counts import (
    OFF,
    REQUESTS,
    Context,
    Meaning,
    meaning_of,
    routes_of,
)
from gongkai.rules.reports.prose.negations import none_claimed
from gongkai.rules.reports.prose.numbers import Bound, Number
from gongkai.rules.reports.prose.ratios import change_of, fee_of, share_of
from gongkai.rules.reports.prose.segments import DISPUTES, PROACTIVE, Segment
from gongkai.rules.reports.prose.tokens import (
    FIGURE,
    MONEY,
    NEGATION,
    SEPARATOR,
    STRONG_UNITS,
    WEAK_UNITS,
    YEAR,
    Figure,
    Token,
    tokens,
)

_BREAKS = frozenset("，,；：（）、。")
_NONE = Number(Decimal(0), Decimal(1))
_WHOLE = frozenset({"whole", "all_year"})
_NO_RATIO = frozenset({"reaching", "limit", "channel"})
_CHANGES = frozenset({"rise", "fall"})
_MOVING = frozenset({"rise", "fall", "reaching"})
_PERCENT = frozenset({"%", "倍", "个百分点"})


class SentenceReader:
    """Reads one sentence; what it speaks of is kept in the context for the next one."""

    def __init__(self, plain: PlainText, start: int, end: int, context: Context) -> None:
        """Cut the sentence between two places of the plain text into tokens."""
        self._plain = plain
        self._context = context
        self._tokens = tokens(plain.text, start, end)
        self._segment = Segment(start)
        self._outer: list[tuple[Segment, Claim | None, bool]] = []
        self._last: Claim | None = None
        self._compared = False
        self._compared_year: int | None = None
        self._found: list[Claim] = []
        self._sentence = plain.span(start, end)
        sentence = plain.text[start:end]
        context.reviewing = "清理" in sentence and "制发" not in sentence
        context.published_before = "主动公开" in sentence

    def claims(self) -> list[Claim]:
        """Return the claims of the sentence."""
        position, count = 0, len(self._tokens)
        while position < count:
            token = self._tokens[position]
            if token.kind is FIGURE:
                position = self._figure(position)
            elif token.kind is SEPARATOR:
                self._separator(token)
                position += 1
            elif token.kind is NEGATION:
                position = self._negation(position)
            else:
                self._segment.add(token)
                if token.kind is YEAR and "compare" not in self._segment.marks:
                    self._context.year = int(token.text[:4])
                position += 1
        self._settle()
        return self._found

    def _separator(self, token: Token) -> None:
        if token.text == "（":
            self._outer.append((self._segment, self._last, self._context.among))
            self._segment = Segment(token.end)
            return
        if token.text == "）" and self._outer:
            self._settle()
            self._segment, self._last, self._context.among = self._outer.pop()
            return
        self._settle()
        if token.text == "；":
            self._context.among = False
        self._segment = Segment(token.end)

    def _settle(self) -> None:
        # What a clause without a figure speaks of holds for the figures behind it.
        if not self._segment.marks and not self._segment.nouns:
            return
        segment, context = self._segment, self._context
        if "among" in segment.marks:
            context.among = True
        if "compare" in segment.marks:
            self._compare(segment)
        if REQUESTS in segment.nouns or "disclosure" in segment.nouns:
            context.disclosed = True
        topics = [n for n in segment.nouns if n in DISPUTES or n in PROACTIVE or n == REQUESTS]
        if any(noun in DISPUTES for noun in topics):
            topics = [noun for noun in topics if noun in DISPUTES]
        if topics:
            context.topic, context.inherited = topics[-1], False
            context.routes = routes_of(topics) if len(set(topics)) == 1 else ()
        elif "foreign" in segment.marks:
            context.topic = OFF
        self._note_time(segment)

    def _compare(self, segment: Segment) -> None:
        # 与2022年相比: the year compared with, not the one that is spoken of.
        self._compared = True
        self._compared_year = segment.year
        if segment.year is not None and segment.year == self._context.year:
            self._context.year = None

    def _note_time(self, segment: Segment) -> None:
        if "limit" in segment.marks:
            self._context.limited = True
        elif "compare" in segment.marks:
            return
        elif "all_year" in segment.marks or segment.year is not None:
            self._context.limited = False

    def _figure(self, position: int) -> int:
        token = self._tokens[position]
        figure = token.figure
        assert figure is not None
        segment = self._segment
        after = position + 1
        if "respectively" in segment.marks:
            return self._respectively(position)
        if figure.unit in _PERCENT or not _MOVING.isdisjoint(segment.marks):
            self._ratio(segment, figure)
        elif figure.unit in MONEY:
            self._last = None
            self._note(segment)
            meaning = fee_of(segment, figure)
            if meaning:
                self._claim(segment, figure, figure.end, *meaning)
        else:
            after = self._count(position, segment, figure)
        self._segment = Segment(self._tokens[after - 1].end)
        return after

    def _count(self, position: int, segment: Segment, figure: Figure) -> int:
        after = position + 1
        if segment.wants_noun:
            behind = after
            while behind < len(self._tokens) and _is_text(self._tokens[behind]):
                behind += 1
            ended = behind == len(self._tokens) or (self._tokens[behind].kind is SEPARATOR)
            if ended and not any(one.kind is NEGATION for one in self._tokens[after:behind]):
                segment.extend(self._tokens[after:behind])
                after = behind
        self._note(segment)
        self._compared = False
        self._last = None
        meaning = self._meaning(segment, figure)
        if meaning is not None:
            end = self._tokens[after - 1].end
            self._claim(segment, figure, end, meaning, figure.number)
        return after

    def _meaning(self, segment: Segment, figure: Figure) -> Meaning | None:
        context = self._context
        if figure.unit not in STRONG_UNITS and figure.unit not in WEAK_UNITS:
            stands_alone = not figure.unit and self._plain.text[figure.end : figure.end + 1] in (
                *_BREAKS,
                "",
            )
            if not stands_alone or not (segment.items or segment.carry):
                self._foreign(segment)
                return None
        if segment.marks or segment.year is not None:
            self._note_time(segment)
        if "limit" in segment.marks:
            return None
        if "limb" in segment.marks and not self._is_whole(segment):
            context.doubtful = True
            return None
        subject = "" if segment.is_known else segment.subject(self._plain.text)
        if subject is None:
            self._foreign(segment)
            return None
        if subject:
            context.subject = subject
        elif segment.marks and not context.among and not _WHOLE.isdisjoint(segment.marks):
            context.doubtful, context.subject = False, ""
        return meaning_of(segment, context)

    def _is_whole(self, segment: Segment) -> bool:
        return "whole" in segment.marks or bool(segment.subject(self._plain.text))

    def _foreign(self, segment: Segment) -> None:
        # Behind 其中 unknown words name a part; anywhere else they name another matter.
        if self._context.among:
            self._context.doubtful = True
        else:
            self._context.topic = OFF

    def _note(self, segment: Segment) -> None:
        if "among" in segment.marks:
            self._context.among = True
        if segment.nouns and (REQUESTS in segment.nouns or "disclosure" in segment.nouns):
            self._context.disclosed = True

    def _ratio(self, segment: Segment, figure: Figure) -> None:
        self._note(segment)
        if "compare" in segment.marks:
            self._compare(segment)
        if REQUESTS in segment.nouns:
            self._context.topic, self._context.inherited = REQUESTS, False
        if not segment.is_known or not _NO_RATIO.isdisjoint(segment.marks):
            self._last = None
            return
        if not _CHANGES.isdisjoint(segment.marks):
            if not self._compared:
                self._last = None
                return
            year = self._compared_year
            draft = change_of(segment, figure, self._context, self._last, year)
        else:
            draft = share_of(segment, figure, self._context, self._last)
        if draft is None:
            return
        kind, meaning, of, rising = draft
        self._claim(segment, figure, figure.end, meaning, figure.number, kind, of, rising)

    def _respectively(self, position: int) -> int:
        # 予以公开、部分公开分别为3件、5件: as many words as figures, in their order.
        segment = self._segment
        figures: list[Token] = []
        end = position
        while end < len(self._tokens):
            token = self._tokens[end]
            if token.kind is FIGURE:
                figures.append(token)
            else:
                break
            end += 1
        self._note(segment)
        self._last = None
        items = segment.items
        units = {token.figure.unit for token in figures if token.figure} - {""}
        plain_list = segment.is_known and len(items) == len(figures) and units <= STRONG_UNITS
        if plain_list and units and not segment.marks & {"rise", "fall", "share", "rate", "limit"}:
            for item, token in zip(items, figures, strict=True):
                assert token.figure is not None
                one = Segment(segment.start)
                one.marks, one.year = segment.marks, segment.year
                one.nouns = tuple(noun for noun in segment.nouns if noun not in DISPUTES)
                one.add(item)
                meaning = meaning_of(one, self._context)
                if meaning is not None:
                    self._claim(segment, token.figure, token.end, meaning, token.figure.number)
        else:
            self._foreign(segment)
        self._last = None
        self._segment = Segment(self._tokens[end - 1].end)
        return end

    def _negation(self, position: int) -> int:
        end = position + 1
        while end < len(self._tokens) and _is_text(self._tokens[end]):
            end += 1
        behind = self._tokens[position + 1 : end]
        if end < len(self._tokens) and self._tokens[end].kind is FIGURE:
            self._segment.unknown_until = self._tokens[end - 1].end
            return end
        if self._segment.content_from < 0:
            # 某局未收到申请: the body named in front is the one that says so.
            self._segment.content_from = self._tokens[position].start
        self._note(self._segment)
        said = Segment(self._tokens[position].start)
        said.extend(behind)
        self._note(said)
        claimed = none_claimed(self._tokens[position].text, said, self._segment, self._context)
        if claimed is not None and self._segment.subject(self._plain.text) is not None:
            last = self._tokens[end - 1].end
            nothing = Figure(said.start, last, _NONE, "件")
            self._note_time(self._segment)
            self._claim(self._segment, nothing, last, claimed, nothing.number)
            said = Segment(last)
        self._segment = said
        return end

    def _claim(
        self,
        segment: Segment,
        figure: Figure,
        end: int,
        meaning: Meaning,
        number: Number,
        kind: ClaimKind = ClaimKind.COUNT,
        of: Claim | None = None,
        rising: int = 0,
    ) -> None:
        context, text = self._context, self._plain.text
        start = segment.start
        while start < figure.start and text[start] in _BREAKS:
            start += 1
        subject = context.subject
        if not segment.is_known:
            subject = segment.subject(text) or subject
        sure = figure.number.certain and figure.unit not in WEAK_UNITS and bool(figure.unit)
        firm = meaning.firm and sure and not context.doubtful and not context.limited
        firm = firm and "unsure_subject" not in segment.marks
        shift = self._plain.shift(start, end)
        if shift is None:
            begin, stop = self._plain.span(start, end)
            number_begin, number_stop = self._plain.span(figure.start, figure.end)
        else:
            begin, stop = start + shift, end + shift
            number_begin, number_stop = figure.start + shift, figure.end + shift
        claim = Claim(
            kind=kind,
            label=meaning.label,
            quote=self._plain.original[begin:stop],
            start=begin,
            end=stop,
            number_start=number_begin,
            number_end=number_stop,
            sentence=self._sentence,
            number=number,
            unit=figure.unit,
            readings=meaning.readings,
            also=meaning.also,
            firm=firm,
            official=meaning.official
            and firm
            and not context.among
            and not subject
            and number.bound is Bound.EXACT
            and figure.unit == "件",
            subject=subject,
            year=meaning.year or context.year,
            year_step=meaning.year_step,
            of=of,
            rising=rising,
        )
        self._found.append(claim)
        self._last = claim
        if meaning.is_base:
            context.base = claim


def _is_text(token: Token) -> bool:
    return token.kind not in (SEPARATOR, FIGURE)
