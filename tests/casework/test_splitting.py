"""One letter into several cases, several handled as one; nothing gets lost or counted twice."""

from datetime import date

import pytest

from factories import AgencyFactory, CaseFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseLink, DisclosureRequest, LinkKind
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.splitting import join_requests, link_request, split_request
from gongkai.casework.queries.reporting import requests_live_in
from gongkai.rules.clock import Entry, Event

PARTS = ["2023年归集情况", "2023年贷款情况", "2023年提取情况"]
CORRECTED = (
    Entry(date(2024, 1, 2), Event.RECEIVED),
    Entry(date(2024, 1, 4), Event.CORRECTION_ASKED),
    Entry(date(2024, 1, 8), Event.CORRECTED),
)


@pytest.fixture
def case(db):
    return CaseFactory(entries=CORRECTED, applicant_digest="d" * 64)


@pytest.fixture
def acting(case, on, at):
    """Return what every operation is given."""
    return {"officer": OfficerFactory(agency=case.agency, clerk=True), "on": on, "at": at}


def test_each_part_becomes_a_case_with_its_number_and_the_same_days(case, acting):
    new = split_request(request=case, version=0, parts=PARTS, **acting)
    assert [one.wanted for one in new] == PARTS[1:]
    assert [one.register_no for one in new] == ["SQ2024-00001", "SQ2024-00002"]
    case.refresh_from_db()
    for one in DisclosureRequest.objects.filter(pk__in=[each.pk for each in new]):
        same = ("received_on", "due_on", "applicant_name", "identity_number", "applicant_digest")
        assert [getattr(one, name) for name in same] == [getattr(case, name) for name in same]
        assert one.due_on == date(2024, 2, 4)
        [*_, last] = one.history.order_by("pk")
        assert (last.event, last.subject, last.officer) == (
            "SPLIT",
            case.register_no,
            acting["officer"],
        )
        link = CaseLink.objects.get(request=one)
        assert (link.other, link.kind) == (case, LinkKind.SPLIT)
    told = case.history.filter(event="SPLIT").order_by("pk")
    assert [row.subject for row in told] == ["SQ2024-00001", "SQ2024-00002"]
    assert case.wanted != PARTS[0]
    assert PARTS[0] in told[0].note


def test_every_case_counts_in_the_year_of_receipt(case, acting):
    split_request(request=case, version=0, parts=PARTS, **acting)
    assert requests_live_in(2024).count() == 3


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ([], "至少填写两件"),
        (["一"], "至少填写两件"),
        (["一", " "], "空的"),
        (["一", "一"], "相同"),
        ([str(n) for n in range(51)], "最多"),
    ],
)
def test_impossible_parts_split_nothing(parts, named, case, acting):
    with pytest.raises(CaseRefused, match=named):
        split_request(request=case, version=0, parts=parts, **acting)
    assert DisclosureRequest.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_a_reviewer_splits_nothing(case, acting):
    acting["officer"] = OfficerFactory(agency=case.agency, reviewer=True)
    with pytest.raises(NotAllowed):
        split_request(request=case, version=0, parts=PARTS, **acting)
    assert DisclosureRequest.objects.count() == 1


def test_joined_cases_stay_cases_and_name_each_other(case, acting):
    others = CaseFactory.create_batch(2, agency=case.agency)
    join_requests(request=case, version=0, others=others, reason="同一信息", **acting)
    for other in others:
        assert other.history.get(event="JOINED").subject == case.register_no
        assert CaseLink.objects.get(request=other).kind == LinkKind.JOINED
    named = case.history.filter(event="JOINED").values_list("subject", flat=True)
    assert set(named) == {other.register_no for other in others}
    assert requests_live_in(2024).count() == 3


def test_what_cannot_be_joined_is_refused_whole(case, acting):
    other = CaseFactory(agency=case.agency)
    stranger = CaseFactory(agency=AgencyFactory())
    for others, reason, named in (
        ([], "同一信息", "未选择"),
        ([other], " ", "并案理由"),
        ([other, stranger], "同一信息", "不属于本机关"),
    ):
        with pytest.raises(CaseRefused, match=named):
            join_requests(request=case, version=0, others=others, reason=reason, **acting)
    assert not CaseLink.objects.exists()
    join_requests(request=case, version=0, others=[other], reason="同一信息", **acting)
    with pytest.raises(CaseRefused, match="已并入"):
        join_requests(request=case, version=1, others=[other], reason="同一信息", **acting)


def test_a_repeated_request_is_tied_to_the_earlier_one(case, acting):
    earlier = CaseFactory(agency=case.agency)
    given = {"request": case, "other": earlier, "kind": LinkKind.REPEATS, "note": "内容相同"}
    link_request(version=0, **given, **acting)
    link = CaseLink.objects.get()
    assert (link.request, link.other, link.kind) == (case, earlier, "REPEATS")
    with pytest.raises(CaseRefused, match="已经登记"):
        link_request(version=1, **given, **acting)
    for other, kind, named in (
        (case, LinkKind.RELATED, "另一件"),
        (CaseFactory(), LinkKind.RELATED, "另一件"),
        (earlier, LinkKind.SPLIT, "关系"),
    ):
        with pytest.raises(CaseRefused, match=named):
            link_request(request=case, version=1, other=other, kind=kind, note="", **acting)
