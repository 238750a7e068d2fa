"""What the environment says of the key that seals; what cannot be read stops everything."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai.config.seal_settings import organ_seal_settings, seal_settings

NAMES = ("KEY", "PASSWORD", "PASSWORD_FILE", "CERTIFICATE", "STAMP_URL", "STAMP_AUTHORIZATION")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(f"GONGKAI_SEAL_{name}", raising=False)


def read(monkeypatch, home, **values):
    for name, value in values.items():
        monkeypatch.setenv(f"GONGKAI_SEAL_{name.upper()}", value)
    return seal_settings(home)


def test_without_anything_it_is_the_installations_own_file(monkeypatch, tmp_path):
    found = read(monkeypatch, tmp_path)
    assert (found["kind"], found["place"]) == ("FILE", str(tmp_path / "seal.p12"))
    assert found["secret"] == "" and found["secret_file"] == str(tmp_path / "seal.password")


def test_a_file_with_its_password_in_another(monkeypatch, tmp_path):
    (tmp_path / "parola").write_text("segreta\n")
    found = read(monkeypatch, tmp_path, key="/etc/seal.p12", password_file=str(tmp_path / "parola"))
    assert (found["kind"], found["place"], found["secret"]) == ("FILE", "/etc/seal.p12", "segreta")
    assert read(monkeypatch, tmp_path, password="altra")["secret"] == "altra"


def test_a_token_and_a_service_and_a_server_of_time_stamps(monkeypatch, tmp_path):
    key = "pkcs11:/usr/lib/softhsm/libsofthsm2.so?token=gjj&key=seal"
    found = read(monkeypatch, tmp_path, key=key, password="1234")
    assert (found["kind"], found["token"], found["key"]) == ("TOKEN", "gjj", "seal")
    assert found["place"] == "/usr/lib/softhsm/libsofthsm2.so" and found["secret"] == "1234"
    key = "https://k1:parola%40lunga-abbastanza@kms.example.cn:8443/v1?key=seal"
    stamps = {"stamp_url": "https://tsa.example.cn/tsr", "stamp_authorization": "Basic eA=="}
    found = read(monkeypatch, tmp_path, key=key, certificate="/etc/seal.pem", **stamps)
    assert (found["kind"], found["place"]) == ("SERVICE", "https://kms.example.cn:8443/v1")
    assert (found["number"], found["secret"]) == ("k1", "parola@lunga-abbastanza")
    assert found["stamp_address"] == "https://tsa.example.cn/tsr"
    assert found["stamp_authorization"] == "Basic eA=="


def test_an_organ_has_its_own_key_password_and_certificate(monkeypatch, tmp_path):
    assert organ_seal_settings() == {}
    (tmp_path / "parola").write_text("sua\n")
    monkeypatch.setenv("GONGKAI_SEAL_PASSWORD", "dell'installazione")
    monkeypatch.setenv("GONGKAI_SEAL_STAMP_URL", "https://tsa.example.cn/tsr")
    monkeypatch.setenv("GONGKAI_SEAL_KEY_FOR_BEI_GJJ", "/etc/bei.p12")
    monkeypatch.setenv("GONGKAI_SEAL_PASSWORD_FILE_FOR_BEI_GJJ", str(tmp_path / "parola"))
    monkeypatch.setenv("GONGKAI_SEAL_KEY_FOR_NAN_GJJ", "pkcs11:/lib/x.so?token=nan&key=seal")
    monkeypatch.setenv("GONGKAI_SEAL_CERTIFICATE_FOR_NAN_GJJ", "/etc/nan.pem")
    found = organ_seal_settings()
    assert set(found) == {"BEI_GJJ", "NAN_GJJ"}
    north, south = found["BEI_GJJ"], found["NAN_GJJ"]
    assert (north["kind"], north["place"], north["secret"]) == ("FILE", "/etc/bei.p12", "sua")
    assert (south["token"], south["certificate"]) == ("nan", "/etc/nan.pem")
    # What an organ lacks is never taken from the installation.
    assert south["secret"] == "" and north["certificate"] == ""
    assert north["stamp_address"] == "https://tsa.example.cn/tsr"
    assert seal_settings(tmp_path)["place"] == str(tmp_path / "seal.p12")
    monkeypatch.setenv("GONGKAI_SEAL_KEY_FOR_NAN_GJJ", "nan.p12")
    with pytest.raises(ImproperlyConfigured, match="GONGKAI_SEAL_KEY"):
        organ_seal_settings()


@pytest.mark.parametrize(
    "values",
    [
        {"key": "seal.p12"},
        {"key": "pkcs11:libsofthsm2.so?token=a&key=b"},
        {"key": "pkcs11:/lib/x.so?token=a"},
        {"key": "https://kms.example.cn/?key=a", "certificate": "/x"},
        {"key": "https://k:breve@kms.example.cn/?key=a", "certificate": "/x"},
        {"key": "https://k:segreto-abbastanza-lungo@kms/v1?key=a"},
        {"key": "https://k:segreto-abbastanza-lungo@kms:porta/v1?key=a", "certificate": "/x"},
        {"key": "https://k:segreto-abbastanza-lungo@kms/v1", "certificate": "/x"},
        {"stamp_url": "ftp://tsa"},
        {"password_file": "/nessuno/parola", "key": "/etc/seal.p12"},
    ],
)
def test_what_cannot_be_read_is_named_and_no_secret_is_shown(monkeypatch, tmp_path, values):
    with pytest.raises(ImproperlyConfigured, match="GONGKAI_SEAL_") as refused:
        read(monkeypatch, tmp_path, **values)
    assert "breve" not in str(refused.value) and "segreto-abb" not in str(refused.value)
