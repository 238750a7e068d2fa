"""A city office with a collection, and files that its organs might send in."""

import json

from annual_reports.year import YEAR
from factories import AgencyFactory, OfficerFactory
from gongkai.annual_reports.models import ReceivedReport
from gongkai.annual_reports.operations.collecting import list_organs, open_collection
from gongkai.annual_reports.operations.examining import read_received
from gongkai.annual_reports.operations.receiving import receive_report
from gongkai.annual_reports.queries.collections import usual_due_day
from rules.reports.right_reports import right_report, year_before

FINANCE, WATER, NONE_SENT = "丙市财政局", "丙市水务局", "丙市统计局"
# A total that its parts do not make: three identities break, none may be let pass.
WRONG_TOTAL = {"requests.total.business": 50}
# More repealed than last year's stock allows: a warning that may be let pass.
ODD_STOCK = {"proactive.normative_documents.in_force": 0}


def city_officer(name="周主管", agency=None):
    """Return an officer of a city's disclosure office."""
    agency = agency or AgencyFactory(
        name="丙市人民政府办公室", short_name="丙市政府办", kind="CITY_GOVERNMENT"
    )
    return OfficerFactory(agency=agency, name=name, role="CITY_OFFICE")


def collection_of(officer, on, at, year=YEAR, organs=(FINANCE, WATER, NONE_SENT)):
    """Return an open collection with its organs."""
    due_on = usual_due_day(officer.agency, year, on)
    collection = open_collection(officer=officer, year=year, due_on=due_on, on=on, at=at)
    list_organs(collection=collection, lines=organs, officer=officer, on=on, at=at)
    return collection


def sent_report(organ=FINANCE, year=YEAR, values=(), **narrative):
    """Return a report as an organ might send it, right in every respect but for `values`."""
    base = right_report() if year == YEAR else year_before()
    told = base.with_values(dict(values)).with_narrative(**narrative).to_json()
    return told | {"organ": organ, "year": year}


def as_file(told):
    """Return a report JSON as the pieces of a file."""
    return [json.dumps(told, ensure_ascii=False).encode()]


def receive(collection, officer, on, at, told=None, name="报告.json", content=None, **more):
    """Take a file in, without reading it."""
    content = as_file(sent_report() if told is None else told) if content is None else content
    return receive_report(
        collection=collection, officer=officer, name=name, content=content, on=on, at=at, **more
    ).report


def received(collection, officer, on, at, told=None, **more):
    """Take a file in and read it."""
    report = receive(collection, officer, on, at, told, **more)
    read_received(report=report, at=at)
    return ReceivedReport.objects.get(pk=report.pk)
