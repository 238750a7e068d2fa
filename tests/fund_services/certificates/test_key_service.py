"""A key service that signs digests, and misbehaves: what it gives is checked before it is taken."""

import base64
from collections import deque

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from documents.certificates.made import PASSWORD, key_file
from fund_services.certificates.issuing_office import NO_KEY, written
from gongkai.fund_services.models import Certificate, CertificateSeries
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.fund_services.operations.certificates.sealing import (
    key_state,
    stop_resting,
    try_signature,
)
from gongkai.fund_services.operations.certificates.verifying import verify_file
from gongkai.messages.outlets.signing import SigningKey
from signed_machine import SignedMachine

SECRET = "un-segreto-abbastanza-lungo"


class KeyMachine(SignedMachine):
    """Signs digests with the key of the test's file."""

    key = SigningKey("seal-1", SECRET)
    place = "kms"
    undone = ("busy", "error", "cut", "refused")
    statuses = {"busy": 429, "error": 500, "refused": 403}

    def __init__(self, now):
        super().__init__()
        self.now = now
        found = pkcs12.load_pkcs12(key_file(), PASSWORD.encode())
        self.private, self.certificate = found.key, found.cert.certificate
        self.wrong, self.digests = "", []

    def refusal(self):
        return {"reason": "密钥 110101199001011234 已停用"}

    def done(self, path, headers, asked):
        assert path == "/kms/sign" and set(asked) == {"key", "algorithm", "digest"}
        digest = base64.b64decode(asked["digest"])
        self.digests.append(digest)
        if self.wrong == "digest":
            digest = bytes(32)
        signature = self.private.sign(digest, padding.PKCS1v15(), utils.Prehashed(SHA256()))
        whole = base64.b64encode(signature).decode()
        told = {
            "": whole, "digest": whole, "none": None, "number": 7, "letters": "é",
            "huge": "A" * 10_000, "empty": "",
        }[self.wrong]  # fmt: skip
        return 200, {"signature": told}


@pytest.fixture
def machine(office, settings):
    found = KeyMachine(office.at)
    certificate = written(found.certificate.public_bytes(Encoding.PEM), "pem")
    settings.GONGKAI_SEAL = NO_KEY | {
        "kind": "SERVICE", "place": found.address.rstrip("/"), "number": "seal-1", "secret": SECRET,
        "key": "gjj-seal", "certificate": certificate,
    }  # fmt: skip
    stop_resting()
    yield found
    found.close()
    stop_resting()


def test_a_key_that_stays_in_its_service_seals(office, machine):
    state = key_state(office.agency, office.at)
    assert state.kept_in == "SERVICE" and state.row is not None and machine.asked == []
    row = office.issue(office.account())
    assert machine.asked == ["sign"] and len(machine.digests[0]) == 32
    pdf = print_certificate(certificate=row, on=office.on, at=office.at)
    answer = verify_file(agency=office.agency, content=pdf, on=office.on, at=office.at)
    assert answer.outcome == "GENUINE"
    assert try_signature(office.agency, office.at).fingerprint == state.facts.fingerprint


@pytest.mark.parametrize("fault", ["busy", "error", "cut", "refused", "garbage", "half", "lost"])
def test_where_it_does_not_answer_nothing_is_issued(office, machine, fault):
    machine.faults = deque([fault])
    with pytest.raises(CertificateUnavailable, match="密钥服务.*没有出具证明") as refused:
        office.issue(office.account())
    assert SECRET not in str(refused.value) and "110101199001011234" not in str(refused.value)
    assert not Certificate.objects.exists() and not CertificateSeries.objects.exists()
    # For a while it is not asked again, and nobody waits for it.
    asked = len(machine.asked)
    with pytest.raises(CertificateUnavailable):
        office.issue(office.account())
    assert len(machine.asked) == asked
    stop_resting()
    assert office.issue(office.account()).certificate_no == "JC2024-000001"


@pytest.mark.parametrize("wrong", ["digest", "none", "number", "letters", "huge", "empty"])
def test_a_signature_that_does_not_fit_is_not_taken(office, machine, wrong):
    machine.wrong = wrong
    with pytest.raises(CertificateUnavailable, match="与签章证书不符"):
        office.issue(office.account())
    assert not Certificate.objects.exists()


def test_a_wrong_secret_is_turned_down(office, machine, settings):
    settings.GONGKAI_SEAL = settings.GONGKAI_SEAL | {"secret": "un-altro-segreto-lungo"}
    with pytest.raises(CertificateUnavailable, match="没有接受（401）"):
        office.issue(office.account())
