"""Words written wrongly and terms that must not be written so, each with its correction."""

import re
from collections.abc import Iterator
from functools import cache

from gongkai.rules.bundled import bundled_table
from gongkai.rules.prechecks.findings import Hit
from gongkai.rules.prechecks.word_lists import Word, WordLists
from gongkai.rules.prechecks.word_search import WordSearch, stands_in

_TABLE = bundled_table("prechecks/wrong_words.toml")
_PATTERNS = tuple(
    (re.compile(row["pattern"]), re.compile(row["covers"]) if "covers" in row else None, row)
    for row in _TABLE["patterns"]
)


def wrong_words(text: str, words: WordLists) -> Iterator[Hit]:
    """Yield the words of the lists that stand in a text."""
    search, by_word = _index(words.words)

    def passes(start: int, word: str) -> bool:
        return word in words.accepted or stands_in(text, start, word, by_word[word].unless)

    for start, found in search.found(text, passes):
        word = by_word[found]
        yield Hit(
            word.rule,
            start,
            start + len(found),
            f"“{found}”应为“{word.correction}”（{word.source}）。",
            word.correction,
            word.level,
        )
    for pattern, covers, row in _PATTERNS:
        for match in pattern.finditer(text):
            whole = covers.match(text, match.start()) if covers else None
            end = (whole or match).end()
            if match[0] in words.accepted:
                continue
            hint = row.get("hint", _TABLE["source"])
            yield Hit(
                "WRONG_WORD",
                match.start(),
                end,
                f"“{match[0]}”应为“{row['correction']}”（{hint}）。",
                row["correction"],
            )


@cache
def _index(words: tuple[Word, ...]) -> tuple[WordSearch, dict[str, Word]]:
    return WordSearch(each.word for each in words), {each.word: each for each in words}
