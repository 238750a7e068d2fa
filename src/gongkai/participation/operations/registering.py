"""Counting a held interview among the activities of the annual report, once only."""

from datetime import date, datetime

from gongkai.oversight.operations import register_records
from gongkai.oversight.queries import interview_on_record, interviews_held_on
from gongkai.participation.models import ActivityLink, InterviewRecord
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.numbering import INTERVIEWS, next_number


def register_activity(record: InterviewRecord, on: date, at: datetime) -> None:
    """Link a record to its activity, or register a new one; does not save the record.

    :raises ParticipationRefused: if the activity named is not on record as an interview of that
        day, is linked to another record, or a new one would be counted twice
    """
    if record.activity_link == ActivityLink.NONE:
        record.activity_no = ""
        return
    interview = record.interview
    if record.activity_no and _taken(record):
        raise ParticipationRefused(
            f"活动登记号：“{record.activity_no}”已关联另一场访谈，请核对登记号。", "activity_no"
        )
    if record.activity_link == ActivityLink.EXISTING or record.activity_no:
        _require_on_record(record)
        return
    held = interviews_held_on(record.agency, interview.held_on)
    if held:
        raise ParticipationRefused(
            f"活动登记：台账中已有{interview.held_on}举办的政务访谈“{held[0].title}”"
            f"（{held[0].register_no}），再登记会重复计数；请改为关联该登记号。",
            "activity_link",
        )
    number = next_number(record.agency, interview.held_on.year, INTERVIEWS)
    row = {
        "register_no": number,
        "kind": "INTERVIEW",
        "title": interview.title,
        "held_on": interview.held_on,
    }
    register_records(kind="activities", agency=record.agency, rows=[row], at=at)
    record.activity_no = number


def _require_on_record(record: InterviewRecord) -> None:
    day = record.interview.held_on
    found = interview_on_record(record.agency, record.activity_no)
    if found is None:
        raise ParticipationRefused(
            f"活动登记号：台账中没有登记号为“{record.activity_no}”的政务访谈，请核对。",
            "activity_no",
        )
    if found.held_on != day:
        raise ParticipationRefused(
            f"活动登记号：“{record.activity_no}”的举办日期为{found.held_on}，与访谈日期{day}不同，"
            "请核对。",
            "activity_no",
        )


def _taken(record: InterviewRecord) -> bool:
    others = InterviewRecord.objects.filter(
        agency=record.agency, activity_no=record.activity_no
    ).exclude(pk=record.pk)
    return others.exclude(activity_link=ActivityLink.NONE).exists()
