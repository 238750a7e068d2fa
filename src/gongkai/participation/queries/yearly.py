"""A year's participation as 政府网站工作年度报表 asks for it (国办函〔2018〕12号)."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.participation.models import (
    ConsultationResult,
    Interview,
    InterviewQuestion,
    InterviewRecord,
    PieceState,
    PublicConsultation,
    PublicOpinion,
    Survey,
    SurveyAnswer,
    SurveyResult,
)

_PUBLIC = Q(state=PieceState.PUBLISHED)


class ParticipationYear(NamedTuple):
    """What is counted of a year; `*_held` of consultations and surveys are those begun in it.

    Opinions and answered surveys are those received in the year, results those published in it,
    interviews those held in it whose record is public, with the questions put to them.
    """

    consultations_held: int
    surveys_held: int
    opinions_received: int
    surveys_answered: int
    consultation_results: int
    survey_results: int
    interviews_held: int
    questions_received: int
    questions_answered: int

    @property
    def rounds(self) -> int:
        """Return 征集调查期数."""
        return self.consultations_held + self.surveys_held

    @property
    def received(self) -> int:
        """Return 征集调查收到意见数量."""
        return self.opinions_received + self.surveys_answered

    @property
    def results(self) -> int:
        """Return 公布调查结果期数."""
        return self.consultation_results + self.survey_results


def participation_of_year(agency: Agency, year: int) -> ParticipationYear:
    """Return what an organ's website form counts of a year."""
    own = Q(agency=agency)
    held = Q(record__state=PieceState.PUBLISHED, agency=agency) & _PUBLIC & _in("held_on", year)
    interviews = Interview.objects.filter(held)
    questions = InterviewQuestion.objects.filter(interview__in=interviews)
    return ParticipationYear(
        consultations_held=_begun(PublicConsultation, own, year),
        surveys_held=_begun(Survey, own, year),
        opinions_received=PublicOpinion.objects.filter(
            _in("received_on", year), consultation__agency=agency
        ).count(),
        surveys_answered=SurveyAnswer.objects.filter(
            _in("sent_on", year), survey__agency=agency
        ).count(),
        consultation_results=_published(ConsultationResult, own, year),
        survey_results=_published(SurveyResult, own, year),
        interviews_held=interviews.count(),
        questions_received=questions.count(),
        questions_answered=questions.exclude(answer="").count(),
    )


def records_of_year(agency: Agency, year: int) -> QuerySet[Any]:
    """Return the public records of interviews held in a year, with the activity each counts as."""
    rows = InterviewRecord.objects.filter(_PUBLIC, _in("interview__held_on", year), agency=agency)
    return rows.select_related("interview").order_by("interview__held_on", "pk")


def _begun(model: Any, own: Q, year: int) -> int:
    count: int = model._default_manager.filter(own, _PUBLIC, _in("from_on", year)).count()
    return count


def _published(model: Any, own: Q, year: int) -> int:
    count: int = model._default_manager.filter(own, _PUBLIC, published_at__year=year).count()
    return count


def _in(field: str, year: int) -> Q:
    return Q(**{f"{field}__range": (date(year, 1, 1), date(year, 12, 31))})
