"""PAdES signatures as the library that did not make our page judges them, and their keys."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from documents.certificates.made import (
    AT,
    ORGAN,
    PASSWORD,
    key_file,
    made_key,
    one_sealed,
    sealed,
)
from documents.certificates.stamp_server import StampMachine
from gongkai.documents.certificates.examining import examine
from gongkai.documents.certificates.keys import (
    SealKeyUnusable,
    key_facts,
    key_in_file,
    require_in_force,
)
from gongkai.documents.certificates.timestamping import StampServer


def judged(pdf, key=None, moment=AT, roots=()):
    own = (key or made_key()).certificate.public_bytes(Encoding.DER)
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(own), *roots], moment=moment, allow_fetching=False
    )
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(validate_pdf_signature, signature, context, context).result()


def test_another_library_finds_the_signature_whole_and_nothing_added():
    status = judged(one_sealed())
    assert status.intact and status.valid and status.trusted and status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level == ModificationLevel.NONE and status.docmdp_ok
    (signature,) = PdfFileReader(io.BytesIO(one_sealed())).embedded_signatures
    told = signature.sig_object
    assert told["/SubFilter"] == "/ETSI.CAdES.detached" and told["/Name"] == ORGAN
    assert told["/M"].startswith("D:20240110") and "住房公积金缴存证明" in told["/Reason"]
    # B-B: the signer's certificate is bound, and no time is claimed among what is signed.
    kinds = {each["type"].native for each in signature.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in kinds and "signing_time" not in kinds
    assert "signature_time_stamp_token" not in {
        each["type"].native for each in signature.signer_info["unsigned_attrs"]
    }


def test_a_stranger_key_is_not_trusted_and_a_change_is_found():
    assert not judged(one_sealed(), key=made_key("别的机关")).trusted
    altered = bytearray(one_sealed())
    altered[200] ^= 1
    assert not judged(bytes(altered)).intact


def test_what_is_added_later_is_found_even_where_a_reader_would_show_it():
    writer = IncrementalPdfFileWriter(io.BytesIO(one_sealed()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = type(page["/StructParents"])(90)
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    status = judged(output.getvalue())
    assert status.intact and not status.bottom_line
    (found,) = examine(output.getvalue(), ["JC"]).signatures
    assert found.is_intact and not found.covers_all


def test_our_own_look_at_it_agrees():
    found = examine(one_sealed(), ["JC", "JQ"])
    (signature,) = found.signatures
    fingerprint = key_facts(made_key().certificate).fingerprint
    assert signature == (fingerprint, True, True, False)
    assert found.is_pdf and found.numbers == ("JC2024-000012",)


def test_a_time_stamp_makes_it_b_t():
    machine = StampMachine()
    try:
        pdf = sealed(stamps=StampServer(machine.address, authorization="Basic Z2o6cHc="))
        assert machine.asked[-1]["Authorization"] == "Basic Z2o6cHc="
    finally:
        machine.close()
    status = judged(pdf, roots=[machine.root])
    assert status.bottom_line and status.timestamp_validity.intact
    assert status.timestamp_validity.timestamp == machine.moment
    (found,) = examine(pdf, ["JC"]).signatures
    assert found.has_stamp and found.is_intact and found.covers_all


@pytest.mark.parametrize(
    "fault", ["garbage", "refused", "error", "other", "slow", "huge", "kind", "cut", "gone"]
)
def test_a_server_of_time_stamps_that_misbehaves_stops_the_signature(fault):
    machine = StampMachine(fault)
    if fault == "gone":
        machine.close()
    try:
        with pytest.raises(SealKeyUnusable, match="时间戳服务器.*没有出具证明"):
            sealed(stamps=StampServer(machine.address, seconds=0.5))
    finally:
        if fault != "gone":
            machine.close()


def test_a_key_not_in_force_signs_nothing():
    key = made_key()
    require_in_force(key.certificate, AT)
    with pytest.raises(SealKeyUnusable, match="起才生效，现在不能出具证明"):
        sealed(at=AT - timedelta(days=1))
    with pytest.raises(SealKeyUnusable, match="已于2026-01-09到期.*更换证书"):
        sealed(at=AT + timedelta(days=731))


@pytest.mark.parametrize(
    ("content", "password", "why"),
    [
        (key_file(), "sbagliata", "口令不对"),
        (key_file(), "", "口令不对"),
        (b"", PASSWORD, "打不开"),
        (b"%PDF-1.7", PASSWORD, "打不开"),
        (key_file()[:500], PASSWORD, "打不开"),
    ],
)
def test_a_key_file_that_cannot_be_used_says_so_without_its_password(content, password, why):
    with pytest.raises(SealKeyUnusable, match=why) as refused:
        key_in_file(content, password)
    assert PASSWORD not in str(refused.value) and "sbagliata" not in str(refused.value)


def test_a_key_tells_what_it_is_and_nothing_secret():
    facts = key_facts(made_key().certificate)
    assert len(facts.fingerprint) == 64 and facts.is_self_signed and facts.algorithm == "RSA 3072"
    assert ORGAN in facts.subject and facts.valid_until - facts.valid_from > timedelta(days=730)
    assert "PRIVATE" not in facts.pem and "BEGIN CERTIFICATE" in facts.pem
