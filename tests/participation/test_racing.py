"""Forms and verdicts that come at the same moment: each counts once, and no number is left out."""

from gongkai.participation.models import (
    PageRating,
    ParticipationSeries,
    PublicOpinion,
    SiteFault,
    SurveyAnswer,
)
from gongkai.participation.operations.faults import FaultContent, report_fault
from gongkai.participation.operations.rating import rate_page
from gongkai.participation.operations.releasing import release, submit
from participation.asked import (
    AT,
    ON,
    answered,
    by,
    consultation_text,
    draft_consultation,
    open_consultation,
    open_survey,
    opinion_on,
    place,
)


def test_the_same_opinion_sent_at_once_is_one(race):
    row = open_consultation(place())
    sent = race(*[lambda: opinion_on(row, token="same")] * 4)
    assert len({each.pk for each in sent}) == 1
    assert PublicOpinion.objects.count() == ParticipationSeries.objects.get().last == 1


def test_different_opinions_sent_at_once_have_numbers_without_gaps(race):
    row = open_consultation(place())
    race(*[lambda token=token: opinion_on(row, token=token) for token in "abcd"])
    numbers = sorted(PublicOpinion.objects.values_list("receipt_no", flat=True))
    assert numbers == [f"YJ2024-0000{number}" for number in (1, 2, 3, 4)]


def test_the_same_fault_and_the_same_answer_sent_at_once_are_one_each(race):
    where = place()
    survey = open_survey(where)
    content = FaultContent(kind="LINK", text="打不开")

    def report():
        return report_fault(agency=where.agency, content=content, token="same", on=ON, at=AT)

    race(report, report, lambda: answered(survey, "same"), lambda: answered(survey, "same"))
    assert SiteFault.objects.count() == ParticipationSeries.objects.get().last == 1
    assert SurveyAnswer.objects.count() == 1


def test_verdicts_from_one_address_at_once_are_one(race):
    where = place()

    def rate():
        return rate_page(
            agency=where.agency,
            path="/",
            column=None,
            verdict="FAIR",
            address="10.0.0.1",
            on=ON,
            at=AT,
        ).rating

    rated = race(*[rate] * 4)
    assert sum(each is None for each in rated) == 3
    assert PageRating.objects.count() == 1


def test_two_who_release_at_once_release_once(race):
    where = place()
    row = draft_consultation(agency=where.agency, content=consultation_text(), **by(where.clerk))
    row = submit(piece=row, version=row.version, **by(where.clerk))
    results = race(
        lambda: release(piece=row, version=row.version, **by(where.reviewer)),
        lambda: release(piece=row, version=row.version, **by(where.head)),
    )
    assert sum(isinstance(each, Exception) for each in results) == 1
    row.refresh_from_db()
    assert row.is_public and row.review_round.signatures.count() == 1
