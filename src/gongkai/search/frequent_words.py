"""Words of many texts, found by counting: they are indexed as a whole, to be found at once."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from gongkai.search.tokens import HAN, units_of

LEAST, LONGEST = 3, 8
"""How many characters such a word has; words of two are found at once anyway."""

_SHARE = 0.02
_FEWEST_TEXTS = 50
_MOST_WORDS = 5_000
_READ = 4_000
_RUN = re.compile(rf"[{HAN}]+")


def frequent_words(texts: Iterable[str]) -> list[str]:
    """Return runs of Chinese characters that stand in at least 2 % of the texts, frequent first.

    Where a word stands in many texts, seeing that its pairs stand in a row costs too much in each
    search. Nothing is told of fewer than 50 texts; 4,000 characters of each are read.
    """
    runs = [_RUN.findall("".join(u or "\n" for u in units_of(text[:_READ]))) for text in texts]
    if len(runs) < _FEWEST_TEXTS:
        return []
    found: Counter[str] = Counter()
    shorter: Collection[str] | None = None
    for length in range(LEAST - 1, LONGEST + 1):
        counts = _counted(runs, length, shorter, _SHARE * len(runs))
        if length >= LEAST:
            found.update(counts)
        shorter = counts.keys()
    return [word for word, _ in found.most_common(_MOST_WORDS)]


def _counted(
    runs: Sequence[Sequence[str]], length: int, shorter: Collection[str] | None, least: float
) -> dict[str, int]:
    """Return in how many texts runs of a length stand, of those that stand in enough of them.

    What is frequent has only frequent parts: `shorter` are those of one character less.
    """
    counts: Counter[str] = Counter()
    for text in runs:
        counts.update(
            {
                run[start : start + length]
                for run in text
                for start in range(len(run) - length + 1)
                if shorter is None
                or (run[start : start + length - 1] in shorter
                    and run[start + 1 : start + length] in shorter)
            }
        )  # fmt: skip
    return {word: count for word, count in counts.items() if count >= least}
