"""What a piece must have before it is handed in, and still when it is released."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from gongkai.participation.models import (
    ConsultationResult,
    Interview,
    InterviewRecord,
    Piece,
    PublicConsultation,
    PublicOpinion,
    QuestionKind,
    Survey,
    SurveyResult,
)
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.privacy.finding import personal_data_in
from gongkai.publications.queries.public_titles import public_titles

_LONGEST = timedelta(days=366)


def require_complete(piece: Piece, on: date) -> None:
    """Insist that a piece may go before the public on a day.

    :raises ParticipationRefused: naming what is missing and the remedy
    """
    _CHECKS[type(piece)](piece, on)


def require_days(from_on: date, until_on: date) -> None:
    """Insist that the days of a consultation or survey make sense.

    :raises ParticipationRefused: if the last comes before the first, or they are over a year apart
    """
    if until_on < from_on:
        raise ParticipationRefused(
            f"截止日期：{until_on}早于开始日期{from_on}，请修改。", "until_on"
        )
    if until_on - from_on > _LONGEST:
        raise ParticipationRefused(
            f"截止日期：{until_on}距开始日期超过一年，请核对年份。", "until_on"
        )


def _consultation(piece: PublicConsultation, on: date) -> None:
    require_days(piece.from_on, piece.until_on)
    if not (piece.body.strip() or piece.item_id):
        raise ParticipationRefused(
            "征求意见的内容：未填写正文，也未关联已发布的信息，请至少填写一项。", "body"
        )
    _require_not_over(piece.until_on, on)
    _require_public_item(piece)


def _result(piece: ConsultationResult, on: date) -> None:
    _require_over(piece.consultation, on)
    _require_root_public(piece.consultation)
    waiting = PublicOpinion.objects.filter(consultation=piece.consultation, uptake="").count()
    if waiting:
        raise ParticipationRefused(
            f"尚有{waiting}条意见未登记采纳情况，请逐条研究登记后再公布结果。"
        )
    if (piece.not_taken_up or piece.partly_taken_up) and not piece.reasons.strip():
        raise ParticipationRefused(
            f"未采纳的主要意见和理由：有{piece.not_taken_up + piece.partly_taken_up}条意见"
            "未采纳或者部分采纳，请说明理由。",
            "reasons",
        )
    _require_nobody_named(piece.summary, "summary", "意见采纳情况")
    _require_nobody_named(piece.reasons, "reasons", "未采纳的主要意见和理由")


def _survey(piece: Survey, on: date) -> None:
    require_days(piece.from_on, piece.until_on)
    questions = list(piece.questions.order_by("number"))
    if not questions:
        raise ParticipationRefused("调查题目：还没有题目，请至少添加一道。", "questions")
    for question in questions:
        choice = question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
        if choice and len(question.options) < 2:
            raise ParticipationRefused(
                f"第{question.number}题“{question.text}”：选项不足两个，请补充选项。", "questions"
            )
    _require_not_over(piece.until_on, on)


def _survey_result(piece: SurveyResult, on: date) -> None:
    _require_over(piece.survey, on)
    _require_root_public(piece.survey)
    _require_nobody_named(piece.summary, "summary", "结果说明")


def _interview(piece: Interview, on: date) -> None:
    if piece.questions_until and piece.questions_until > piece.held_on:
        raise ParticipationRefused(
            f"提问截止日期：{piece.questions_until}晚于访谈日期{piece.held_on}，请修改。",
            "questions_until",
        )
    _require_public_item(piece)


def _record(piece: InterviewRecord, on: date) -> None:
    interview = piece.interview
    _require_root_public(interview)
    if interview.held_on > on:
        raise ParticipationRefused(
            f"访谈定于{interview.held_on}举行，尚未举行，不能公布实录；日期有变的，请先修改访谈日期。"
        )
    if not piece.rows.exists():
        raise ParticipationRefused("访谈实录：还没有问答，请按“问：”“答：”逐段填写。", "transcript")


_CHECKS: Mapping[type[Piece], Callable[[Any, date], None]] = {
    PublicConsultation: _consultation,
    ConsultationResult: _result,
    Survey: _survey,
    SurveyResult: _survey_result,
    Interview: _interview,
    InterviewRecord: _record,
}


def _require_not_over(until_on: date, on: date) -> None:
    if until_on < on:
        raise ParticipationRefused(
            f"截止日期：{until_on}已过，发布后公众已不能参与，请修改截止日期。", "until_on"
        )


def _require_over(root: PublicConsultation | Survey, on: date) -> None:
    if root.until_on >= on:
        raise ParticipationRefused(f"截止日期为{root.until_on}，截止之后才能公布结果。")


def _require_root_public(root: Piece) -> None:
    if not root.is_public:
        raise ParticipationRefused(
            f"《{root}》现为“{root.get_state_display()}”，没有公开，不能公布其结果；请先发布。"
        )


def _require_public_item(piece: PublicConsultation | Interview) -> None:
    if piece.item_id and piece.item_id not in public_titles(piece.agency, [piece.item_id]):
        raise ParticipationRefused(
            "关联信息：所关联的信息没有公开，公众打不开，请先发布该信息或者取消关联。", "item"
        )


def _require_nobody_named(text: str, field: str, label: str) -> None:
    found = [
        each for each in personal_data_in(text, {}) if each.what not in ("固定电话号码", "电子邮箱")
    ]
    if found:
        raise ParticipationRefused(
            f"{label}：含有个人信息（{found[0].what}{found[0].shown}），请删去后再提交。", field
        )
