"""Every item that has a form is filed with it: the eighteen of employers and those of workers."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fund_services import core_people as people
from fund_services.centre import AT, an_employers_agent, sealed
from fund_services.signing_in import an_account, made_up_identity
from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.applications.filing import file_application
from gongkai.fund_services.queries.applications.facts import known_facts, workers_told
from gongkai.fund_services.queries.applications.forms import (
    definition_of,
    form_in_force,
    item_with_code,
)
from gongkai.rules.service_forms import FieldKind, WorkersOfBatch, row_problems
from gongkai.rules.service_items import Audience, listed_items

pytestmark = pytest.mark.django_db
CARD = "6222020000000000000"
ELSEWHERE = {"certificates", "account"}


def value_of(field, on):
    """Return something that may stand in a field or a column."""
    if field.kind is FieldKind.CHOICE:
        return field.choices[0][0]
    if field.kind is FieldKind.NUMBER:
        return str(field.least or 1)
    day = on + timedelta(days=1) if getattr(field, "earliest", "") == "TODAY" else on
    return {
        FieldKind.MONEY: "1000.00",
        FieldKind.DATE: day.isoformat(),
        FieldKind.MONTH: f"{on:%Y-%m}",
        FieldKind.YES_NO: "NO",
        FieldKind.IDENTITY: made_up_identity(7),
        FieldKind.CREDIT_CODE: people.employer_told(people.SMALL_EMPLOYER).credit_code,
        FieldKind.PHONE: "13800001234",
        FieldKind.BANK_CARD: CARD,
        FieldKind.ADDRESS: "某某市某某路8号",
    }.get(field.kind, "某某")


def rows_for(batch, on):
    """Return rows of workers whom a batch may name, as its template would begin them."""
    workers = list(workers_told(people.SMALL_EMPLOYER).values())
    if batch.workers is WorkersOfBatch.NEW:
        workers = [{}]
    elif batch.workers is not WorkersOfBatch.ANY:
        workers = [each for each in workers if each["state"] == batch.workers.value]
    return [
        {
            column.name: worker.get(column.prefill, "") or value_of(column, on)
            for column in batch.columns
        }
        for worker in workers[:3]
    ]


def filled(definition, facts, rows, on):
    """Return values for all fields that fit each other and the batch."""
    values = {field.name: value_of(field, on) for field in definition.fields} | facts
    if rows:
        values["count"] = str(len(rows))
    for rule in definition.rules:
        if rule.column:
            values[rule.field] = str(sum(Decimal(row[rule.column]) for row in rows))
    return values


def filed(centre, item, account, agent):
    """File an item with its form; return the application."""
    row = item_with_code(centre.agency, item.code, centre.on)
    form = form_in_force(row, centre.on)
    definition = definition_of(form)
    rows = rows_for(definition.batch, centre.on) if definition.batch else []
    if definition.batch:
        workers = workers_told(people.SMALL_EMPLOYER)
        numbered = list(enumerate(rows, start=2))
        found = list(row_problems(definition.batch, numbered, workers=workers, on=centre.on))
        assert found == [], (item.code, found)
    facts = known_facts(definition, account, agent if definition.needs_agent else None)
    return file_application(
        account=account,
        agent=agent,
        form=form,
        values=filled(definition, facts.of(definition), rows, centre.on),
        files=[sealed(material.name) for material in definition.materials],
        rows=rows,
        token=item.code,
        on=centre.on,
        at=centre.at,
    ).application


def test_all_eighteen_items_of_employers_are_filed_online(centre):
    told = an_employers_agent(centre)
    numbers = {filed(centre, item, told.account, told.agent).receipt_no
               for item in listed_items(Audience.EMPLOYER)}  # fmt: skip
    assert len(numbers) == 18
    named = Application.objects.exclude(item__code="EMPLOYER_REGISTRATION")
    assert set(named.values_list("employer_no", flat=True)) == {people.SMALL_EMPLOYER}
    registration = Application.objects.get(item__code="EMPLOYER_REGISTRATION")
    assert (registration.employer_no, registration.agent) == ("", None)


def test_all_items_of_workers_are_filed_online_or_done_elsewhere_on_the_site(centre):
    borrower = an_account(centre.agency, people.person(people.BORROWER), at=AT)
    elsewhere = []
    for item in listed_items(Audience.WORKER):
        row = item_with_code(centre.agency, item.code, centre.on)
        if definition_of(form_in_force(row, centre.on)).leads_to in ELSEWHERE:
            elsewhere.append(item.code)
        else:
            filed(centre, item, borrower, None)
    assert sorted(elsewhere) == [
        "ACCOUNT_ENQUIRY", "CROSS_CITY_LOAN_CERTIFICATE", "DEPOSIT_CERTIFICATE",
        "LOAN_SETTLEMENT_CERTIFICATE",
    ]  # fmt: skip
    assert Application.objects.count() == 17
