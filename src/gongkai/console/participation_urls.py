"""Addresses of 互动交流, below /console/participation/."""

from django.urls import URLPattern, path

from gongkai.console.views.participation import (
    acting,
    consultations,
    faults,
    interviews,
    opinions,
    overview,
    ratings,
    surveys,
)

urlpatterns: list[URLPattern] = [
    path("participation/", overview.overview, name="participation"),
    path("participation/pieces/<slug:kind>/<int:pk>/<slug:name>/", acting.act, name="act-on-piece"),
    path("participation/consultations/", consultations.consultations, name="consultations"),
    path("participation/consultations/new/", consultations.new, name="new-consultation"),
    path("participation/consultations/<int:pk>/", consultations.consultation, name="consultation"),
    path(
        "participation/consultations/<int:pk>/edit/", consultations.edit, name="edit-consultation"
    ),
    path(
        "participation/consultations/<int:pk>/result/",
        consultations.result,
        name="consultation-result",
    ),
    path(
        "participation/consultations/<int:pk>/opinions/new/", opinions.enter, name="enter-opinion"
    ),
    path(
        "participation/consultations/<int:pk>/opinions/<int:opinion>/",
        opinions.opinion,
        name="public-opinion",
    ),
    path(
        "participation/consultations/<int:pk>/opinions/<int:opinion>/sender/",
        opinions.sender,
        name="read-opinion-sender",
    ),
    path("participation/surveys/", surveys.surveys, name="surveys"),
    path("participation/surveys/new/", surveys.new, name="new-survey"),
    path("participation/surveys/<int:pk>/", surveys.survey, name="survey"),
    path("participation/surveys/<int:pk>/edit/", surveys.edit, name="edit-survey"),
    path("participation/surveys/<int:pk>/texts/", surveys.texts, name="choose-texts"),
    path("participation/surveys/<int:pk>/result/", surveys.result, name="survey-result"),
    path("participation/interviews/", interviews.interviews, name="interviews"),
    path("participation/interviews/new/", interviews.new, name="new-interview"),
    path("participation/interviews/<int:pk>/", interviews.interview, name="interview"),
    path("participation/interviews/<int:pk>/edit/", interviews.edit, name="edit-interview"),
    path("participation/interviews/<int:pk>/record/", interviews.record, name="interview-record"),
    path(
        "participation/interviews/<int:pk>/questions/<int:question>/",
        interviews.question,
        name="interview-question",
    ),
    path("participation/faults/", faults.faults, name="faults"),
    path("participation/faults/new/", faults.enter, name="enter-fault"),
    path("participation/faults/limits/", faults.limits, name="fault-limits"),
    path("participation/faults/<int:pk>/", faults.fault, name="fault"),
    path("participation/faults/<int:pk>/reporter/", faults.reporter, name="read-fault-reporter"),
    path("participation/ratings/", ratings.ratings, name="page-ratings"),
]
