"""First letters of words as they are typed in pinyin."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=5_000)
def initials_of(word: str) -> str:
    """Return the first letters of a word's reading, other signs as they are: "gjj" of 公积金."""
    # What is no Han character comes sign by sign; the library's types know of texts only.
    sounds = lazy_pinyin(word, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
    return "".join(sound[:1] for sound in sounds).lower()
