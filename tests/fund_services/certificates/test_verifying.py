"""Anybody verifies: by number and code, or by the file, of which no change goes unseen."""

import io
from datetime import timedelta

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.certificates.made import a_document, made_key, sealed
from factories import AgencyFactory
from fund_services import core_people as people
from gongkai.documents.certificates.pdf import certificate_pdf
from gongkai.fund_services.models import Certificate, CertificateEvent, SealKey
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.revoking import revoke_certificate
from gongkai.fund_services.operations.certificates.verifying import verify_code, verify_file
from gongkai.rules.certificates import CertificateKind


@pytest.fixture
def row(office):
    return office.issue(office.account())


@pytest.fixture
def pdf(office, row):
    return print_certificate(certificate=row, on=office.on, at=office.at)


def by_code(office, number, code, **values):
    told = {"agency": office.agency, "on": office.on, "at": office.at} | values
    return verify_code(number=number, code=code, **told)


def by_file(office, content, **values):
    told = {"agency": office.agency, "on": office.on, "at": office.at} | values
    return verify_file(content=content, **told)


def test_number_and_code_tell_what_is_needed_and_no_more(office, row):
    found = by_code(office, row.certificate_no, row.code)
    assert found.owner == row.owner_name[0] + "*" * (len(row.owner_name) - 1)
    assert (found.kind, found.state, found.issued_on) == ("缴存证明", "VALID", office.on)
    assert found.is_self_signed and not found.has_time_stamp
    told = str(found)
    account = people.account_of(people.DEPOSITING)
    for hidden in (
        row.owner_name,
        account.identity_number,
        account.account_no,
        str(account.balance),
    ):
        assert hidden not in told
    event = CertificateEvent.objects.get(kind="VERIFIED")
    assert (event.way, event.outcome, event.certificate) == ("CODE", "VALID", row)


def test_an_employer_is_shown_by_its_name(office):
    agent = office.agent()
    row = office.issue(agent.account, CertificateKind.EMPLOYER_DEPOSIT, agent=agent)
    assert by_code(office, row.certificate_no, row.code).owner == row.owner_name


@pytest.mark.parametrize("typed", [
    str.lower,
    lambda code: code.replace("-", ""),
    lambda code: f" {code[:3]} {code[3:]} ",
    lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code),
])  # fmt: skip
def test_a_code_counts_however_it_was_typed(office, row, typed):
    assert by_code(office, row.certificate_no.lower(), typed(row.code)) is not None


def test_wrong_or_strange_numbers_and_codes_tell_nothing(office, row):
    other = office.issue(office.account(people.SEALED))
    for number, code in (
        (row.certificate_no, other.code), (row.certificate_no, ""), ("", row.code), ("", ""),
        ("JC2024-999999", row.code), (row.certificate_no, row.code[:-1]), ("'; --", "x" * 5000),
        (row.certificate_no, row.code + "A"), ("\0", "\0"), (row.code, row.certificate_no),
        (row.certificate_no, "é" + row.code[1:]),
    ):  # fmt: skip
        assert by_code(office, number, code) is None, (number, code)
    elsewhere = AgencyFactory()
    assert by_code(office, row.certificate_no, row.code, agency=elsewhere) is None
    assert not CertificateEvent.objects.filter(kind="VERIFIED").exists()


def test_the_original_is_genuine_and_its_state_is_told(office, row, pdf):
    answer = by_file(office, pdf)
    assert (answer.outcome, answer.found.state) == ("GENUINE", "VALID")
    late = office.on + timedelta(days=31)
    assert by_file(office, pdf, on=late).found.state == "EXPIRED"
    assert by_code(office, row.certificate_no, row.code, on=late).state == "EXPIRED"
    revoke_certificate(certificate=row, version=0, reason="数据有误", **office.now(office.head))
    assert by_file(office, pdf).found.state == "REVOKED"
    assert by_file(office, pdf, on=late).found.state == "REVOKED"
    assert by_code(office, row.certificate_no, row.code).revoked_on == office.at
    assert by_file(office, pdf, agency=AgencyFactory()).outcome == "UNSIGNED"


def test_a_retired_key_still_proves_what_it_signed(office, pdf):
    SealKey.objects.update(retired_at=office.at, retired_by=office.head)
    assert by_file(office, pdf).outcome == "GENUINE"


def test_not_one_flipped_bit_passes(office, pdf):
    places = [*range(0, len(pdf), 251), *range(len(pdf) - 3000, len(pdf), 17)]
    outcomes = set()
    for place in places:
        changed = bytearray(pdf)
        changed[place] ^= 1 << (place % 8)
        answer = by_file(office, bytes(changed))
        assert answer.outcome != "GENUINE" and answer.found is None, place
        outcomes.add(answer.outcome)
    assert {"CHANGED", "NOT_AS_KEPT"} <= outcomes


def test_what_is_wrong_with_a_file_is_told(office, row, pdf):
    begin = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    added = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = added.root["/Pages"]["/Kids"][0]
    added.update_container(page)
    output = io.BytesIO()
    added.write(output)
    text_changed = pdf.replace(b"JC2024-000001", b"JC2024-000009", 1)
    told = {
        "ADDED_TO": [output.getvalue(), pdf + b"\n"],
        "CHANGED": [text_changed, pdf[:300] + b" " + pdf[301:],
                    pdf[:begin] + b"00" + pdf[begin + 2 :]],
        # Letters of hexadecimal numbers may be large or small: signature whole, file another.
        "NOT_AS_KEPT": [pdf[:begin] + pdf[begin : begin + 4000].swapcase() + pdf[begin + 4000 :]],
        "UNSIGNED": [certificate_pdf(a_document(number=row.certificate_no)),
                     pdf[: pdf.index(b"/ByteRange")]],
        "NOT_OURS": [certificate_pdf(a_document(number="X")), b"%PDF-1.7\n"],
        "UNREADABLE": [b"", b"PK\x03\x04", b"\x89PNG\r\n", b"x" + pdf],
    }  # fmt: skip
    for outcome, files in told.items():
        for place, content in enumerate(files):
            answer = by_file(office, content)
            assert (answer.outcome, answer.found) == (outcome, None), (outcome, place)
    assert not CertificateEvent.objects.filter(kind="VERIFIED").exists()


def test_a_strangers_signature_over_our_number_is_not_ours(office, row):
    forged = sealed(a_document(number=row.certificate_no, code=row.code), key=made_key("别的机关"))
    answer = by_file(office, forged)
    assert answer.outcome == "UNSIGNED" and answer.found is None


def test_what_our_key_signed_but_nobody_issued_is_not_on_record(office, row):
    signed = sealed(a_document(number="JC2024-000077"))
    assert by_file(office, signed).outcome == "NOT_AS_KEPT"
    assert Certificate.objects.count() == 1
