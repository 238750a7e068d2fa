"""At the counter: the person is there, his document was looked at, and that is on record."""

import pytest

from fund_services import core_people as people
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.operations.certificates import certificates_of
from gongkai.fund_services.operations.certificates.counter import issue_at_counter
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.reading import note_search, read_facts
from gongkai.fund_services.operations.certificates.refusing import CertificateActRefused
from gongkai.fund_services.queries.certificates.log import LogSearch, issue_log
from gongkai.fund_services.queries.certificates.own import events_of
from gongkai.rules.certificates import CertificateKind, CertificateRefused


def issue(office, number, kind=CertificateKind.DEPOSIT, **values):
    told = {"is_identity_seen": True, **office.now(office.handler)} | values
    return issue_at_counter(number=number, kind=kind, **told)


def test_it_is_the_persons_own_when_he_signs_in_later(office):
    number = people.account_of(people.DEPOSITING).identity_number
    row = issue(office, f" {number.lower()} ")
    assert row.officer == office.handler and row.account is None
    (event,) = events_of(row)
    assert (event.way, event.note) == ("COUNTER", "柜台查验证件原件后出具")
    assert list(certificates_of(office.account())) == [row]
    told = {"certificate": row, **office.now(office.handler)}
    assert print_certificate(**told) == print_certificate(**told)
    with pytest.raises(NotAllowed):
        print_certificate(certificate=row, **office.now(office.clerk))


def test_an_employer_by_its_credit_code_and_who_stands_there(office):
    code = people.employer_told(people.SMALL_EMPLOYER).credit_code
    row = issue(office, code, CertificateKind.EMPLOYER_DEPOSIT, presenter="钱某")
    assert row.employer_no == people.SMALL_EMPLOYER
    with pytest.raises(CertificateActRefused, match="单位经办人：未填写"):
        issue(office, code, CertificateKind.EMPLOYER_DEPOSIT)
    with pytest.raises(CertificateActRefused, match="统一社会信用代码"):
        issue(office, code[:-1] + "Z", CertificateKind.EMPLOYER_DEPOSIT, presenter="钱某")


@pytest.mark.parametrize(
    ("number", "values", "error", "why"),
    [
        ("", {}, CertificateActRefused, "未填写"),
        ("110101199001011234", {}, CertificateActRefused, "校验|身份证"),
        (None, {"is_identity_seen": False}, CertificateActRefused, "核验身份：未勾选"),
        ("11010119900307803X", {}, CertificateRefused, "查不到您的住房公积金账户"),
    ],
)
def test_what_is_not_certain_is_refused(office, number, values, error, why):
    own = people.account_of(people.DEPOSITING).identity_number
    with pytest.raises(error, match=why):
        issue(office, own if number is None else number, **values)
    assert not Certificate.objects.exists()


def test_only_handlers_issue(office):
    number = people.account_of(people.DEPOSITING).identity_number
    for officer in (office.clerk, office.reviewer, office.head):
        with pytest.raises(NotAllowed, match="业务经办人"):
            issue(office, number, officer=officer)


def test_the_log_is_searched_and_each_search_and_reading_is_on_the_trail(office):
    number = people.account_of(people.DEPOSITING).identity_number
    row = issue(office, number)
    office.issue(office.account(people.SEALED))
    for wanted in (
        LogSearch(text=row.certificate_no.lower()), LogSearch(identity_number=number.lower()),
        LogSearch(text=people.DEPOSITING), LogSearch(kind="DEPOSIT", state="VALID",
        identity_number=number, first=office.on, last=office.on),
    ):  # fmt: skip
        assert list(issue_log(office.agency, wanted, office.on)) == [row], wanted
    for wanted in (LogSearch(state="REVOKED"), LogSearch(state="EXPIRED"), LogSearch(state="ASKED"),
                   LogSearch(kind="LOAN_SETTLEMENT"), LogSearch(text="%")):  # fmt: skip
        assert not issue_log(office.agency, wanted, office.on)
    wanted = LogSearch(identity_number=number)
    note_search(officer=office.reviewer, wanted=wanted, found=1, at=office.at)
    facts = read_facts(certificate=row, **office.now(office.reviewer))
    assert facts.facts[0].value == row.owner_name
    search, read = Entry.objects.filter(officer=office.reviewer).order_by("sequence")
    assert search.subject == "按证件号码" and number not in str(search.detail)
    assert (read.action, read.subject) == ("certificate.read", row.certificate_no)
