"""Issuing: facts of the moment, numbers without gaps, the same file each time; all or nothing."""

import io
from datetime import timedelta
from decimal import Decimal

import pdfplumber
import pytest

from fund_services import core_people as people
from fund_services.certificates.issuing_office import NO_KEY, change_account
from fund_services.core.core_server import KEY, CoreServer
from gongkai.audit.models import Entry
from gongkai.fund_services.core import choosing
from gongkai.fund_services.core.facts import AccountState
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import (
    Certificate,
    CertificateEvent,
    CertificateSeries,
)
from gongkai.fund_services.operations.accounts.refusing import AgentRefused
from gongkai.fund_services.operations.certificates import certificates_of
from gongkai.fund_services.operations.certificates.configuring import set_certificate
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateChanged,
    CertificateUnavailable,
)
from gongkai.fund_services.queries.certificates.own import (
    certificate_for,
    certificate_of,
    certificates_for,
    events_of,
    sealed_facts,
)
from gongkai.fund_services.queries.certificates.settings import issuing_setting
from gongkai.rules.certificates import CertificateKind, CertificateRefused

KIND = CertificateKind


def text_of(office, row, **values):
    told = {"on": office.on, "at": office.at} | values
    with pdfplumber.open(io.BytesIO(print_certificate(certificate=row, **told))) as pdf:
        return "".join(pdf.pages[0].extract_text().split())


def test_a_deposit_certificate_says_what_the_system_says_now(office):
    account = office.account()
    told = people.account_of(people.DEPOSITING)
    row = office.issue(account)
    assert row.certificate_no == "JC2024-000001" and row.core_at == office.at
    assert row.valid_until == office.on + timedelta(days=30) and not row.has_time_stamp
    text = text_of(office, row)
    for wanted in (
        told.name, told.account_no, told.employer_name, f"{told.balance:,.2f}元",
        f"{told.base:,.2f}元", f"{told.continuous_months}个月", told.state.label, row.code,
        row.certificate_no, "/yanzheng/", "有效期至2024年2月9日", "2024年1月10日10时30分",
    ):  # fmt: skip
        assert "".join(str(wanted).split()) in text, wanted
    assert told.identity_number not in text and told.identity_number[-4:] in text
    change_account(people.DEPOSITING, state=AccountState.SEALED)
    assert sealed_facts(office.issue(account)).facts[6].value == "封存"
    assert sealed_facts(row).facts[6].value == "正常缴存"


def test_settlement_and_cross_city_say_what_the_other_side_needs(office):
    account = office.account(people.SETTLED)
    told = people.account_of(people.SETTLED)
    loan = next(each for each in choosing.fund_core().loans(people.SETTLED))
    settled = office.issue(account, KIND.LOAN_SETTLEMENT, contract_no=loan.contract_no)
    text = text_of(office, settled)
    for wanted in (loan.contract_no, f"{loan.principal:,.2f}元", "0.00元", loan.settled_how,
                   told.identity_number, "长期有效"):  # fmt: skip
        assert "".join(wanted.split()) in text, wanted
    assert settled.certificate_no == "JQ2024-000001" and settled.valid_until is None
    use = office.issue(account, KIND.CROSS_CITY_LOAN, addressed_to="别的市住房公积金管理中心")
    text = text_of(office, use)
    for wanted in ("别的市住房公积金管理中心：", "1次", "回执", f"原证明编号：{use.certificate_no}",
                   office.agency.phone):  # fmt: skip
        assert wanted in text, wanted


def test_an_employers_certificate_is_its_agents_business(office):
    agent = office.agent()
    row = office.issue(agent.account, KIND.EMPLOYER_DEPOSIT, agent=agent)
    told = people.employer_told(people.SMALL_EMPLOYER)
    text = text_of(office, row)
    assert told.credit_code in text and "12人" in text and told.name in text
    assert row.employer_no == people.SMALL_EMPLOYER and not certificates_of(agent.account)
    assert list(certificates_for(agent)) == [row] and certificate_for(agent, row.pk) == row
    stranger = office.account()
    with pytest.raises(CertificateRefused, match="由单位经办人出具"):
        office.issue(stranger, KIND.EMPLOYER_DEPOSIT)
    with pytest.raises(CertificateRefused, match="由单位经办人出具"):
        office.issue(stranger, KIND.EMPLOYER_DEPOSIT, agent=agent)
    agent.is_manager, agent.items = False, ["MONTHLY_DEPOSIT"]
    agent.save()
    with pytest.raises(AgentRefused, match="权限"):
        office.issue(agent.account, KIND.EMPLOYER_DEPOSIT, agent=agent)
    assert not certificates_for(agent) and certificate_for(agent, row.pk) is None


@pytest.mark.parametrize(
    ("who", "kind", "values", "why"),
    [
        (people.TWO_LOANS, KIND.CROSS_CITY_LOAN, {"addressed_to": "别的中心"}, "建金〔2016〕230号"),
        (people.BORROWER, KIND.CROSS_CITY_LOAN, {"addressed_to": "别的中心"}, "还没有结清"),
        (people.DEPOSITING, KIND.CROSS_CITY_LOAN, {}, "贷款地中心未填写"),
        (people.DEPOSITING, KIND.CROSS_CITY_LOAN, {"addressed_to": "长" * 41}, "超过40个字"),
        (people.CLOSED, KIND.CROSS_CITY_LOAN, {"addressed_to": "别的中心"}, "已销户|还没有缴存"),
        (people.BORROWER, KIND.LOAN_SETTLEMENT, {"contract_no": "没有的"}, "没有查到"),
        (people.BORROWER, KIND.LOAN_SETTLEMENT, {}, "没有查到"),
    ],
)
def test_who_may_not_is_told_why_and_no_number_is_used(office, settings, who, kind, values, why):
    with pytest.raises(CertificateRefused, match=why):
        office.issue(office.account(who), kind, **values)
    assert not Certificate.objects.exists() and not CertificateSeries.objects.exists()
    assert not (settings.GONGKAI_FILES / "certificates").exists()


def test_another_persons_loan_is_not_found(office):
    contract = choosing.fund_core().loans(people.SETTLED)[0].contract_no
    with pytest.raises(CertificateRefused, match="没有查到您名下"):
        office.issue(office.account(), KIND.LOAN_SETTLEMENT, contract_no=contract)


def test_a_loan_with_a_balance_has_no_settlement_certificate(office):
    contract = choosing.fund_core().loans(people.BORROWER)[0].contract_no
    with pytest.raises(CertificateRefused, match="尚有未还清的本息"):
        office.issue(office.account(people.BORROWER), KIND.LOAN_SETTLEMENT, contract_no=contract)


def test_numbers_have_no_gaps_and_begin_anew_each_year(office):
    account, two = office.account(), office.account(people.TWO_LOANS)
    numbers = [office.issue(account).certificate_no]
    with pytest.raises(CertificateRefused):
        office.issue(two, KIND.CROSS_CITY_LOAN, addressed_to="别的中心")
    numbers.append(office.issue(two).certificate_no)
    later = {"on": office.on.replace(year=2025), "at": office.at.replace(year=2025)}
    people.fill_core(later["on"])
    numbers.append(office.issue(account, **later).certificate_no)
    assert numbers == ["JC2024-000001", "JC2024-000002", "JC2025-000001"]


def test_a_form_sent_twice_is_one_certificate_of_who_sent_it(office):
    account, other = office.account(), office.account(people.SEALED)
    first = office.issue(account, token="一次")
    assert office.issue(account, token="一次") == first
    others = office.issue(other, token="一次")
    assert others != first and Certificate.objects.count() == 2
    assert CertificateSeries.objects.get().last == 2


def test_a_reprint_is_the_same_file_and_ends_with_validity(office):
    account = office.account()
    row = office.issue(account)
    first = print_certificate(certificate=row, account=account, on=office.on, at=office.at)
    later = office.at + timedelta(days=29)
    change_account(people.DEPOSITING, balance=Decimal(1))
    again = print_certificate(certificate=row, account=account, on=later.date(), at=later)
    assert first == again and len(first) == row.size
    with pytest.raises(CertificateActRefused, match="已过有效期.*重新出具"):
        print_certificate(certificate=row, on=row.valid_until + timedelta(days=1), at=later)
    assert [each.kind for each in events_of(row)] == ["ISSUED", "PRINTED", "PRINTED"]


def test_a_file_that_was_altered_in_the_store_is_not_handed_out(office, settings):
    row = office.issue(office.account())
    path = settings.GONGKAI_FILES / "certificates" / row.stored_name
    kept = path.read_bytes()
    assert b"%PDF" not in kept and row.owner_name.encode() not in kept
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(CertificateUnavailable, match="缺失或者损坏"):
        print_certificate(certificate=row, on=office.on, at=office.at)
    path.unlink()
    with pytest.raises(CertificateUnavailable, match="缺失或者损坏"):
        print_certificate(certificate=row, on=office.on, at=office.at)


@pytest.mark.parametrize("fault", ["hangs", "error", "cut", "html", "slow"])
def test_nothing_is_issued_while_the_business_system_is_away(office, settings, fault):
    account, embedded = office.account(), settings.GONGKAI_CORE
    server = CoreServer(office.at)
    server.always = fault
    settings.GONGKAI_CORE = {"base": server.base, "key": KEY.number, "secret": KEY.secret}
    settings.GONGKAI_CORE_SECONDS = 0.3
    try:
        with pytest.raises(CoreAway):
            office.issue(account)
    finally:
        server.close()
        settings.GONGKAI_CORE = embedded
    assert not Certificate.objects.exists() and not CertificateSeries.objects.exists()
    assert office.issue(account).certificate_no == "JC2024-000001"


def test_who_never_paid_has_nothing_to_certify(office):
    change_account(people.DEPOSITING, paid_through=None, continuous_months=0)
    with pytest.raises(CertificateRefused, match="还没有缴存记录"):
        office.issue(office.account())


def test_nothing_is_issued_without_a_key(office, settings):
    settings.GONGKAI_SEAL = NO_KEY
    with pytest.raises(CertificateUnavailable, match="还没有配置电子签章的密钥"):
        office.issue(office.account())
    assert not CertificateSeries.objects.exists()


def test_the_trail_tells_of_it_without_names_and_numbers(office):
    account = office.account()
    row = office.issue(account)
    entry = Entry.objects.get(action="certificate.issue")
    assert entry.subject == row.certificate_no and entry.detail == {
        "kind": "DEPOSIT",
        "way": "ONLINE",
    }
    stored = Certificate.objects.filter(pk=row.pk).values().get()
    event = CertificateEvent.objects.get()
    assert (event.kind, event.way, event.account) == ("ISSUED", "ONLINE", account)
    assert stored["code_digest"] != row.code and len(stored["once"]) == 64


def test_only_ones_own_are_found(office):
    mine, others = office.account(), office.account(people.SEALED)
    row = office.issue(mine)
    assert list(certificates_of(mine)) == [row] and certificate_of(mine, row.pk) == row
    assert not certificates_of(others) and certificate_of(others, row.pk) is None
    assert certificate_of(mine, row.pk + 1) is None
    mine.deleted_at, mine.identity_digest = office.at, ""
    assert not certificates_of(mine)
    with pytest.raises(CertificateRefused, match="已注销"):
        office.issue(mine)


def test_validity_is_set_by_the_centre_and_shown_as_a_default_until_then(office):
    setting = issuing_setting(office.agency, KIND.DEPOSIT)
    assert setting.is_default and setting.days == 30 and setting.confirmed_on is None
    told = {"agency": office.agency, "kind": KIND.DEPOSIT, "contact_name": " 王某 ",
            "is_confirmed": True, **office.now(office.head)}  # fmt: skip
    set_certificate(days=7, version=0, **told)
    setting = issuing_setting(office.agency, KIND.DEPOSIT)
    assert (setting.days, setting.contact_name, setting.confirmed_on, setting.is_default) == (
        7, "王某", office.on, False,
    )  # fmt: skip
    assert office.issue(office.account()).valid_until == office.on + timedelta(days=7)
    with pytest.raises(CertificateChanged):
        set_certificate(days=8, version=0, **told)
    with pytest.raises(CertificateActRefused, match="0至3650"):
        set_certificate(days=3651, version=1, **told)
