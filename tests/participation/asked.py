"""An office that asks the public, and what it asks, brought there through the real operations."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.models import Agency, Officer
from gongkai.participation.operations.answering import answer_survey
from gongkai.participation.operations.consultations import (
    ConsultationContent,
    draft_consultation,
    write_result,
)
from gongkai.participation.operations.interviews import (
    InterviewContent,
    draft_interview,
    write_record,
)
from gongkai.participation.operations.opinions import OpinionContent, send_opinion
from gongkai.participation.operations.releasing import release, submit
from gongkai.participation.operations.surveys import (
    QuestionContent,
    SurveyContent,
    draft_survey,
    write_survey_result,
)

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
AFTER = date(2024, 2, 20)
AFTER_AT = datetime(2024, 2, 20, 2, 30, tzinfo=UTC)

QUESTIONS = (
    QuestionContent("SINGLE", "您主要通过哪种方式办理业务？", ("网上", "手机", "柜台")),
    QuestionContent("MULTIPLE", "您希望改进哪些方面？", ("速度", "材料", "指引"), False),
    QuestionContent("SCALE", "您对办理速度打几分？"),
    QuestionContent("TEXT", "您还有什么建议？", (), False),
)


class Place(NamedTuple):
    """An organ, who drafts and who releases."""

    agency: Agency
    clerk: Officer
    reviewer: Officer
    head: Officer


def place(**details):
    """Return an organ with its people."""
    agency = AgencyFactory(**{"code": "gjj", "is_default": True, **details})
    return Place(
        agency,
        OfficerFactory(agency=agency, name="王经办", clerk=True),
        OfficerFactory(agency=agency, name="李审核", reviewer=True),
        OfficerFactory(agency=agency, name="张主任", head=True),
    )


def by(officer, on=ON, at=AT):
    """Return who acts, and when."""
    return {"officer": officer, "on": on, "at": at}


def released(where, piece, on=ON, at=AT):
    """Hand a draft in and let the reviewer release it."""
    held = submit(piece=piece, version=piece.version, **by(where.clerk, on, at))
    return release(piece=held, version=held.version, **by(where.reviewer, on, at))


def consultation_text(**changes):
    """Return what is written of a consultation."""
    values = {
        "title": "关于征求住房公积金提取办法意见的公告",
        "background": "为方便职工，起草了提取办法。",
        "body": "第一条 职工可以网上提取。",
        "contact": "某某市公积金中心，0400-0000000",
        "from_on": date(2024, 1, 10),
        "until_on": date(2024, 2, 10),
    }
    return ConsultationContent(**{**values, **changes})


def open_consultation(where, **changes):
    """Return a consultation that is open."""
    drafted = draft_consultation(
        agency=where.agency, content=consultation_text(**changes), **by(where.clerk)
    )
    return released(where, drafted)


def opinion_on(consultation, text="建议增加网上提取渠道。", token="", on=ON, at=AT, **more):
    """Send an opinion."""
    content = OpinionContent(text=text, **more)
    return send_opinion(consultation=consultation, content=content, token=token, on=on, at=at)


def result_of(where, consultation, summary="共收到意见若干，已研究。", reasons="与上位规定不符。"):
    """Write a result."""
    held = getattr(consultation, "result", None)
    return write_result(
        consultation=consultation,
        version=held.version if held else None,
        summary=summary,
        reasons=reasons,
        **by(where.clerk, AFTER, AFTER_AT),
    )


def survey_text(**changes):
    """Return what is written of a survey."""
    values = {
        "title": "住房公积金服务满意度调查",
        "lead": "请用一分钟回答四个问题。",
        "from_on": date(2024, 1, 10),
        "until_on": date(2024, 2, 10),
        "questions": QUESTIONS,
    }
    return SurveyContent(**{**values, **changes})


def open_survey(where, **changes):
    """Return a survey that is open."""
    drafted = draft_survey(agency=where.agency, content=survey_text(**changes), **by(where.clerk))
    return released(where, drafted)


def answered(survey, token, replies=None, on=ON):
    """Answer a survey."""
    told = replies or {1: ["2"], 2: ["1", "3"], 3: ["4"], 4: ["希望开通夜间办理。"]}
    return answer_survey(survey=survey, replies=told, token=token, on=on, at=AT)


def survey_result(where, survey, summary="多数人使用手机办理。"):
    """Publish a survey's result."""
    written = write_survey_result(
        survey=survey, version=None, summary=summary, **by(where.clerk, AFTER, AFTER_AT)
    )
    return released(where, written, AFTER, AFTER_AT)


def interview_text(**changes):
    """Return what is written of an interview."""
    values = {
        "title": "住房公积金提取政策解读",
        "guests": "某某市住房公积金管理中心副主任 周某",
        "held_on": date(2024, 2, 1),
        "lead": "欢迎提问。",
        "questions_until": date(2024, 1, 31),
    }
    return InterviewContent(**{**values, **changes})


def open_interview(where, **changes):
    """Return an interview that takes questions."""
    content = interview_text(**changes)
    drafted = draft_interview(agency=where.agency, content=content, **by(where.clerk))
    return released(where, drafted)


TRANSCRIPT = (
    "问：哪些情形可以提取？\n答：购房、租房等。\n详见办理指南。\n\n问：要带什么？\n答：身份证。"
)


def record_of(where, interview, **changes):
    """Write the record of an interview."""
    values = {
        "summary": "解读了提取政策。",
        "transcript": TRANSCRIPT,
        "activity_link": "NONE",
        "activity_no": "",
        "version": None,
    }
    return write_record(
        interview=interview, **{**values, **changes}, **by(where.clerk, AFTER, AFTER_AT)
    )
