"""The provident fund's calculators for machines: the same answers, problems by parameter."""

from decimal import Decimal

import pytest

from factories import AgencyFactory

pytestmark = pytest.mark.django_db
FUND = "/api/v1/fund/"
LOAN = f"{FUND}loan/?fund=1000000&years=30&issued_on=2025-06-01"


@pytest.fixture(autouse=True)
def centre(db):
    return AgencyFactory(code="gjj", is_default=True)


def test_a_loan_with_every_instalment_as_text(client):
    found = client.get(LOAN).json()
    assert (found["rate"], found["first_payment"], found["last_payment"]) == (
        "2.60", "4003.40", "4003.40",
    )  # fmt: skip
    assert (found["total_interest"], found["total_paid"]) == ("441222.96", "1441222.96")
    assert len(found["payments"]) == 360 and found["saved"] is None
    first = found["payments"][0]
    assert first == {
        "number": 1, "due_on": "2025-07-01", "annual": "2.60", "payment": "4003.40",
        "principal": "1836.73", "interest": "2166.67", "prepaid": "0.00", "balance": "998163.27",
    }  # fmt: skip
    assert sum(Decimal(row["principal"]) for row in found["payments"]) == 1_000_000
    assert found["used"][0]["since"] == "2025-05-08" and found["used"][0]["is_settled"] is True
    assert "审批结果为准" in found["decided_by"] and found["notes"]


def test_changes_and_early_repayment(client):
    address = f"{FUND}loan/?fund=100万&years=30&issued_on=2024-06-20&prepay_way=settle"
    found = client.get(f"{address}&prepay_after=24").json()
    assert len(found["payments"]) == 24 and found["saved"]["months"] == 336
    assert {row["annual"] for row in found["payments"]} == {"2.85", "2.60"}


def test_quota_deposit_withdrawal_and_interest(client):
    quota = client.get(
        f"{FUND}quota/?balance=60000&months_paid=36&income=12000&price=500000&issued_on=2025-06-01"
    ).json()
    assert (quota["amount"], quota["limit"], quota["years"]) == ("400000.00", "房价和首付", 30)
    assert [step["limits"] for step in quota["steps"]] == [False, False, False, True]
    deposit = client.get(f"{FUND}deposit/?wage=23347").json()
    assert (deposit["total"], deposit["employer"]) == ("5604.00", "2802.00")
    taken = client.get(f"{FUND}withdrawal/?kind=purchase&balance=60000&spent=50000").json()
    assert (taken["amount"], taken["left"], taken["closes"]) == ("50000.00", "10000.00", False)
    interest = client.get(f"{FUND}interest/?balance=60000&since=2024-07-01").json()
    assert interest["settled"] == "912.50" and interest["until"] == "2025-06-30"
    for found in (quota, deposit, taken, interest):
        assert found["used"] and "审批结果为准" in found["decided_by"]
        assert any(not each["is_settled"] for each in found["used"])


def test_problems_are_told_by_parameter(client):
    response = client.get(f"{FUND}loan/?fund=50&years=20&issued_on=2014-01-01")
    assert response.status_code == 400
    found = response.json()
    assert [problem["field"] for problem in found["problems"]] == ["fund"]
    assert "如果是50万元" in found["problems"][0]["message"] == found["detail"]
    early = client.get(f"{FUND}loan/?fund=50万&years=20&issued_on=2014-01-01").json()
    assert early["problems"][0]["field"] == "issued_on" and "2015-05-11" in early["detail"]
    for name in ("loan", "quota", "deposit", "withdrawal", "interest"):
        answer = client.get(f"{FUND}{name}/")
        assert answer.status_code == 400 and answer.json()["problems"]


def test_only_a_fund_centre_has_them(client):
    AgencyFactory(code="ny", kind="DEPARTMENT")
    for code in ("ny", "nobody", "%00", "x" * 500):
        response = client.get(f"{LOAN}&agency={code}")
        assert response.status_code == 404 and set(response.json()) == {"detail"}
    assert client.get(f"{LOAN}&agency=gjj").status_code == 200
    assert client.post(LOAN).status_code == 405


def test_the_description_names_every_parameter(client):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]
    described = {name for name in paths if name.startswith(FUND)}
    assert described == {
        f"{FUND}{name}/" for name in ("loan", "quota", "deposit", "withdrawal", "interest")
    }
    parameters = {each["name"]: each for each in paths[f"{FUND}loan/"]["get"]["parameters"]}
    assert {"agency", "fund", "commercial_rate", "prepay_way"} <= set(parameters)
    assert parameters["method"]["schema"]["enum"] == ["annuity", "linear"]
    assert "等额本息" in parameters["method"]["description"]
