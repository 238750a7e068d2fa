"""Addresses of 互动交流: consultations, surveys, interviews, verdicts, faults."""

from django.urls import path, re_path

from gongkai.portal.views.participation.consultations import (
    consultation,
    consultations,
    opinion,
    opinion_sent,
)
from gongkai.portal.views.participation.faults import error_reported, error_track, report_error
from gongkai.portal.views.participation.interviews import (
    interview,
    interviews,
    question,
    question_sent,
)
from gongkai.portal.views.participation.overview import participation
from gongkai.portal.views.participation.rating import rate, rated
from gongkai.portal.views.participation.surveys import (
    survey,
    survey_answered,
    survey_form,
    survey_results,
    surveys,
)

# The first sheet is the list itself.
_SHEET = r"p(?P<sheet>[2-9]|[1-9][0-9]{1,5})/$"

urlpatterns = [
    path("hudong/", participation, name="participation"),
    path("hudong/zhengji/", consultations, name="consultations"),
    re_path(r"^hudong/zhengji/" + _SHEET, consultations, name="consultations-sheet"),
    path("hudong/zhengji/<int:pk>/", consultation, name="consultation"),
    path("hudong/zhengji/<int:pk>/yijian/", opinion, name="consultation-opinion"),
    path("hudong/zhengji/<int:pk>/yijian/huizhi/", opinion_sent, name="opinion-sent"),
    path("hudong/diaocha/", surveys, name="surveys"),
    re_path(r"^hudong/diaocha/" + _SHEET, surveys, name="surveys-sheet"),
    path("hudong/diaocha/<int:pk>/", survey, name="survey"),
    path("hudong/diaocha/<int:pk>/tianxie/", survey_form, name="survey-form"),
    path("hudong/diaocha/<int:pk>/tianxie/xiexie/", survey_answered, name="survey-answered"),
    path("hudong/diaocha/<int:pk>/jieguo/", survey_results, name="survey-results"),
    path("hudong/fangtan/", interviews, name="interviews"),
    re_path(r"^hudong/fangtan/" + _SHEET, interviews, name="interviews-sheet"),
    path("hudong/fangtan/<int:pk>/", interview, name="interview"),
    path("hudong/fangtan/<int:pk>/tiwen/", question, name="interview-question"),
    path("hudong/fangtan/<int:pk>/tiwen/xiexie/", question_sent, name="interview-asked"),
    path("pingjia/", rate, name="rate"),
    path("pingjia/xiexie/", rated, name="rated"),
    path("zhaocuo/", report_error, name="report-error"),
    path("zhaocuo/huizhi/", error_reported, name="error-reported"),
    path("zhaocuo/chaxun/", error_track, name="error-track"),
]
