"""Precision and recall of the automatic check on the labelled set, rule by rule.

Run as `python -m rules.prechecks.measure` in `tests`, with `--misses` for what went wrong.
"""

import re
import sys
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gongkai.rules.prechecks.catalogue import PRECHECKS
from gongkai.rules.prechecks.checking import check_texts
from gongkai.rules.prechecks.findings import Piece
from gongkai.rules.prechecks.word_lists import built_in

LABELLED = Path(__file__).with_name("labelled")
TODAY = date(2024, 3, 1)
_LABEL = re.compile("⟦([A-Z_]+):(.*?)⟧", re.DOTALL)


class Passage(NamedTuple):
    """A labelled passage: where it stands, the plain text, and what is to be found in it."""

    half: str
    place: str
    text: str
    expected: tuple


class Tally(NamedTuple):
    """How often a rule was right, spoke for nothing, and was silent."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self):
        """Return the share of findings that are right, None if there is none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self):
        """Return the share of labels that were found, None if there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


def passages(half=None):
    """Return the labelled passages of one part, "tuned", "held_out" or "hard", or of all."""
    found = []
    for file in sorted(LABELLED.glob("*/*.toml")):
        if half in (None, file.parent.name):
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            for place, rows in (("body", table["texts"]), ("title", table.get("titles", []))):
                found += [_passage(file.parent.name, place, row) for row in rows]
    return found


def _passage(half, place, row):
    text, labels, end = "", [], 0
    for label in _LABEL.finditer(row):
        text += row[end : label.start()]
        labels.append((label[1], len(text), len(text) + len(label[2])))
        text += label[2]
        end = label.end()
    return Passage(half, place, text + row[end:], tuple(labels))


def measured(half=None):
    """Return a tally by rule, and what went wrong as lines."""
    counts = defaultdict(lambda: [0, 0, 0])
    lines = []
    for passage in passages(half):
        piece = Piece(passage.place, passage.text)
        found = check_texts([piece], words=built_in(), key=b"measure", on=TODAY)
        spans = [(one.rule, one.start, one.end) for one in found]
        left = list(passage.expected)
        for rule, start, end in spans:
            same = [one for one in left if one[0] == rule and one[1] < end and start < one[2]]
            if same:
                left.remove(same[0])
                counts[rule][0] += 1
            else:
                counts[rule][1] += 1
                lines.append(
                    f"{passage.half} {rule} wrong: {passage.text[start:end]} | {passage.text}"
                )
        for rule, start, end in left:
            counts[rule][2] += 1
            lines.append(
                f"{passage.half} {rule} missed: {passage.text[start:end]} | {passage.text}"
            )
    return {rule: Tally(*counts[rule]) for rule in PRECHECKS if rule in counts}, lines


def table(half):
    """Return the table as Markdown."""
    tallies, _lines = measured(half)
    rows = [
        "| Rule | labels | right | wrong | missed | precision | recall |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    total = Tally(*(sum(each) for each in zip(*tallies.values(), strict=True)))
    for rule, tally in [*tallies.items(), ("all", total)]:
        name = f"{PRECHECKS[rule].label} `{rule}`" if rule in PRECHECKS else "all"
        labels = tally.right + tally.missed
        shares = [
            f"{each:.2f}" if each is not None else "–" for each in (tally.precision, tally.recall)
        ]
        cells = [name, labels, *tally, *shares]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def main():
    """Print the tables of all parts."""
    for half in ("tuned", "held_out", "hard"):
        print(f"{half}: {len(passages(half))} passages\n\n{table(half)}\n")  # noqa: T201
    if "--misses" in sys.argv:
        print("\n".join(measured()[1]))  # noqa: T201


if __name__ == "__main__":
    main()
