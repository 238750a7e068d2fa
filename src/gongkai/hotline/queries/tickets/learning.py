"""What the knowledge base can learn from an answered ticket."""

from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Ticket
from gongkai.rules.prechecks.findings import without_numbers

_LONGEST_NUMBER = 40


class Learned(NamedTuple):
    """A question and its answer to begin with: numbers masked, the person's name away."""

    register_no: str
    question: str
    answer: str
    topic_code: str


def learned_from(agency: Agency, number: str) -> Learned | None:
    """Return what an answered ticket of a number tells; None of a secret or unanswered one."""
    rows = Ticket.objects.select_related("topic").filter(agency=agency, is_secret=False)
    plain = number.strip()[:_LONGEST_NUMBER]
    row = rows.filter(register_no=plain, fed_back_on__isnull=False).first()
    if row is None:
        return None
    answer = without_numbers(row.reply)
    if len(row.person_name) > 1:
        answer = answer.replace(row.person_name, "某某")
    return Learned(
        register_no=row.register_no,
        question=row.matter,
        answer=answer,
        topic_code=row.topic.code if row.topic else "",
    )
