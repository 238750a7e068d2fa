"""Sign-off: distinct people, one exact content, one open round; insisted on twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from factories import AgencyFactory, OfficerFactory
from gongkai.review.models import Round, Signature
from gongkai.review.operations import (
    NotPassed,
    SignatureRefused,
    open_round,
    require_passed,
    sign,
    void_open_round,
)
from gongkai.review.queries import rounds_to_sign

pytestmark = pytest.mark.django_db

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
HASH, OTHER_HASH = "a" * 64, "b" * 64
STAGES = ["初审", "复审", "终审"]
PASS, RETURN = Signature.Verdict.PASS, Signature.Verdict.RETURN


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def people(agency):
    """Return the drafter and three others of the organ."""
    return OfficerFactory.create_batch(4, agency=agency)


@pytest.fixture
def opened(agency, people):
    """Return an open round of three stages."""
    return _opened(agency, people[0])


def _opened(agency, drafter, *, content_hash=HASH, stages=STAGES, at=AT):
    return open_round(
        agency=agency,
        subject="2023年度报告",
        content_hash=content_hash,
        drafter=drafter,
        stages=stages,
        at=at,
    )


def _sign(round, officer, verdict=PASS, *, content_hash=HASH, opinion="", at=AT):
    return sign(
        round=round,
        officer=officer,
        verdict=verdict,
        content_hash=content_hash,
        opinion=opinion,
        at=at,
    )


def test_stages_are_signed_in_order_by_distinct_people(opened, people):
    states = [_sign(opened, officer).state for officer in people[1:]]
    assert states == ["OPEN", "OPEN", "PASSED"]
    signed = opened.signatures.order_by("pk").values_list("stage", "officer", "verdict")
    assert list(signed) == [
        (stage, officer.pk, "PASS") for stage, officer in zip(STAGES, people[1:], strict=True)
    ]
    opened.refresh_from_db()
    assert opened.closed_at == AT


REFUSED = {
    "the drafter": (lambda people: {"officer": people[0]}, "本人起草"),
    "one who signed before": (lambda people: {"officer": people[1]}, "您已在本轮审签中签署"),
    "another organ": (lambda people: {"officer": OfficerFactory()}, "其他机关"),
    "changed content": (
        lambda people: {"officer": people[2], "content_hash": OTHER_HASH},
        "内容有变动",
    ),
    "returned without a word": (
        lambda people: {"officer": people[2], "verdict": RETURN, "opinion": " \n"},
        "须填写意见",
    ),
    "no such verdict": (lambda people: {"officer": people[2], "verdict": "MAYBE"}, "PASS（通过）"),
    "no verdict": (lambda people: {"officer": people[2], "verdict": ""}, "PASS（通过）"),
}


@pytest.mark.parametrize(("given", "told"), REFUSED.values(), ids=REFUSED)
def test_signature_is_refused_and_leaves_nothing(opened, people, given, told):
    _sign(opened, people[1])
    with pytest.raises(SignatureRefused, match=told):
        _sign(opened, **given(people))
    opened.refresh_from_db()
    assert (opened.state, opened.signatures.count()) == ("OPEN", 1)


def test_return_ends_the_round_and_keeps_the_opinion(opened, people):
    _sign(opened, people[1])
    assert _sign(opened, people[2], RETURN, opinion=" 第五部分须改写 ").state == "RETURNED"
    assert opened.signatures.get(verdict=RETURN).opinion == "第五部分须改写"
    with pytest.raises(SignatureRefused, match="已结束"):
        _sign(opened, people[3])


def test_passed_round_takes_no_further_signature(agency, people):
    round = _opened(agency, people[0], stages=["审核"])
    _sign(round, people[1])
    with pytest.raises(SignatureRefused, match="已结束"):
        _sign(round, people[2])


def test_opening_again_makes_the_earlier_round_void(opened, agency, people):
    _sign(opened, people[1])
    later = _opened(agency, people[0], content_hash=OTHER_HASH, at=AT + timedelta(days=1))
    opened.refresh_from_db()
    assert (opened.state, opened.closed_at) == ("VOID", AT + timedelta(days=1))
    assert later.signatures.count() == 0
    with pytest.raises(SignatureRefused, match="已结束"):
        _sign(opened, people[2])


def test_opening_leaves_other_subjects_and_organs_alone(opened, people):
    elsewhere = OfficerFactory()
    _opened(elsewhere.agency, elsewhere)
    open_round(
        agency=opened.agency,
        subject="2022年度报告",
        content_hash=HASH,
        drafter=people[0],
        stages=STAGES,
        at=AT,
    )
    assert Round.objects.filter(state="OPEN").count() == 3


def test_taken_back_round_is_void_and_a_finished_one_stays(opened, agency, people):
    void_open_round(round=opened, at=AT)
    opened.refresh_from_db()
    assert opened.state == "VOID"
    passed = _opened(agency, people[0], stages=["审核"])
    _sign(passed, people[1])
    void_open_round(round=passed, at=AT)
    passed.refresh_from_db()
    assert passed.state == "PASSED"


@pytest.mark.parametrize(
    ("verdicts", "content_hash", "passes"),
    [
        ([], HASH, False),
        ([PASS, PASS], HASH, False),
        ([PASS, PASS, PASS], HASH, True),
        ([PASS, PASS, PASS], OTHER_HASH, False),
        ([PASS, RETURN], HASH, False),
    ],
)
def test_only_the_exact_content_that_passed_goes_on(opened, people, verdicts, content_hash, passes):
    round = opened
    for officer, verdict in zip(people[1:], verdicts, strict=False):
        round = _sign(opened, officer, verdict, opinion="意见")
    if passes:
        require_passed(round, content_hash)
    else:
        with pytest.raises(NotPassed):
            require_passed(round, content_hash)


def test_without_a_round_nothing_goes_on():
    with pytest.raises(NotPassed):
        require_passed(None, HASH)


def test_who_has_what_to_sign(opened, agency, people):
    drafter, first, second, _ = people
    stranger = OfficerFactory()
    earlier = open_round(
        agency=agency,
        subject="较早送审",
        content_hash=HASH,
        drafter=first,
        stages=STAGES,
        at=AT - timedelta(days=1),
    )
    _sign(opened, first)
    assert list(rounds_to_sign(second)) == [earlier, opened]
    assert list(rounds_to_sign(first)) == []
    assert list(rounds_to_sign(drafter)) == [earlier]
    assert list(rounds_to_sign(stranger)) == []


def _signature(round, officer, *, stage, drafter=None):
    return Signature.objects.create(
        round=round,
        stage=stage,
        officer=officer,
        drafter=drafter or round.drafter,
        verdict=PASS,
        content_hash=HASH,
        signed_at=AT,
    )


def test_database_itself_lets_nobody_sign_his_own_draft(opened, people):
    with pytest.raises(IntegrityError, match="nobody_signs_his_own_draft"), transaction.atomic():
        _signature(opened, people[0], stage="初审")


def test_database_itself_lets_nobody_sign_twice(opened, people):
    _signature(opened, people[1], stage="初审")
    with pytest.raises(IntegrityError), transaction.atomic():
        _signature(opened, people[1], stage="复审")


def test_database_itself_takes_one_signature_for_a_stage(opened, people):
    _signature(opened, people[1], stage="初审")
    with pytest.raises(IntegrityError), transaction.atomic():
        _signature(opened, people[2], stage="初审")


def test_database_itself_keeps_one_open_round_for_a_subject(opened, people):
    def another(state):
        return Round.objects.create(
            agency=opened.agency,
            subject=opened.subject,
            content_hash=OTHER_HASH,
            drafter=people[1],
            stages=STAGES,
            opened_at=AT,
            state=state,
        )

    with pytest.raises(IntegrityError), transaction.atomic():
        another("OPEN")
    another("VOID")
