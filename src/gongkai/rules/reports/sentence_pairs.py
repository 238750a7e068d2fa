"""Two texts side by side: which sentence of one answers which of the other, and what changed."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.reports.sentences import masked, plain, sentences_of

# An annual report has some hundred sentences; beyond these nothing is searched, only looked up.
_MOST_PAIRS_ALIGNED = 250_000
_MOST_PAIRS_WEIGHED = 40_000
_MOST_PIECES_ALIGNED = 3_000
_ALIKE = 0.5
# A phrase such as “具体情况如下：” found elsewhere has not been moved there.
_SHORTEST_MOVED = 12
_SHORTEST_KEPT = 2
_PIECE = re.compile(r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*[%％]?|.", re.DOTALL)


class SentenceKind(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    NUMBER = "number"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _LABELS[self]


_LABELS = {
    SentenceKind.SAME: "相同",
    SentenceKind.NUMBER: "仅数字不同",
    SentenceKind.CHANGED: "文字改动",
    SentenceKind.ADDED: "仅后者有",
    SentenceKind.REMOVED: "仅前者有",
}


class Piece(NamedTuple):
    """A run of characters in both sentences; the same in both where `same`."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True)
class SentencePair:
    """A sentence of each text, or of one only; `moved` if it stands at another place in `a`."""

    kind: SentenceKind
    a: str | None
    b: str | None
    moved: bool = False

    def pieces(self) -> tuple[Piece, ...]:
        """Return where the two sentences agree and where not; numbers are never split."""
        if self.a is None or self.b is None or self.kind is SentenceKind.SAME:
            return (Piece(self.a or "", self.b or "", self.kind is SentenceKind.SAME),)
        return pieces(self.a, self.b)


class _Gap(NamedTuple):
    a: tuple[int, ...]
    b: tuple[int, ...]


class _Side:
    """The sentences of one text with what they are compared by."""

    def __init__(self, text: str) -> None:
        self.sentences = sentences_of(text)
        self.plain = [plain(sentence) for sentence in self.sentences]
        self.keys = [masked(sentence) for sentence in self.sentences]


def sentence_pairs(a: str, b: str) -> tuple[SentencePair, ...]:
    """Return the sentences of two texts beside each other, in the order of `b`."""
    return tuple(_Aligned(_Side(a), _Side(b)).pairs())


def pieces(a: str, b: str) -> tuple[Piece, ...]:
    """Return where two sentences agree and where not; numbers are never split."""
    before, after = _PIECE.findall(a), _PIECE.findall(b)
    if len(before) + len(after) > _MOST_PIECES_ALIGNED:
        return (Piece(a, b, a == b),)
    found: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        at_edge = a0 == 0 or a1 == len(before)
        # One character that agrees by chance only makes a change harder to read.
        same = kind == "equal" and (at_edge or a1 - a0 >= _SHORTEST_KEPT)
        piece = Piece("".join(before[a0:a1]), "".join(after[b0:b1]), same)
        if found and not same and not found[-1].same:
            piece = Piece(found[-1].a + piece.a, found[-1].b + piece.b, False)
            found.pop()
        found.append(piece)
    return tuple(found)


class _Aligned:
    """The alignment of two texts."""

    def __init__(self, a: _Side, b: _Side) -> None:
        self._a, self._b = a, b
        self._moved_to: dict[int, int] = {}
        self._moved_from: set[int] = set()

    def pairs(self) -> Iterator[SentencePair]:
        """Yield the pairs."""
        blocks = self._blocks()
        self._find_moved([block for block in blocks if isinstance(block, _Gap)])
        for block in blocks:
            if isinstance(block, _Gap):
                yield from self._in_gap(block)
            else:
                yield from (self._pair(i, j) for i, j in block)

    def _blocks(self) -> list["_Gap | list[tuple[int, int]]"]:
        before, after = self._a.keys, self._b.keys
        if len(before) * len(after) > _MOST_PAIRS_ALIGNED:
            return [_Gap(tuple(range(len(before))), tuple(range(len(after))))]
        blocks: list[_Gap | list[tuple[int, int]]] = []
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for kind, a0, a1, b0, b1 in matcher.get_opcodes():
            if kind == "equal":
                blocks.append(list(zip(range(a0, a1), range(b0, b1), strict=True)))
            else:
                blocks.append(_Gap(tuple(range(a0, a1)), tuple(range(b0, b1))))
        return blocks

    def _find_moved(self, gaps: Sequence[_Gap]) -> None:
        waiting: dict[str, deque[int]] = defaultdict(deque)
        for gap in gaps:
            for i in gap.a:
                if len(self._a.keys[i]) >= _SHORTEST_MOVED:
                    waiting[self._a.keys[i]].append(i)
        for gap in gaps:
            for j in gap.b:
                places = waiting.get(self._b.keys[j])
                if places:
                    i = places.popleft()
                    self._moved_to[j] = i
                    self._moved_from.add(i)

    def _in_gap(self, gap: _Gap) -> Iterator[SentencePair]:
        before = [i for i in gap.a if i not in self._moved_from]
        here = [j for j in gap.b if j not in self._moved_to]
        answers = {j: i for i, j in self._alike(before, here)}
        following: dict[int, int | None] = {}
        next_answer: int | None = None
        for j in reversed(gap.b):
            next_answer = answers.get(j, next_answer)
            following[j] = next_answer
        waiting = deque(before)
        for j in gap.b:
            # What is gone comes before what is new in its place.
            while waiting and waiting[0] != following[j]:
                yield self._removed(waiting.popleft())
            if j in self._moved_to:
                yield self._pair(self._moved_to[j], j, moved=True)
            elif j in answers:
                yield self._pair(waiting.popleft(), j)
            else:
                yield SentencePair(SentenceKind.ADDED, None, self._b.sentences[j])
        yield from map(self._removed, waiting)

    def _alike(self, before: Sequence[int], after: Sequence[int]) -> list[tuple[int, int]]:
        """Pair sentences in order so that the sum of their likeness is greatest."""
        if len(before) * len(after) > _MOST_PAIRS_WEIGHED:
            return []
        left = [_bigrams(self._a.keys[i]) for i in before]
        right = [_bigrams(self._b.keys[j]) for j in after]
        alike = [[_likeness(one, other) for other in right] for one in left]
        best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
        for i in range(len(left) - 1, -1, -1):
            for j in range(len(right) - 1, -1, -1):
                paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else 0.0
                best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
        found = []
        i = j = 0
        while i < len(left) and j < len(right):
            if best[i][j] == best[i + 1][j]:
                i += 1
            elif best[i][j] == best[i][j + 1]:
                j += 1
            else:
                found.append((before[i], after[j]))
                i, j = i + 1, j + 1
        return found

    def _pair(self, i: int, j: int, *, moved: bool = False) -> SentencePair:
        if self._a.plain[i] == self._b.plain[j]:
            kind = SentenceKind.SAME
        elif self._a.keys[i] == self._b.keys[j]:
            kind = SentenceKind.NUMBER
        else:
            kind = SentenceKind.CHANGED
        return SentencePair(kind, self._a.sentences[i], self._b.sentences[j], moved)

    def _removed(self, i: int) -> SentencePair:
        return SentencePair(SentenceKind.REMOVED, self._a.sentences[i], None)


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(max(len(text) - 1, 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total())
