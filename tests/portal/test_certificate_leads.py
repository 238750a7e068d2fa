"""Whoever had business done that ends in a certificate is led to it at once."""

import re

import pytest
from django.utils import timezone

from factories import AgencyFactory
from fund_services import core_people as people
from fund_services.centre import an_employers_agent, file_rent, make_centre
from fund_services.certificates.issuing_office import Office, file_seal, fresh_key
from fund_services.filing.test_every_item import filed
from fund_services.handling.test_a_day import handled
from fund_services.signing_in import an_account, sign_in
from gongkai.fund_services.models import Application, Certificate
from gongkai.fund_services.operations.applications.delivering import DeliveryWay, deliver_result
from gongkai.rules.service_items import listed_item
from portal.filing_steps import WHEN_ASKED
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = file_seal(fresh_key())
    settings.TASKS = WHEN_ASKED
    told = make_centre(AgencyFactory(is_default=True))
    told.on, told.at = timezone.localdate(), timezone.now()
    return told


def lead_in(page):
    found = re.search(r'aria-labelledby="certificate">.*?href="([^"]+)"', page, re.S)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("item", "slug"),
    [
        ("deposit-certificate", "jiaocun"),
        ("loan-settlement-certificate", "jieqing"),
        ("cross-city-loan-certificate", "yidi"),
    ],
)
def test_an_item_that_is_a_certificate_begins_where_that_one_is_issued(client, centre, item, slug):
    worker = sign_in(client, centre.account)
    assert worker.get(f"/banli/{item}/").url == f"/zhengming/kaiju/{slug}/"


def test_who_has_repaid_his_loan_is_led_to_its_certificate_and_then_to_the_one_delivered(
    client, centre
):
    centre.account = an_account(centre.agency, people.person(people.BORROWER), at=centre.at)
    row = filed(centre, listed_item("WHOLE_EARLY_REPAYMENT"), centre.account, None)
    worker = sign_in(client, centre.account)
    assert lead_in(text(worker.get(f"/jindu/{row.receipt_no}/"))) == ""
    row = handled(centre, row)
    assert row.state == "GRANTED"
    page = text(worker.get(f"/jindu/{row.receipt_no}/"))
    assert lead_in(page) == "/zhengming/kaiju/jieqing/" and "可以在线出具贷款结清证明" in page

    office = Office(centre.agency, centre.on, centre.at)
    office.register()
    worker.post(lead_in(page), certificate_form(text(worker.get(lead_in(page)))))
    certificate = Certificate.objects.get()
    deliver_result(
        application=row, version=None, way=DeliveryWay.ONLINE,
        certificate_no=certificate.certificate_no, **centre.now(centre.handler),
    )  # fmt: skip
    page = text(worker.get(f"/jindu/{row.receipt_no}/"))
    assert lead_in(page) == f"/zhengming/{certificate.pk}/" and certificate.certificate_no in page


def certificate_form(page):
    names = dict(re.findall(r'name="(token|contract_no)"[^>]*? value="([^"]+)"', page))
    assert len(names) == 2
    return names


def test_nobody_is_led_to_another_persons_certificate_or_from_business_that_ends_in_none(
    client, centre
):
    row = handled(centre, file_rent(centre))
    worker = sign_in(client, centre.account)
    assert lead_in(text(worker.get(f"/jindu/{row.receipt_no}/"))) == ""
    office = Office(centre.agency, centre.on, centre.at)
    office.register()
    other = office.issue(office.account(people.BORROWER))
    deliver_result(
        application=row, version=None, way=DeliveryWay.ONLINE,
        certificate_no=other.certificate_no, **centre.now(centre.handler),
    )  # fmt: skip
    assert lead_in(text(worker.get(f"/jindu/{row.receipt_no}/"))) == ""
    assert Application.objects.get(pk=row.pk).delivered_on is not None


def test_an_agent_says_first_that_he_wants_a_certificate_of_his_own(client, centre):
    told = an_employers_agent(centre)
    agent = sign_in(client, told.account, told.agent)
    asked = agent.get("/banli/deposit-certificate/")
    assert asked.url == "/zhanghu/shenfen/?next=%2Fzhengming%2Fkaiju%2Fjiaocun%2F"
    assert agent.get(asked.url).status_code == 200


def test_an_employers_item_points_to_the_certificate_that_is_issued_at_once(client, centre):
    told = an_employers_agent(centre)
    page = text(
        sign_in(client, told.account, told.agent).get("/banli/employer-deposit-certificate/")
    )
    assert "不用提交申请" in page and 'href="/zhengming/kaiju/danwei/"' in page
    row = handled(
        centre, filed(centre, listed_item("EMPLOYER_DEPOSIT_CERTIFICATE"), told.account, told.agent)
    )
    page = text(client.get(f"/jindu/{row.receipt_no}/"))
    assert lead_in(page) == "/zhengming/kaiju/danwei/"


def test_business_of_ones_own_says_so_while_one_acts_for_an_employer(client, centre):
    told = an_employers_agent(centre)
    agent = sign_in(client, told.account, told.agent)
    assert "以您本人的名义办理" in text(agent.get("/banli/rent-withdrawal/"))
    assert "以您本人的名义办理" not in text(agent.get("/banli/base-adjustment/"))
    own = sign_in(type(client)(), told.account)
    assert "以您本人的名义办理" not in text(own.get("/banli/rent-withdrawal/"))
