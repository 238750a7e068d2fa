"""Writing interviews and the record of what was said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.participation.models import (
    ActivityLink,
    Interview,
    InterviewRecord,
    TranscriptRow,
)
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.drafting import (
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    begin,
    keep,
)
from gongkai.participation.operations.texts import plain, require_line, require_text

_LONGEST_TRANSCRIPT = 100_000
_MARK = re.compile(r"^(?P<mark>[问答])\s*[：:]\s*")


@dataclass(frozen=True)
class InterviewContent:
    """What an officer writes of an interview; `item` is the number of a public item."""

    title: str
    guests: str
    held_on: date
    lead: str = ""
    questions_until: date | None = None
    item: int | None = None

    def values(self) -> dict[str, Any]:
        """Return the values of its fields.

        :raises ParticipationRefused: naming the field that is at fault
        """
        if self.questions_until and self.questions_until > self.held_on:
            raise ParticipationRefused(
                f"提问截止日期：{self.questions_until}晚于访谈日期{self.held_on}，请修改。",
                "questions_until",
            )
        return {
            "title": require_line("访谈主题", self.title, LONGEST_TITLE, "title"),
            "guests": require_line("访谈嘉宾", self.guests, LONGEST_LINE, "guests"),
            "held_on": self.held_on,
            "lead": require_text("访谈预告", self.lead, LONGEST_TEXT, "lead", wanted=False),
            "questions_until": self.questions_until,
            "item_id": self.item,
        }


class Spoken(NamedTuple):
    """One question and its answer."""

    question: str
    answer: str


@transaction.atomic
def draft_interview(
    *, agency: Agency, content: InterviewContent, officer: Officer, on: date, at: datetime
) -> Interview:
    """Begin an interview.

    :raises ParticipationRefused: naming the field that is at fault
    :raises NotAllowed: if the officer may not draft
    """
    return begin(Interview(agency=agency), content.values(), officer, on, at)


@transaction.atomic
def save_interview(
    *,
    piece: Interview,
    version: int,
    content: InterviewContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> Interview:
    """Save what was written on an interview.

    :raises ParticipationRefused: naming the field at fault, or if it is no draft
    :raises NotAllowed: if the officer may not draft
    """
    return keep(piece, content.values(), version, officer, on, at)


@transaction.atomic
def write_record(
    *,
    interview: Interview,
    version: int | None,
    summary: str,
    transcript: str,
    activity_link: str,
    activity_no: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> InterviewRecord:
    """Write what was said, the first time or anew.

    :param version: of the record the officer saw; None where there was none
    :param transcript: passages that begin with 问： or 答：
    :param activity_link: a code of ActivityLink; EXISTING needs `activity_no`
    :raises ParticipationRefused: naming the field at fault, or if the record is no draft
    :raises NotAllowed: if the officer may not draft
    """
    if activity_link not in ActivityLink.values:
        raise ParticipationRefused("政务访谈台账：没有这个选项，请重新选择。", "activity_link")
    number = require_line("活动登记号", activity_no, 40, "activity_no", wanted=False)
    if activity_link == ActivityLink.EXISTING and not number:
        raise ParticipationRefused("活动登记号：未填写，请填写台账中的登记号。", "activity_no")
    spoken = spoken_in(transcript)
    values = {
        "summary": require_text("访谈摘要", summary, LONGEST_TEXT, "summary"),
        "activity_link": activity_link,
    }
    Interview.objects.select_for_update(of=("self",), no_key=True).get(pk=interview.pk)
    existing = InterviewRecord.objects.filter(interview=interview).first()
    if existing is None:
        values["activity_no"] = number
        fresh = InterviewRecord(agency=interview.agency, interview=interview)
        record = begin(fresh, values, officer, on, at)
    elif version is None:
        raise ParticipationRefused("其他人刚刚起草了访谈实录，请查看后再修改。")
    else:
        # An activity that was registered for it once stays the one it counts as.
        kept = activity_link == ActivityLink.NEW and existing.activity_no
        values["activity_no"] = kept or number
        record = keep(existing, values, version, officer, on, at)
    record.rows.all().delete()
    TranscriptRow.objects.bulk_create(
        TranscriptRow(record=record, number=place, question=each.question, answer=each.answer)
        for place, each in enumerate(spoken, start=1)
    )
    return record


def spoken_in(transcript: str) -> list[Spoken]:
    """Return the questions and answers of a transcript, in order.

    :raises ParticipationRefused: naming the passage without its counterpart
    """
    text = require_text("访谈实录", transcript, _LONGEST_TRANSCRIPT, "transcript", wanted=False)
    spoken: list[Spoken] = []
    question = ""
    for number, (mark, passage) in enumerate(_passages(text), start=1):
        if not passage:
            raise ParticipationRefused(
                f"访谈实录：第{number}段“{mark}：”之后没有文字，请补充或者删去。", "transcript"
            )
        if mark == "问":
            if question:
                raise ParticipationRefused(
                    f"访谈实录：第{number - 1}段“问：{question[:20]}”没有“答：”，请补充。",
                    "transcript",
                )
            question = passage
            continue
        if question:
            spoken.append(Spoken(question, passage))
            question = ""
        else:
            raise ParticipationRefused(
                f"访谈实录：第{number}段“答：{passage[:20]}”之前没有“问：”，请补充。", "transcript"
            )
    if question:
        raise ParticipationRefused(
            f"访谈实录：最后的“问：{question[:20]}”没有“答：”，请补充。", "transcript"
        )
    return spoken


def _passages(text: str) -> Iterator[tuple[str, str]]:
    mark, lines = "", list[str]()
    for line in text.split("\n"):
        begins = _MARK.match(line.strip())
        if begins:
            if mark:
                yield mark, plain("\n".join(lines))
            mark, lines = begins["mark"], [line.strip()[begins.end() :]]
        elif mark:
            lines.append(line)
        elif line.strip():
            raise ParticipationRefused(
                f"访谈实录：开头“{line.strip()[:20]}”不在问答之内，请以“问：”开始。", "transcript"
            )
    if mark:
        yield mark, plain("\n".join(lines))
