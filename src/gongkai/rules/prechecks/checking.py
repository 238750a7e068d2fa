"""All rules over all pieces of an item, in the order of the text."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.rules.prechecks.catalogue import MOST_OF_ONE_RULE, finding
from gongkai.rules.prechecks.dates import dates
from gongkai.rules.prechecks.findings import Finding, Hit, Piece
from gongkai.rules.prechecks.home_addresses import home_addresses
from gongkai.rules.prechecks.links import text_links
from gongkai.rules.prechecks.minors import minors_names
from gongkai.rules.prechecks.number_style import number_style
from gongkai.rules.prechecks.old_names import official_titles, old_names
from gongkai.rules.prechecks.personal_numbers import personal_numbers
from gongkai.rules.prechecks.punctuation import punctuation
from gongkai.rules.prechecks.titles import title_hits
from gongkai.rules.prechecks.word_lists import WordLists
from gongkai.rules.prechecks.wrong_words import wrong_words

_STYLE = frozenset({"FULL_WIDTH_DIGIT", "RANGE_HYPHEN", "DOUBLE_APPROXIMATION", "SHORT_YEAR"})


def check_texts(
    pieces: Iterable[Piece],
    *,
    words: WordLists,
    key: bytes,
    on: date,
    formed_on: date | None = None,
) -> list[Finding]:
    """Return what is found in the pieces of an item, in document order.

    Of one rule at most `MOST_OF_ONE_RULE` findings come back: the rest shows once these are mended.

    :param words: the lists, usually built_in() merged with the organ's own
    :param key: secret of the installation, for the digests by which findings are known again
    :param on: the day of publication
    :param formed_on: 成文日期
    """
    found: list[Finding] = []
    counted: Counter[str] = Counter()
    if formed_on is not None and formed_on > on:
        written = formed_on.isoformat()
        told = "成文日期晚于发布日期，请核对。"
        found.append(finding(Hit("DATE_FUTURE", 0, 0, told), "formed_on", written, key))
    for piece in pieces:
        for hit in _hits(piece, words, on, formed_on):
            counted[hit.rule] += 1
            if counted[hit.rule] <= MOST_OF_ONE_RULE:
                found.append(finding(hit, piece.place, piece.text, key))
    return found


def _hits(piece: Piece, words: WordLists, on: date, formed_on: date | None) -> list[Hit]:
    text = piece.text
    personal = [*personal_numbers(text, words, on), *home_addresses(text, words)]
    hits = [*personal, *minors_names(text, on), *wrong_words(text, words)]
    hits += old_names(text, words, on, formed_on)
    hits += official_titles(text, words, on)
    hits += punctuation(text)
    hits += _beside(number_style(text), personal)
    hits += dates(text, on, formed_on, is_running=_is_running(piece.place))
    hits += text_links(text, words.own_hosts)
    if piece.place == "title":
        hits += title_hits(text, words.title_characters)
    return sorted(hits, key=lambda hit: (hit.start, hit.end))


def _is_running(place: str) -> bool:
    return place != "title" and "/table-" not in place and "/sheet-" not in place


def _beside(style: Iterator[Hit], personal: list[Hit]) -> Iterator[Hit]:
    """Yield what is not said of a number that is not to be published at all."""
    spans = deque(sorted((hit.start, hit.end) for hit in personal))
    for hit in sorted(style, key=lambda one: one.start):
        while spans and spans[0][1] <= hit.start:
            spans.popleft()
        if hit.rule in _STYLE and spans and spans[0][0] < hit.end:
            continue
        yield hit
