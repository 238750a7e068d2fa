"""Many words looked for at once, in time that grows with the text and hardly with the list."""

import re
from collections.abc import Callable, Iterable, Iterator


class WordSearch:
    """An index of words by their first two characters, longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index words; empty ones are left out."""
        self._by_start: dict[str, list[str]] = {}
        for word in {each for each in words if each}:
            self._by_start.setdefault(word[:2], []).append(word)
        for bucket in self._by_start.values():
            bucket.sort(key=len, reverse=True)
        firsts = "".join(sorted({start[0] for start in self._by_start}))
        self._first = re.compile(f"[{re.escape(firsts)}]") if firsts else None

    def found(
        self, text: str, passes: Callable[[int, str], bool] = lambda start, word: False
    ) -> Iterator[tuple[int, str]]:
        """Yield where which word stands; of several at one place the longest, none inside it.

        :param passes: tells whether a word at a place is let pass, as if it were not there
        """
        if self._first is None:
            return
        end = 0
        for first in self._first.finditer(text):
            start = first.start()
            if start < end:
                continue
            for begins in (text[start : start + 2], text[start]):
                word = next(
                    (
                        one
                        for one in self._by_start.get(begins, ())
                        if text.startswith(one, start) and not passes(start, one)
                    ),
                    None,
                )
                if word is not None:
                    yield start, word
                    end = start + len(word)
                    break


def stands_in(text: str, start: int, word: str, longer: Iterable[str]) -> bool:
    """Test if the word at a place is part of one of some longer words there."""
    for each in longer:
        inside = each.find(word)
        while inside >= 0:
            if start >= inside and text.startswith(each, start - inside):
                return True
            inside = each.find(word, inside + 1)
    return False
