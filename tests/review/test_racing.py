"""People who sign or open at the same moment: one of them wins, nothing is half done."""

from datetime import UTC, datetime

from django.db import IntegrityError

from factories import AgencyFactory, OfficerFactory
from gongkai.review.models import Round, Signature
from gongkai.review.operations import SignatureRefused, open_round, sign

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
HASH = "a" * 64


def _opened(drafter, stages):
    return open_round(
        agency=drafter.agency,
        subject="2023年度报告",
        content_hash=HASH,
        drafter=drafter,
        stages=stages,
        at=AT,
    )


def _signing(round, officer, verdict="PASS"):
    return lambda: sign(
        round=round, officer=officer, verdict=verdict, content_hash=HASH, at=AT, opinion="意见"
    )


def test_one_of_several_wins_the_last_stage(race):
    drafter, *others = OfficerFactory.create_batch(5, agency=AgencyFactory())
    round = _opened(drafter, ["审核"])
    results = race(*(_signing(round, officer) for officer in others))
    refused = [result for result in results if isinstance(result, SignatureRefused)]
    assert len(refused) == 3
    assert {str(result) for result in refused} == {"该审签已结束，请刷新页面查看最新状态。"}
    assert Signature.objects.count() == 1
    assert Round.objects.get().state == Round.State.PASSED


def test_stages_signed_at_once_are_signed_one_after_the_other(race):
    drafter, *others = OfficerFactory.create_batch(4, agency=AgencyFactory())
    round = _opened(drafter, ["初审", "复审", "终审"])
    results = race(*(_signing(round, officer) for officer in others))
    assert not [result for result in results if isinstance(result, Exception)]
    stages = Signature.objects.order_by("pk").values_list("stage", flat=True)
    assert list(stages) == ["初审", "复审", "终审"]
    assert Round.objects.get().state == Round.State.PASSED


def test_the_same_person_signs_once_however_often_he_clicks(race):
    drafter, officer = OfficerFactory.create_batch(2, agency=AgencyFactory())
    round = _opened(drafter, ["初审", "复审"])
    results = race(*[_signing(round, officer)] * 3)
    assert sum(isinstance(result, SignatureRefused) for result in results) == 2
    assert Signature.objects.count() == 1


def test_return_and_pass_at_once_leave_one_verdict(race):
    drafter, first, second = OfficerFactory.create_batch(3, agency=AgencyFactory())
    round = _opened(drafter, ["审核"])
    results = race(_signing(round, first), _signing(round, second, "RETURN"))
    assert sum(isinstance(result, SignatureRefused) for result in results) == 1
    state = {"PASS": "PASSED", "RETURN": "RETURNED"}[Signature.objects.get().verdict]
    assert Round.objects.get().state == state


def test_one_round_stays_open_when_several_open(race):
    drafter = OfficerFactory()
    results = race(*[lambda: _opened(drafter, ["审核"])] * 3)
    failed = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, IntegrityError) for error in failed)
    assert len(failed) < 3
    assert Round.objects.filter(state="OPEN").count() == 1
