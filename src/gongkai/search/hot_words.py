"""Words that many ask for, counted without a trace of who asked.

A visitor is told apart from others for one day only, by a digest in the cache whose key is drawn
anew each day and kept nowhere else. In the database there is a word, a day and a number, and only
once several visitors had asked for it.
"""

import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import sha256
from threading import Lock

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Sum

from gongkai.search.models import SearchedWord
from gongkai.search.tokens import is_han

LEAST_VISITORS = 3
LEAST_VISITORS_WITHOUT_RESULT = 5
"""How many different visitors must ask for a word on one day before it is counted."""

_DAY = 86_400
_SHORTEST, _LONGEST = 2, 20
_RECENT = timedelta(days=30)
_SECONDS = 60.0
# Numbers of people, cards, phones and cases; addresses of mail; whatever is no plain word.
_TELLING = re.compile(r"\d{6,}|@|[^\w·]|\d[xX]\b")
# The commonest surnames: a short word that begins with one may be a person's name.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)


class _Waiting:
    """What was counted in this process and is not in the database yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._times: Counter[tuple[str, date, bool]] = Counter()
        self._since = float("-inf")

    def add(self, word: str, on: date, found: bool) -> bool:
        """Count a word, and tell whether it is time to keep what was counted."""
        with self._lock:
            self._times[word, on, found] += 1
            return time.monotonic() - self._since > _SECONDS

    def taken(self) -> Counter[tuple[str, date, bool]]:
        with self._lock:
            times, self._times = self._times, Counter()
            self._since = time.monotonic()
            return times


_WAITING = _Waiting()


def count_words(
    words: Sequence[str],
    *,
    was_found: bool,
    visitor: str,
    on: date,
    stands_in_title: Callable[[str], bool],
) -> None:
    """Count the words of a search, unless they could tell of a person.

    Of words with a result those alone that stand in a public title: they are public themselves.

    :param visitor: what tells visitors apart, an address; only a digest of it is kept, for a day
    """
    least = LEAST_VISITORS if was_found else LEAST_VISITORS_WITHOUT_RESULT
    for word in words:
        if not may_be_counted(word, was_found=was_found):
            continue
        if _visitors(word, visitor, on, least) < least:
            continue
        if was_found and not stands_in_title(word):
            continue
        if _WAITING.add(word, on, was_found):
            keep_counts()


def may_be_counted(word: str, *, was_found: bool) -> bool:
    """Tell whether a word is one that tells of nobody, as far as that can be told.

    A word that stands in a public title is public; of others short ones that begin with a surname
    are left out as well.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or _TELLING.search(word):
        return False
    if was_found:
        return True
    is_name = len(word) <= 4 and word[0] in _SURNAMES and all(map(is_han, word))
    return not is_name and not any(character.isdigit() for character in word)


@transaction.atomic
def keep_counts() -> None:
    """Put into the database what was counted in this process."""
    for (word, on, found), times in _WAITING.taken().items():
        row, _ = SearchedWord.objects.get_or_create(word=word, on=on, was_found=found)
        SearchedWord.objects.filter(pk=row.pk).update(times=F("times") + times)


def hot_words(on: date, most: int = 10) -> list[str]:
    """Return the words asked for most of late, the most frequent first."""
    return [word for word, _ in frequent_words(on, was_found=True, most=most)]


def frequent_words(on: date, *, was_found: bool, most: int = 50) -> list[tuple[str, int]]:
    """Return words with or without a result and how often they were asked for of late."""
    rows = SearchedWord.objects.filter(on__gt=on - _RECENT, on__lte=on, was_found=was_found)
    totals = rows.values_list("word").annotate(total=Sum("times")).order_by("-total", "word")
    return [(word, total) for word, total in totals[:most]]


def forget_old_words(on: date) -> int:
    """Delete counts older than a year and return how many."""
    deleted, _ = SearchedWord.objects.filter(on__lt=on - timedelta(days=366)).delete()
    return deleted


def _visitors(word: str, visitor: str, on: date, least: int) -> int:
    """Return how many visitors have asked for a word on a day, at most as many as matter."""
    salt = cache.get_or_set(f"search-salt:{on}", lambda: secrets.token_hex(16), _DAY)
    key = f"search-word:{on}:{sha256(f'{salt}{word}'.encode()).hexdigest()[:32]}"
    seen: set[str] = cache.get(key) or set()
    mark = sha256(f"{salt}{visitor}{word}".encode()).hexdigest()[:16]
    if mark not in seen and len(seen) < least:
        seen = seen | {mark}
        cache.set(key, seen, _DAY)
    return len(seen)
