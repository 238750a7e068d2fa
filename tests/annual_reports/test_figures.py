"""Every figure counts the right rows of the right year, and opens exactly those."""

import pytest

from annual_reports.year import YEAR, fill
from factories import AgencyFactory, CallFactory
from gongkai.annual_reports.figures.catalogue import FAMILIES, FigureUnknown, figures_of
from gongkai.annual_reports.figures.counting import count_year
from gongkai.annual_reports.queries.compiling import NothingToReport, compile_year, reports_of_all
from gongkai.annual_reports.queries.explaining import explain

pytestmark = pytest.mark.django_db

# What an officer would count by hand in `year.fill`; stated independently of the code.
EXPECTED = """
site.total                                 3
site.columns.news                          2
site.columns.notices                       1
disclosed.total                            4
disclosed.gazette                          1
disclosed.press                            0
wechat.posts                               2
wechat.own                                 2
wechat.reposted                            0
city_reports.total                         2
city_reports.adopted                       1
calls.total                                4
calls.via_12345                            2
calls.direct                               0
calls.direct_and_transferred               2
tickets.accepted                           4
tickets.due                                4
tickets.fed_back                           3
tickets.closed                             3
tickets.days_taken                         18
tickets.to_call_back                       4
tickets.called_back                        3
tickets.rated                              3
tickets.satisfied                          2
proactive.regulations.made                 0
proactive.normative_documents.made         1
proactive.normative_documents.repealed     1
proactive.normative_documents.in_force     1
proactive.penalties                        2
proactive.licences                         0
proactive.administrative_fees_yuan         25
activities.trainings                       2
institutions.in_force                      1
institutions.adopted                       0
services.employer                          2
services.employer_online                   1
requests.received.total                    3
requests.received.natural_person           1
requests.received.business                 1
requests.received.legal_service            1
requests.carried_in.total                  1
requests.carried_in.natural_person         1
requests.disclosed.natural_person          1
requests.partly_disclosed.business         1
requests.unavailable_not_held.total        0
requests.total.total                       2
requests.carried_out.total                 2
requests.carried_out.natural_person        1
requests.carried_out.legal_service         1
processing_fees.count                      1
processing_fees.yuan                       270
disputes.reconsideration.upheld            1
disputes.reconsideration.total             1
disputes.litigation_direct.pending         1
disputes.litigation_after_reconsideration.total 0
"""
CASES = [line.split() for line in EXPECTED.strip().splitlines()]


@pytest.fixture
def agency():
    """Return an organ with the awkward year, beside another organ with calls of its own."""
    other = AgencyFactory()
    CallFactory.create_batch(5, agency=other)
    agency = AgencyFactory()
    fill(agency)
    return agency


@pytest.mark.parametrize(("path", "expected"), CASES, ids=[path for path, _ in CASES])
def test_a_figure_counts_what_an_officer_would_count(agency, path, expected):
    found = explain(agency, YEAR, path)
    assert found.value == expected
    if found.figure.family.measures(YEAR)[found.figure.measure].summed is None:
        assert found.count == int(expected)
    else:
        assert sum(record.amount for record in found.records()) == int(expected)


def test_every_figure_equals_the_records_it_opens(agency):
    compiled = compile_year(agency, YEAR)
    for path, figure in compiled.figures.items():
        rows = explain(agency, YEAR, path)
        summed = figure.family.measures(YEAR)[figure.measure].summed
        counted = rows.count if summed is None else sum(r.amount for r in rows.records())
        assert compiled.values[path] in (str(counted), f"{counted:f}".rstrip("0").rstrip(".")), path
        assert len(list(rows.records())) == rows.count, path


def test_the_last_count_of_followers_in_the_year_stands(agency):
    (record,) = explain(agency, YEAR, "wechat.followers").records()
    assert record.on.isoformat() == "2023-12-31"


def test_a_stock_that_nobody_counted_is_unknown_and_not_zero():
    agency = AgencyFactory()
    CallFactory(agency=agency)
    assert explain(agency, YEAR, "wechat.followers").value is None


def test_disputes_of_earlier_years_count_only_on_the_basis_that_counts_them(agency):
    agency.dispute_basis = "FILED"
    agency.save()
    assert explain(agency, YEAR, "disputes.reconsideration.total").value == "0"
    assert explain(agency, YEAR, "disputes.litigation_direct.total").value == "1"


def test_the_table_balances_in_every_column(agency):
    report = compile_year(agency, YEAR).report
    for column in report.requests["total"]:
        cells = {row: report.requests[row][column] for row in report.requests}
        came = cells["received"] + cells["carried_in"]
        assert came == cells["total"] + cells["carried_out"], column


def test_all_organs_are_counted_together_as_each_alone(agency):
    everyone = reports_of_all(YEAR)
    assert len(everyone) == 2
    alone = compile_year(agency, YEAR).report
    assert everyone[agency.pk].values() == alone.values()


def test_no_query_is_added_for_another_organ(agency, django_assert_num_queries):
    with django_assert_num_queries(len(FAMILIES)):
        count_year(YEAR, FAMILIES)
    for _ in range(5):
        CallFactory(agency=AgencyFactory())
    with django_assert_num_queries(len(FAMILIES)):
        count_year(YEAR, FAMILIES)


def test_fees_of_the_table_are_in_wan_and_exact(agency):
    assert compile_year(agency, YEAR).report.to_json()["proactive"]["administrative_fees_wan"] == (
        "0.0025"
    )


def test_an_organs_own_columns_are_figures(agency):
    assert "site.columns.news" in figures_of(agency)


@pytest.mark.parametrize("year", [2019, 2020, 0, 10000])
def test_a_year_without_this_format_is_refused(agency, year):
    with pytest.raises(NothingToReport, match="2021年度起"):
        compile_year(agency, year)


def test_a_year_without_records_is_refused(agency):
    with pytest.raises(NothingToReport, match="2022年没有任何登记记录|先导入"):
        compile_year(AgencyFactory(), 2022)


def test_an_unknown_figure_is_refused_with_a_proposal(agency):
    with pytest.raises(FigureUnknown, match=r"calls\.total"):
        explain(agency, YEAR, "calls.totl")


RATIOS = [
    ("tickets.satisfied", "66.67%"),
    ("tickets.days_taken", "6"),
    ("services.employer_online", "50%"),
    ("calls.total", ""),
]


@pytest.mark.parametrize(("path", "ratio"), RATIOS)
def test_a_share_shows_its_ratio(agency, path, ratio):
    assert explain(agency, YEAR, path).ratio == ratio


def test_a_share_of_nothing_has_no_ratio():
    agency = AgencyFactory()
    CallFactory(agency=agency)
    assert explain(agency, YEAR, "tickets.satisfied").ratio == ""
