"""Finding the answers that fit what a caller asks, while he is on the line."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.knowledge.queries.in_use import answers_in_use
from gongkai.rules.similarity import pairs_of

MOST = 6
_LONGEST = 500
# A question of the same topic stands before one elsewhere that shares as many pairs of letters.
_SAME_TOPIC = 0.25
_LEAST = 0.34


class AnswerFound(NamedTuple):
    """An answer that may fit: what to read out, what it rests on, when it is looked at again."""

    entry_no: str
    question: str
    answer: str
    source: str
    review_on: date


def answers_for(
    agency: Agency, text: str, topic_code: str, on: date, most: int = MOST
) -> list[AnswerFound]:
    """Return the answers in use that fit a question best, the best first; one statement.

    Without a text those of the topic. A topic's code begins with the code of the one above it.
    What shares next to nothing with the question is left out.
    """
    asked = pairs_of(text[:_LONGEST])
    rows = answers_in_use(agency, on).select_related("item")
    if not asked:
        rows = rows.filter(entry__topic_code__startswith=topic_code) if topic_code else rows.none()
    ranked = []
    for row in rows.order_by("pk"):
        questions = (row.question, *row.also_asked.splitlines())
        share = max(_shared(asked, pairs_of(each)) for each in questions)
        if asked and share < _LEAST:
            continue
        same = bool(topic_code) and row.entry.topic_code.startswith(topic_code)
        ranked.append((-(share + _SAME_TOPIC * same), row.entry.entry_no, row))
    ranked.sort(key=lambda each: each[:2])
    return [
        AnswerFound(
            entry_no=number,
            question=row.question,
            answer=row.answer,
            source=row.basis or (row.item.title if row.item else ""),
            review_on=row.entry.review_on,
        )
        for _rank, number, row in ranked[:most]
    ]


def _shared(asked: Counter[str], question: Counter[str]) -> float:
    """Return how much of the shorter text the longer one holds, from 0 to 1."""
    least = min(asked.total(), question.total())
    return (asked & question).total() / least if least else 0.0
