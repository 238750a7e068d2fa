"""Plain text read: paragraphs, and tables whose cells are joined by "|" or tabs."""

from collections import Counter
from collections.abc import Sequence

from gongkai.documents.readings.sources import Block, Source, SourceLines, SourceText
from gongkai.documents.readings.text_stream import is_streamed, streamed_rows, with_bars_joined

_BAR = "|"
_BLANKS = " \u3000\ufeff"


def read_text(text: str) -> Source:
    """Return the paragraphs and tables of a text; a run of lines with "|" is one table."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("｜", _BAR).split("\n")
    bar = _BAR if _BAR in text or "｜" in text else "\t"
    if bar == _BAR and any([line.lstrip().startswith(_BAR) for line in lines]):
        lines = with_bars_joined(lines)
    runs: list[tuple[int, list[str]]] = []
    blocks: list[SourceText | int] = []
    running = False
    for number, line in enumerate(lines, start=1):
        if bar in line:
            if not running:
                blocks.append(len(runs))
                runs.append((number, []))
            runs[-1][1].append(line.strip(_BLANKS))
        elif not line.strip(_BLANKS) and running:
            # Between the cells of one table.
            continue
        elif stripped := line.strip(" \t\u3000\ufeff"):
            blocks.append(SourceText(stripped, f"第{number}行"))
        running = bar in line
    tables = _tables(runs, bar)
    return Source("txt", tuple([tables[b] if isinstance(b, int) else b for b in blocks]))


def _tables(runs: Sequence[tuple[int, Sequence[str]]], bar: str) -> list[Block]:
    # Markdown draws a bar at either end of every line.
    framed = bar == _BAR and all(line[0] == _BAR == line[-1] for _, run in runs for line in run)
    closed = framed or _closes([run for _, run in runs], bar)
    tables: list[Block] = []
    for number, run in runs:
        rows = [tuple(map(str.strip, pieces)) for pieces in _rows(run, bar, framed, closed)]
        tables.append(SourceLines(tuple(rows), f"第{number}行起的表格"))
    return tables


def _rows(run: Sequence[str], bar: str, framed: bool, closed: bool) -> list[list[str]]:
    if bar == _BAR and is_streamed(run):
        return streamed_rows(run)
    return [_pieces(line, bar, framed, closed) for line in run]


def _closes(runs: Sequence[Sequence[str]], bar: str) -> bool:
    """Tell whether a bar at the end of a line closes its last cell instead of opening a blank one.

    Whichever makes the lines of the tables more nearly equal in width; the last of a table, which
    often is not filled up, does not count.
    """
    endings = [line.endswith(bar) for run in runs for line in run]
    if all(endings) or not any(endings):
        # Taking all of them away leaves the lines as equal in width.
        return any(endings)
    closed, opened = 0, 0
    for run in runs:
        widths = [line.count(bar) + 1 for line in run[:-1]]
        if widths:
            opened += max(Counter(widths).values())
            shorter = [width - line.endswith(bar) for width, line in zip(widths, run, strict=False)]
            closed += max(Counter(shorter).values())
    return closed >= opened


def _pieces(line: str, bar: str, framed: bool, closed: bool) -> list[str]:
    return (line.removesuffix(bar) if closed else line)[framed:].split(bar)
