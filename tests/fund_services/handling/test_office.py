"""The office's figures: what was filed, how it ended, how long it took, how it was found."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from factories import ColumnFactory, ItemFactory, OfficerFactory
from fund_services.centre import file_rent
from fund_services.handling.test_a_day import accepted, handled, proposed, sent
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.annual_reports.queries.explaining import explain
from gongkai.documents.service_figures import render_service_figures_xlsx
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.applications.accepting import not_accept_application
from gongkai.fund_services.operations.applications.deciding import refuse_application
from gongkai.fund_services.operations.applications.withdrawing import (
    rate_application,
    withdraw_application,
)
from gongkai.fund_services.queries.applications.office import office_figures, online_shares
from gongkai.rules.service_figures import Share, median_of
from gongkai.rules.service_items import Audience
from gongkai.rules.service_lifecycle import Proposal
from gongkai.rules.service_opinions import ServiceOpinion
from gongkai.website_reports.operations.filling import begin_form, fill_in
from gongkai.website_reports.queries import compiling as website
from gongkai.website_reports.queries.explaining import explain as explain_value


@pytest.fixture
def year(centre):
    """Two granted, one of them late; one refused, one not accepted, one withdrawn, one open."""
    first = handled(centre, file_rent(centre, token="一"))
    mine = {"account": centre.account, "on": centre.on, "at": centre.at}
    rate_application(application=first, opinion=ServiceOpinion.FAIR, **mine)
    late = accepted(centre, file_rent(centre, token="二"))
    withdraw_application(application=file_rent(centre, token="三"), **mine)
    no = file_rent(centre, token="四")
    not_accept_application(
        application=no, version=None, basis="第三条", reason="不属于本中心",
        **centre.now(centre.second),
    )  # fmt: skip
    refused = proposed(
        centre, accepted(centre, file_rent(centre, token="五")), Proposal.REFUSE, "不符合条件。"
    )
    refuse_application(application=refused, version=None, **centre.now(centre.reviewer))
    rate_application(application=refused, opinion=ServiceOpinion.BAD, **mine)
    file_rent(centre, token="六")
    centre.pass_by(days=6)
    sent(centre, proposed(centre, late))
    return centre


def test_items_by_volume_time_and_satisfaction(year):
    figures = office_figures(year.agency, date(2024, 1, 1), date(2024, 12, 31), year.on)
    line = next(each for each in figures.items if each.name == "租赁住房提取")
    assert (line.filed, line.closed, line.granted, line.refused) == (6, 5, 2, 1)
    assert (line.not_accepted, line.ended_by_applicant) == (1, 1)
    # 0, 0 and 6 days; the last was due after three.
    assert (line.median_days, line.in_time) == (Decimal(0), Share(2, 3))
    assert line.satisfaction == Share(1, 2)
    assert figures.total.filed == 6 and figures.open_now == 1 and figures.late_now == 1
    march = office_figures(year.agency, date(2024, 4, 1), date(2024, 4, 30), year.on)
    assert march.total.filed == march.total.closed == 0
    assert march.total.satisfaction.printed == "—"


def test_the_eighteen_of_eighteen(year):
    assert online_shares(year.agency, year.on)[Audience.EMPLOYER] == Share(18, 18)
    one = ServiceItem.objects.filter(agency=year.agency, audience="EMPLOYER").first()
    one.online_from = date(2025, 1, 1)
    one.save()
    shares = online_shares(year.agency, year.on)
    assert shares[Audience.EMPLOYER].printed == "94.4%"
    assert shares[Audience.WORKER].denominator == 21


def test_the_workbook_holds_the_same_numbers(year):
    figures = office_figures(year.agency, date(2024, 1, 1), date(2024, 12, 31), year.on)
    book = openpyxl.load_workbook(io.BytesIO(render_service_figures_xlsx(figures, "本中心")))
    rows = list(book["网上办件"].iter_rows(values_only=True))
    line = next(row for row in rows if row[1] == "租赁住房提取")
    assert line[3:10] == (6, 5, 2, 1, 1, 1, 0)
    assert line[10:16] == (2, 3, "66.7%", 1, 2, "50.0%")
    assert len(rows) == 3 + 39 + 1


def test_the_report_counts_what_was_done_online_and_tells_each(year):
    # Online business alone makes no year of disclosure.
    column = ColumnFactory(agency=year.agency)
    ItemFactory(column=column, published_on=date(2024, 5, 1))
    compiled = compile_year(year.agency, 2024)
    assert compiled.live["services.handled"].number() == 3
    told = explain(year.agency, 2024, "services.worker_handled")
    assert told.count == 3 and {each.text for each in told.records()} == {"租赁住房提取"}
    assert "全年网上办结3件" in compiled.texts["platform"]


def test_the_websites_form_counts_it_by_whom_it_was_for(year):
    form = website.compile_form(year.agency, 2024)
    keys = ("handled_persons", "handled_organisations", "handled_total")
    assert [form.lines[key].value for key in keys] == [3, 0, 3]
    told = explain_value(form, "handled_persons")
    assert told.records(0, 1)[0].text == "租赁住房提取"
    before = website.compile_form(year.agency, 2023)
    assert before.lines["handled_total"].value is None


def test_what_is_left_as_counted_follows_the_records(year):
    clerk = OfficerFactory(agency=year.agency, clerk=True)
    when = {"officer": clerk, "on": date(2025, 1, 10), "at": year.at}
    report = begin_form(agency=year.agency, year=2024, **when)
    fill_in(report=report, values={"handled_persons": "3", "handled_organisations": "7"}, **when)
    form = website.compile_form(year.agency, 2024)
    assert form.lines["handled_persons"].entered is None
    assert form.lines["handled_organisations"].value == 7


@pytest.mark.parametrize(
    ("counted", "expected"),
    [({}, None), ({3: 1}, 3), ({1: 1, 2: 1}, Decimal("1.5")), ({0: 5, 9: 4}, 0), ({1: 2, 5: 2}, 3)],
)
def test_medians(counted, expected):
    assert median_of(counted) == expected
