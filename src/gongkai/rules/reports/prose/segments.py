"""The words around one figure: from the last separator or figure up to it."""

import re
from collections.abc import Iterable

from gongkai.rules.reports.prose.concepts import Concept, Kind, Word
from gongkai.rules.reports.prose.tokens import CARRY, YEAR, Token

DISPUTES = ("reconsideration", "litigation")
PROACTIVE = (
    "regulations",
    "normative_documents",
    "licences",
    "penalties",
    "coercive_measures",
    "fees",
)
# A body's name ends so; whose it is, the report's organ decides.
_BODY = re.compile(
    r"[\u4e00-\u9fff]{1,30}?(?:局|委|委员会|办|厅|院|府|会|中心|办公室|镇|乡|街道|处|站|所|大队|支队|公司|部)"
)
# No sentence has more of them before one figure.
_MOST_WORDS = 30
_YEARS = re.compile(r"(?:19|20)\d\d年度?")
_OPENERS = re.compile(
    r"^(?:其中|包括|包含|含|如|由|在|共|累计|全年|年|度|以来|期间|，)+|(?:共计|总共|共|累计)$"
)


class Segment:
    """What the words before a figure say; `start` is a place in the plain text."""

    # Most segments hold one word or two, and there are many: empty until something is added.
    nouns: tuple[str, ...] = ()
    lines: tuple[Concept, ...] = ()
    applicants: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    items: tuple[Token, ...] = ()
    marks: frozenset[str] = frozenset()
    year: int | None = None
    carry: str = ""
    unknown_until: int = -1
    content_from: int = -1
    share_at: int = -1

    def __init__(self, start: int) -> None:
        """Begin at a place in the plain text, with nothing said yet."""
        self.start = start

    def add(self, token: Token) -> None:
        """Take up a word, a year or something unknown."""
        word = token.word
        if word is not None:
            self._add_word(token, word)
        elif token.kind is YEAR:
            self.year = int(token.text[:4])
        elif token.kind is CARRY:
            self.carry = token.text
            self._content(token)
        else:
            self.unknown_until = token.end

    def _add_word(self, token: Token, word: Word) -> None:
        kind, key = word.kind, word.key
        if kind is Kind.MARK:
            self.marks |= {key}
            if key == "share":
                self.share_at = token.start
            if key in ("whole", "all_year"):
                self._content(token)
            elif key == "foreign":
                self.unknown_until = token.end
            return
        self._content(token)
        if len(self.nouns) + len(self.items) >= _MOST_WORDS:
            self.unknown_until = token.end
            return
        if kind is Kind.NOUN:
            self.nouns += (key,)
            if key in DISPUTES:
                self.items += (token,)
            return
        self.items += (token,)
        if word.concept is not None:
            self.lines += (word.concept,)
        elif kind is Kind.APPLICANT:
            self.applicants += (key,)
        elif kind is Kind.RESULT:
            self.results += (key,)
        elif kind is Kind.ROUTE:
            self.routes += (key,)
        else:
            self.acts += (key,)

    def extend(self, tokens: Iterable[Token]) -> None:
        """Take up several tokens."""
        for token in tokens:
            self.add(token)

    def _content(self, token: Token) -> None:
        if self.content_from < 0:
            self.content_from = token.start

    @property
    def is_known(self) -> bool:
        """Test if every word is in the dictionary."""
        return self.unknown_until < 0

    @property
    def wants_noun(self) -> bool:
        """Test if what was counted may be said behind the figure: 收到8份政府信息公开申请."""
        if self.nouns and any(noun != "disclosure" for noun in self.nouns):
            return False
        if self.carry or self.results or self.routes or self.applicants or self.acts:
            return False
        return not self.lines or all(line.is_verb for line in self.lines)

    def subject(self, text: str) -> str | None:
        """Return the body named in front, "" where none is, None where words are unknown."""
        if self.is_known:
            return ""
        if self.content_from < 0 or self.unknown_until > self.content_from:
            return None
        named = _OPENERS.sub("", _YEARS.sub("", text[self.start : self.content_from]))
        return named if _BODY.fullmatch(named) else None
