"""Keys on a PKCS#11 token, a real one in software; a machine without it says so and skips."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

from documents.certificates.made import AT, PASSWORD, key_file, sealed
from documents.certificates.test_signing import judged
from gongkai.documents.certificates.examining import examine
from gongkai.documents.certificates.keys import SealKeyUnusable, is_signature_of
from gongkai.documents.certificates.tokens import TokenKey

MODULE = next(
    (
        str(path)
        for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so",
                               "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
        if path.exists()
    ),
    "",
)  # fmt: skip
PIN = "271828"
pytestmark = pytest.mark.skipif(
    not MODULE or not shutil.which("softhsm2-util"), reason="没有安装 SoftHSM2"
)


@cache
def material():
    """Return private key and certificate of the key that stands in the file as well."""
    found = pkcs12.load_pkcs12(key_file(), PASSWORD.encode())
    return found.key, found.cert.certificate


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """Return the label of a token with an RSA key, an ECDSA key and their certificates."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(
        f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    asked = ["softhsm2-util", "--init-token", "--free", "--label", "gongkai",
             "--pin", PIN, "--so-pin", "3141592"]  # fmt: skip
    subprocess.run(asked, check=True, capture_output=True, timeout=60)
    private, certificate = material()
    with pkcs11.lib(MODULE).get_token(token_label="gongkai").open(user_pin=PIN, rw=True) as session:
        whole = private.private_bytes(
            Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )
        for label in ("seal", "bare"):
            session.create_object(
                decode_rsa_private_key(whole, pkcs11.MechanismFlag.SIGN)
                | {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label}
            )
        curve = ec.generate_private_key(ec.SECP256R1())
        whole = curve.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        session.create_object(
            decode_ec_private_key(whole)
            | {
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.SIGN: True,
                pkcs11.Attribute.LABEL: "curve",
            }
        )
        store(session, "seal", certificate)
        store(session, "curve", of_curve(curve))
    yield "gongkai"
    os.environ.pop("SOFTHSM2_CONF")


def store(session, label, certificate):
    session.create_object({
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
        pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        pkcs11.Attribute.TOKEN: True,
        pkcs11.Attribute.LABEL: label,
        pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
        pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
    })  # fmt: skip


def of_curve(private):
    """Return a certificate of an ECDSA key, like that of the RSA key."""
    _, like = material()
    from_, until = like.not_valid_before_utc, like.not_valid_after_utc
    builder = x509.CertificateBuilder(
        like.subject, like.subject, private.public_key(), 7, from_, until
    )
    return builder.sign(private, like.signature_hash_algorithm)


@pytest.fixture
def key_of():
    """Return what opens a key; all of them leave the token afterwards, as the next one logs in."""
    opened = []

    def opens(*told, **named):
        opened.append(TokenKey(*told, **named))
        return opened[-1]

    yield opens
    for key in opened:
        key.close()


@pytest.mark.parametrize("label", ["seal", "curve"])
def test_a_key_that_never_leaves_its_token_seals(token, label, key_of):
    key = key_of(MODULE, token, label, PIN)
    assert key.kept_in == "TOKEN"
    pdf = sealed(key=key)
    assert judged(pdf, key=key, moment=AT).bottom_line
    (found,) = examine(pdf, ["JC"]).signatures
    assert found.is_intact and found.covers_all


def test_a_certificate_may_stand_in_a_file_beside_it(token, key_of):
    _, certificate = material()
    key = key_of(MODULE, token, "bare", PIN, certificate.public_bytes(Encoding.PEM))
    assert is_signature_of(certificate, key.sign(b"x"), b"x")
    with pytest.raises(SealKeyUnusable, match="不是一对"):
        key_of(MODULE, token, "curve", PIN, certificate.public_bytes(Encoding.PEM))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"pin": "000000"}, "PIN不正确"),
        ({"token": "nessuno"}, "没有找到"),
        ({"key": "nessuna"}, "没有指定的签章密钥"),
        ({"key": "bare"}, "没有与密钥同名的证书"),
        ({"module": "/usr/lib/nessuno.so"}, "没有应答"),
    ],
)
def test_what_is_wrong_is_told_and_no_pin_is(token, changed, why, key_of):
    told = {"module": MODULE, "token": token, "key": "seal", "pin": PIN} | changed
    with pytest.raises(SealKeyUnusable, match=why) as refused:
        key_of(**told)
    assert told["pin"] not in str(refused.value)


def test_two_keys_of_one_token_sign_side_by_side(token, key_of):
    first, second = key_of(MODULE, token, "seal", PIN), key_of(MODULE, token, "curve", PIN)
    for key in (first, second, first):
        assert is_signature_of(key.certificate, key.sign(b"x"), b"x")


def test_a_session_that_broke_is_opened_anew(token, key_of):
    key = key_of(MODULE, token, "seal", PIN)
    key._session.close()
    assert is_signature_of(key.certificate, key.sign(b"again"), b"again")
