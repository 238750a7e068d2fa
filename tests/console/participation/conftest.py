"""An office that asks the public, and what its people see at the console."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from console.conftest import desk
from factories import OfficerFactory
from gongkai.participation.operations.faults import FaultContent, report_fault
from gongkai.participation.operations.rating import rate_page
from participation import asked


@pytest.fixture
def asking(db):
    """Return an organ that asks, its people, one of another organ, and one without a role."""
    where = asked.place(name="丙市住房公积金管理中心")
    return SimpleNamespace(
        where=where,
        **where._asdict(),
        bystander=OfficerFactory(agency=where.agency, name="吴无职"),
        outsider=OfficerFactory(name="赵外人", head=True),
    )


def at(name, *args):
    """Return an address of the console."""
    return reverse(f"console:{name}", args=args)


def shown(officer, name, *args, query="", status=200):
    """Return what an officer sees at an address."""
    response = desk(officer).get(at(name, *args) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def sent(officer, name, *args, **data):
    """Return the answer to what an officer sends."""
    return desk(officer).post(at(name, *args), data)


@pytest.fixture
def screens(asking):
    """Return the addresses of all screens, something on each of them."""
    where = asking.where
    row = asked.open_consultation(where)
    opinion = asked.opinion_on(row, name="王小明", may_be_shown=True)
    survey = asked.open_survey(where)
    asked.answered(survey, "a")
    interview = asked.open_interview(where)
    asked.record_of(where, interview)
    content = FaultContent(kind="LINK", text="打不开", contact="13800138000")
    fault = report_fault(agency=where.agency, content=content, token="", on=asked.ON, at=asked.AT)
    rate_page(
        agency=where.agency, path="/hudong/", column=None, verdict="DISSATISFIED",
        address="10.0.0.1", on=asked.ON, at=asked.AT,
    )  # fmt: skip
    lists = ("participation", "consultations", "surveys", "interviews", "faults")
    return [
        *map(at, lists),
        at("page-ratings") + "?since=2024-01-01&until=2024-02-01",
        at("consultation", row.pk),
        at("public-opinion", row.pk, opinion.pk),
        at("enter-opinion", row.pk),
        at("consultation-result", row.pk),
        at("new-consultation"),
        at("new-survey"),
        at("survey", survey.pk),
        at("interview", interview.pk),
        at("interview-record", interview.pk),
        at("fault", fault.pk),
        at("enter-fault"),
    ]
