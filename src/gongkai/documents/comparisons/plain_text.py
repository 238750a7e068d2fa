"""A comparison as lines of plain text: the figures that differ, then the sentences."""

from collections import Counter
from collections.abc import Iterator

from gongkai.documents.columns import in_columns, one_line
from gongkai.rules.reports.comparison import (
    CellState,
    ComparedCell,
    ComparedPart,
    Comparison,
    Side,
)
from gongkai.rules.reports.sentence_pairs import SentenceKind, SentencePair
from gongkai.rules.reports.values import signed_text

_HEADS = ("数据项", "A", "B", "差额", "倍数", "")
_NUMBERS = {1, 2, 3, 4}
_SIDE_BY_SIDE = (CellState.ONLY_A, CellState.ONLY_B)
_HIDDEN = (CellState.SAME, *_SIDE_BY_SIDE)


def comparison_lines(comparison: Comparison, *, every: bool = False) -> Iterator[str]:
    """Yield a comparison line by line; `every` adds what is the same or stands on one side only."""
    yield _side("A", comparison.a)
    yield _side("B", comparison.b)
    yield from comparison.notes
    yield ""
    yield from _figures(comparison, every=every)
    for part in comparison.parts:
        yield ""
        yield from _part(part, every=every)


def told(pair: SentencePair) -> str:
    """Return a pair of sentences in one line, what changed as 【before→after】."""
    if pair.kind is SentenceKind.ADDED or pair.kind is SentenceKind.REMOVED:
        return one_line(pair.b or pair.a or "")
    pieces = (piece.b if piece.same else f"【{piece.a}→{piece.b}】" for piece in pair.pieces())
    return one_line("".join(pieces))


def _side(name: str, side: Side) -> str:
    return f"{name}：{one_line(side.organ)} {side.year}年度（{side.edition}版）"


def _figures(comparison: Comparison, *, every: bool) -> Iterator[str]:
    states = Counter(cell.state for cell in comparison.cells)
    compared = sum(count for state, count in states.items() if state not in _SIDE_BY_SIDE)
    shown = [cell for cell in comparison.cells if every or cell.state not in _HIDDEN]
    yield f"数据：共比较{compared}项，{states[CellState.CHANGED]}项不同。"
    apart = sum(states[state] for state in _SIDE_BY_SIDE)
    if apart and not every:
        yield f"另有{apart}项只有一种格式才有，不作比较，用 --all 列出。"
    if shown:
        rows = [_HEADS, *(_row(cell) for cell in shown)]
        yield from in_columns(rows, right=_NUMBERS)


def _row(cell: ComparedCell) -> tuple[str, ...]:
    factor = cell.factor
    times = "" if factor is None or cell.state is CellState.SAME else f"{factor}"
    remark = "" if cell.state in (CellState.SAME, CellState.CHANGED) else cell.state.label
    return (
        cell.label,
        cell.a_text,
        cell.b_text,
        signed_text(cell.difference),
        times,
        remark or cell.note,
    )


def _part(part: ComparedPart, *, every: bool) -> Iterator[str]:
    if not (part.in_a and part.in_b):
        lacking = "、".join(name for name, has in (("A", part.in_a), ("B", part.in_b)) if not has)
        yield f"{part.label}：{lacking}没有这一部分的文字。"
        if not (part.in_a or part.in_b):
            return
    else:
        yield f"{part.label}：{_counted(part)}"
    for pair in part.pairs:
        if every or pair.kind is not SentenceKind.SAME or pair.moved:
            moved = "，位置移动" if pair.moved else ""
            yield f"  〔{_kind(pair.kind)}{moved}〕{told(pair)}"


def _kind(kind: SentenceKind) -> str:
    words = {SentenceKind.ADDED: "仅B有", SentenceKind.REMOVED: "仅A有"}
    return words.get(kind, kind.label)


def _counted(part: ComparedPart) -> str:
    if not part.pairs:
        return "两份都没有文字。"
    kinds = Counter(pair.kind for pair in part.pairs)
    counts = "，".join(f"{_kind(kind)}{kinds[kind]}句" for kind in SentenceKind if kinds[kind])
    ratio = part.copied.ratio
    share = "" if ratio is None else f"；不计数字，B有{ratio:.0%}的文字与A相同"
    return f"{counts}{share}。"
