"""What the environment says of the key that seals certificates; secrets never leave it."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_NONE = {
    "kind": "",
    "place": "",
    "token": "",
    "key": "",
    "number": "",
    "secret": "",
    "secret_file": "",
    "certificate": "",
    "stamp_address": "",
    "stamp_authorization": "",
}
_FORMS = (
    "GONGKAI_SEAL_KEY 无法识别，请写成密钥文件的路径（/…/seal.p12）、"
    "pkcs11:/驱动的路径.so?token=设备标签&key=密钥标签，"
    "或者 https://密钥编号:密钥@主机:端口/路径?key=密钥名称（密钥至少16个字符）"
)


_FOR = "_FOR_"
_OF_ORGANS = f"GONGKAI_SEAL_KEY{_FOR}"


def seal_settings(home: Path) -> dict[str, str]:
    """Return which key seals: a file, a token, a service, or none.

    Where nothing is set it is `seal.p12` of the installation's folder with the password in
    `seal.password`, as `gongkai seal make` writes them.

    :raises ImproperlyConfigured: if a variable cannot be read; no secret is shown
    """
    if given := os.environ.get("GONGKAI_SEAL_KEY", ""):
        return _key(given, "")
    own = {"place": str(home / "seal.p12"), "secret_file": str(home / "seal.password")}
    certificate = os.environ.get("GONGKAI_SEAL_CERTIFICATE", "")
    found = {**_NONE, "certificate": certificate, **_stamps()}
    return {**found, "kind": "FILE", "secret": _secret(""), **own}


def organ_seal_settings() -> dict[str, dict[str, str]]:
    """Return which key seals for single organs, by their codes: XX_GJJ for xx-gjj.

    Key, password and certificate of an organ are variables of their own; none of the
    installation's is taken for what is missing.

    :raises ImproperlyConfigured: if a variable cannot be read; no secret is shown
    """
    names = [name for name, value in os.environ.items() if name.startswith(_OF_ORGANS) and value]
    organs = [name.removeprefix(_OF_ORGANS) for name in sorted(names)]
    return {organ: _key(os.environ[_OF_ORGANS + organ], _FOR + organ) for organ in organs}


def _key(given: str, ending: str) -> dict[str, str]:
    certificate = os.environ.get("GONGKAI_SEAL_CERTIFICATE" + ending, "")
    found = {**_NONE, "certificate": certificate, **_stamps()}
    if given.startswith("pkcs11:"):
        return {**found, **_token(given, ending)}
    if given.startswith(("http://", "https://")):
        return {**found, **_service(given, certificate)}
    if not given.startswith("/"):
        raise ImproperlyConfigured(_FORMS)
    return {**found, "kind": "FILE", "place": given, "secret": _secret(ending)}


def _token(given: str, ending: str) -> dict[str, str]:
    parts = urlsplit(given)
    asked = parse_qs(parts.query)
    token, key = (asked.get(name, [""])[0] for name in ("token", "key"))
    if not parts.path.startswith("/") or not token or not key:
        raise ImproperlyConfigured(_FORMS)
    return {
        "kind": "TOKEN",
        "place": unquote(parts.path),
        "token": token,
        "key": key,
        "secret": _secret(ending),
    }


def _service(given: str, certificate: str) -> dict[str, str]:
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(_FORMS) from None
    number, secret = unquote(parts.username or ""), unquote(parts.password or "")
    key = parse_qs(parts.query).get("key", [""])[0]
    if not (parts.hostname and number.isascii() and number and len(secret) >= 16 and key):
        raise ImproperlyConfigured(_FORMS)
    if not certificate:
        raise ImproperlyConfigured(
            "使用密钥服务时须以 GONGKAI_SEAL_CERTIFICATE 指定签章证书文件（PEM）"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    base = f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
    return {"kind": "SERVICE", "place": base, "number": number, "secret": secret, "key": key}


def _stamps() -> dict[str, str]:
    address = os.environ.get("GONGKAI_SEAL_STAMP_URL", "")
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if address and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ImproperlyConfigured(
            "GONGKAI_SEAL_STAMP_URL 无法识别，请写成时间戳服务器的地址，如 https://tsa.example.cn/tsr"
        )
    return {
        "stamp_address": address,
        "stamp_authorization": os.environ.get("GONGKAI_SEAL_STAMP_AUTHORIZATION", ""),
    }


def _secret(ending: str) -> str:
    """Return the password or PIN: of the variable, or of the file that another one names."""
    if given := os.environ.get("GONGKAI_SEAL_PASSWORD" + ending, ""):
        return given
    path = os.environ.get("GONGKAI_SEAL_PASSWORD_FILE" + ending, "")
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, ValueError):
        raise ImproperlyConfigured(
            f"GONGKAI_SEAL_PASSWORD_FILE{ending} 指定的文件“{path}”读不出来，请核对路径和权限"
        ) from None
