"""What the public is asked and says: each kind in a module of its own."""

from gongkai.participation.models.consultations import (
    ConsultationResult,
    OpinionSource,
    PublicConsultation,
    PublicOpinion,
    Uptake,
)
from gongkai.participation.models.faults import (
    FaultKind,
    FaultLimits,
    FaultOutcome,
    FaultSource,
    FaultState,
    SiteFault,
)
from gongkai.participation.models.interviews import (
    ActivityLink,
    Interview,
    InterviewQuestion,
    InterviewRecord,
    TranscriptRow,
)
from gongkai.participation.models.pieces import Moderation, Piece, PieceState
from gongkai.participation.models.ratings import PageRating, PageVerdict, RatingDay, RatingOnce
from gongkai.participation.models.registers import (
    ParticipationReminder,
    ParticipationReminderKind,
    ParticipationSeries,
)
from gongkai.participation.models.surveys import (
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyReply,
    SurveyResult,
)

__all__ = [
    "ActivityLink",
    "PublicConsultation",
    "ConsultationResult",
    "FaultKind",
    "FaultLimits",
    "FaultOutcome",
    "FaultSource",
    "FaultState",
    "Interview",
    "InterviewQuestion",
    "InterviewRecord",
    "Moderation",
    "PublicOpinion",
    "OpinionSource",
    "PageRating",
    "ParticipationReminder",
    "ParticipationReminderKind",
    "ParticipationSeries",
    "Piece",
    "PieceState",
    "QuestionKind",
    "RatingDay",
    "RatingOnce",
    "SiteFault",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyReply",
    "SurveyResult",
    "TranscriptRow",
    "Uptake",
    "PageVerdict",
]
