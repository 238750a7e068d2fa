"""The second count, case by case, agrees with the grouped one, and a slip in either shows."""

from datetime import date, timedelta
from random import Random

import pytest

from annual_reports.year import YEAR, fill
from factories import AgencyFactory, CallFactory
from gongkai.annual_reports.figures.counting import Group
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.annual_reports.queries.gate import gate_findings
from gongkai.annual_reports.queries.recount import recount_findings
from gongkai.casework.models import DisclosureRequest, Dispute
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.outcomes import OUTCOMES

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = date(2022, 12, 31)


@pytest.fixture
def agency():
    """Return an organ with hundreds of cases scattered over three years, by a fixed seed."""
    agency = AgencyFactory()
    CallFactory(agency=agency)
    draw = Random(2023)
    DisclosureRequest.objects.bulk_create(_request(agency, number, draw) for number in range(600))
    Dispute.objects.bulk_create(_dispute(agency, number, draw) for number in range(80))
    return agency


def _request(agency, number, draw):
    received_on = NEW_YEARS_EVE + timedelta(days=draw.randint(-60, 430))
    closed_on = received_on + timedelta(days=draw.randint(0, 90)) if draw.random() < 0.9 else None
    return DisclosureRequest(
        agency=agency, register_no=f"SQ-{number}", channel="ONLINE", received_on=received_on,
        closed_on=closed_on, outcome=draw.choice(list(OUTCOMES)) if closed_on else "",
        applicant_kind=draw.choice(list(ApplicantKind)), wanted="预算信息",
    )  # fmt: skip


def _dispute(agency, number, draw):
    filed_on = NEW_YEARS_EVE + timedelta(days=draw.randint(-200, 430))
    closed_on = filed_on + timedelta(days=draw.randint(0, 200)) if draw.random() < 0.7 else None
    return Dispute(
        agency=agency, register_no=f"FY-{number}", filed_on=filed_on, closed_on=closed_on,
        route=draw.choice(
            ["RECONSIDERATION", "LITIGATION_DIRECT", "LITIGATION_AFTER_RECONSIDERATION"]
        ),
        result=draw.choice(["UPHELD", "CORRECTED", "OTHER"]) if closed_on else "",
        as_reconsideration_organ=draw.random() < 0.1,
    )  # fmt: skip


@pytest.mark.parametrize("basis", ["LIVE", "FILED"])
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_both_counts_agree_in_every_cell(agency, year, basis):
    agency.dispute_basis = basis
    agency.save()
    compiled = compile_year(agency, year)
    assert compiled.report.value("requests.received.total") > 0
    assert list(recount_findings(compiled)) == []


def test_a_slip_in_the_grouped_count_blocks_sign_off(agency):
    compiled = compile_year(agency, YEAR)
    groups = compiled.counts.groups["requests"]
    groups[0] = Group(groups[0].codes, {**groups[0].measures, "received": 999})
    found = [one for one in gate_findings(compiled) if one.finding.rule == "N5"]
    assert {one.finding.where for one in found} >= {"requests.received.total"}
    assert all(one.blocks and not one.waivable for one in found)


def test_a_case_that_no_row_counts_is_told(agency):
    some = DisclosureRequest.objects.filter(closed_on__year=YEAR).values_list("pk", flat=True)[:1]
    DisclosureRequest.objects.filter(pk__in=list(some)).update(outcome="SOMETHING_ELSE")
    (found,) = recount_findings(compile_year(agency, YEAR))
    assert "SOMETHING_ELSE" in found.message


def test_the_awkward_year_agrees_too():
    agency = AgencyFactory()
    fill(agency)
    assert list(recount_findings(compile_year(agency, YEAR))) == []
