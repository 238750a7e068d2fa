"""What somebody may have meant: by sound, by a letter too many or wrong, and while he types."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from tantivy import Occur, Query

from gongkai.rules.pinyin import initials_of
from gongkai.search.finding import titles_holding
from gongkai.search.lexicon import trade_words
from gongkai.search.querying import in_field, not_public
from gongkai.search.reading import View, index_view
from gongkai.search.sounds import LONGEST, sound_of, sound_of_word
from gongkai.search.tokens import is_han

MOST = 8
"""How many suggestions are given while somebody types."""

_MOST_MEANT = 3
_LETTERS = re.compile(r"[a-z][a-z' ]{1,39}\Z")
_LEAST_LETTERS = 3
_MOST_TERMS = 60
_MOST_TRIED = 12
_LONGEST_MENDED = 12


def meant_by(words: Sequence[str], at: datetime) -> list[str]:
    """Return searches that were perhaps meant instead (您是不是要找), the likeliest first.

    Each finds something: it differs from what was typed in one word, which is read as pinyin, or
    sounds like one in a title, or has a character wrong, missing, too many or in the wrong place.

    :raises IndexMissing: if this node has no index that can be read
    """
    found: list[str] = []
    with index_view() as view:
        for place, word in enumerate(words[:4]):
            for other in _likely(view, word)[:_MOST_TRIED]:
                asked = [*words[:place], other, *words[place + 1 :]]
                if len(found) < _MOST_MEANT and _stands(view, asked, at):
                    found.append(" ".join(asked))
    return list(dict.fromkeys(found))


def is_in_letters(words: Sequence[str]) -> bool:
    """Tell whether one word was typed that may be pinyin, whatever it finds as it stands."""
    return len(words) == 1 and bool(_LETTERS.match(words[0].lower()))


def suggestions(typed: str, hot: Iterable[str], at: datetime) -> list[str]:
    """Return what somebody may go on to type: words often asked, words of the trade, titles.

    :raises IndexMissing: if this node has no index that can be read
    """
    text = " ".join(typed.lower().split())
    if not text:
        return []
    found = [word for word in hot if text in word and text != word]
    found += [word for word in trade_words() if text in word and text != word]
    with index_view() as view:
        if _LETTERS.match(text):
            found += _by_pinyin(view, text.replace(" ", "").replace("'", ""))
        found = [
            word for word in list(dict.fromkeys(found))[:_MOST_TRIED] if _stands(view, [word], at)
        ][:5]
    found += titles_holding(text.split(), at, MOST)
    return list(dict.fromkeys(found))[:MOST]


def _likely(view: View, word: str) -> list[str]:
    """Return other words, the likeliest first; whether they stand anywhere is not looked at."""
    text = word.lower()
    if _LETTERS.match(text):
        return _by_pinyin(view, text.replace(" ", "").replace("'", ""))
    if not 2 <= len(text) <= _LONGEST_MENDED or not all(map(is_han, text)):
        return []
    found = [other for other in trade_words() if _sounds_alike(text, other)]
    found += _sounding(view, sound_of(text)) if len(text) <= LONGEST else []
    found += [other for other in trade_words() if _nearly(text, other)]
    found += _mended(view, text)
    return [other for other in dict.fromkeys(found) if other != text]


def _sounds_alike(text: str, other: str) -> bool:
    return len(text) == len(other) and sound_of(text) in (sound_of(other), sound_of_word(other))


def _by_pinyin(view: View, letters: str) -> list[str]:
    if len(letters) < _LEAST_LETTERS:
        return []
    trade = _trade_sounds()
    found = [word for word, sounds in trade if letters in sounds]
    found += [word for word, sounds in trade if any(each.startswith(letters) for each in sounds)]
    found += _sounding(view, letters)
    return list(dict.fromkeys(found))


def _sounding(view: View, reading: str) -> list[str]:
    """Return words of titles that are read so, those in most titles first."""
    terms = view.searcher.terms_with_prefix("sounds", f"{reading}=", limit=_MOST_TERMS)
    ranked = sorted(terms, key=lambda term: (-term[1], term[0]))
    return [term.partition("=")[2] for term, _count in ranked[:_MOST_MEANT]]


def _mended(view: View, text: str) -> list[str]:
    """Return a longer word with a part of it put right that sounds like words of titles."""
    if len(text) <= LONGEST:
        return []
    found = []
    for start in range(len(text) - 2):
        part = text[start : start + 3]
        found += [text[:start] + other + text[start + 3 :]
                  for other in _sounding(view, sound_of(part))[:1]]  # fmt: skip
    return found


def _nearly(text: str, other: str) -> bool:
    """Tell whether words of three characters or more differ by one slip."""
    if len(text) < 3 or abs(len(text) - len(other)) > 1 or len(other) < 3:
        return False
    if len(text) == len(other):
        wrong = [place for place in range(len(text)) if text[place] != other[place]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            first, second = wrong
            return text[first] == other[second] and text[second] == other[first]
        return len(wrong) == 1
    longer, shorter = (text, other) if len(text) > len(other) else (other, text)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _stands(view: View, words: Sequence[str], at: datetime) -> bool:
    """Tell whether anything public holds every word as it is written."""
    must = [(Occur.Must, in_field(view, "everything", word)) for word in words]
    query = Query.boolean_query([*must, *not_public(view, at)])
    return bool(view.searcher.search(query, 1, count=False).hits)


@cache
def _trade_sounds() -> Sequence[tuple[str, tuple[str, ...]]]:
    return [
        (word, (sound_of_word(word), sound_of(word), initials_of(word))) for word in trade_words()
    ]
