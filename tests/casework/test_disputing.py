"""Reconsiderations and lawsuits tied to their case, and what section 四 counts of them."""

from datetime import date

import pytest

from factories import AgencyFactory, CaseFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import Dispute
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.disputing import amend_dispute, close_dispute, register_dispute
from gongkai.casework.queries.disputes import DisputeUnknown, disputes_of, find_dispute
from gongkai.casework.queries.reporting import disputes_counted_in
from gongkai.rules.clock import Entry, Event

CLOSED = (Entry(date(2024, 1, 2), Event.RECEIVED), Entry(date(2024, 1, 8), Event.REPLIED))


@pytest.fixture
def case(db):
    return CaseFactory(entries=CLOSED, outcome="REFUSED_BY_LAW")


@pytest.fixture
def acting(case, at):
    clerk = OfficerFactory(agency=case.agency, clerk=True)
    return {"officer": clerk, "on": date(2024, 6, 3), "at": at}


@pytest.fixture
def register(case, acting):
    """Return a function that registers a dispute."""

    def run(**given):
        usual = {"agency": case.agency, "request": case, "route": "RECONSIDERATION",
                 "organ": "丁市人民政府", "case_no": "丁政复〔2024〕8号",
                 "filed_on": date(2024, 2, 1), "as_reconsideration_organ": False,
                 "note": ""}  # fmt: skip
        return register_dispute(**usual | acting | given)

    return run


def test_a_dispute_gets_its_number_and_is_counted_once(register, case, acting):
    first = register()
    assert (first.register_no, first.request) == ("FY2024-00001", case)
    close_dispute(dispute=first, closed_on=date(2024, 3, 1), result="UPHELD", note="", **acting)
    second = register(route="LITIGATION_AFTER_RECONSIDERATION", organ="丁区人民法院",
                      filed_on=date(2024, 3, 12))  # fmt: skip
    assert second.register_no == "FY2024-00002"
    counted = disputes_counted_in(2024).filter(agency=case.agency)
    assert {(row.route, row.result) for row in counted} == {
        ("RECONSIDERATION", "UPHELD"),
        ("LITIGATION_AFTER_RECONSIDERATION", ""),
    }
    values = compile_year(case.agency, 2024).values
    assert values["disputes.reconsideration.upheld"] == "1"
    assert values["disputes.litigation_after_reconsideration.pending"] == "1"
    assert values["disputes.litigation_direct.total"] == "0"
    case.refresh_from_db()
    assert case.version == 3


def test_sued_only_as_reconsideration_organ_it_counts_for_the_other(register, case):
    register(request=None, route="LITIGATION_AFTER_RECONSIDERATION", organ="丁市中级人民法院",
             as_reconsideration_organ=True)  # fmt: skip
    assert not disputes_counted_in(2024).filter(agency=case.agency).exists()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"route": "LETTER"}, "途径"),
        ({"organ": " "}, "受理机关"),
        ({"filed_on": date(2024, 6, 4)}, "晚于今天"),
        ({"filed_on": date(2024, 1, 1)}, "早于收到申请之日"),
        ({"request": None}, "未填写登记号"),
        ({"as_reconsideration_organ": True}, "行政诉讼"),
        ({"as_reconsideration_organ": True, "route": "LITIGATION_DIRECT"}, "不是本机关作出"),
        ({"route": "LITIGATION_AFTER_RECONSIDERATION"}, "没有更早的行政复议"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(given, named, register):
    with pytest.raises(CaseRefused, match=named):
        register(**given)
    assert not Dispute.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_number_that_a_ledger_has_taken_is_passed_over(register, case):
    Dispute.objects.create(agency=case.agency, register_no="FY2024-00001",
                           filed_on=date(2024, 1, 9), route="RECONSIDERATION")  # fmt: skip
    assert register().register_no == "FY2024-00002"


def test_it_ends_once_filed_and_with_a_result(register, acting):
    dispute = register()
    for closed_on, result, named in (
        (date(2024, 1, 31), "UPHELD", "审结日期"),
        (date(2024, 6, 4), "UPHELD", "审结日期"),
        (date(2024, 3, 1), "", "结果"),
    ):
        with pytest.raises(CaseRefused, match=named):
            close_dispute(dispute=dispute, closed_on=closed_on, result=result, note="", **acting)
    dispute.refresh_from_db()
    assert dispute.closed_on is None


def test_a_correction_keeps_what_stood_before_in_the_trail(register, acting):
    dispute = register()
    given = {"route": "RECONSIDERATION", "organ": "丁市人民政府", "case_no": "丁政复〔2024〕9号",
             "filed_on": date(2024, 2, 2), "as_reconsideration_organ": False,
             "note": ""}  # fmt: skip
    amend_dispute(dispute=dispute, **given, **acting)
    changed = AuditEntry.objects.get(action="request.amend_dispute").detail["changed"]
    assert changed == {
        "case_no": ["丁政复〔2024〕8号", "丁政复〔2024〕9号"],
        "filed_on": ["2024-02-01", "2024-02-02"],
    }
    with pytest.raises(CaseRefused, match="没有更正"):
        amend_dispute(dispute=dispute, **given, **acting)


def test_only_the_organs_clerk_registers(register, case):
    for officer in (
        OfficerFactory(agency=case.agency, reviewer=True),
        OfficerFactory(agency=AgencyFactory(), clerk=True),
    ):
        with pytest.raises(NotAllowed):
            register(officer=officer)


def test_an_organ_sees_its_own_disputes(register, acting):
    dispute = register()
    assert list(disputes_of(acting["officer"], is_open=True)) == [dispute]
    assert find_dispute(acting["officer"], dispute.pk) == dispute
    stranger = OfficerFactory(clerk=True)
    assert not disputes_of(stranger)
    with pytest.raises(DisputeUnknown):
        find_dispute(stranger, dispute.pk)
