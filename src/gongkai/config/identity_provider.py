"""What the environment says of the provider of a government account (OpenID Connect)."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from gongkai.config.installation import listed

_FIELDS = {"name": "name", "identity_number": "identity_number", "phone": "phone_number"}
_ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA",
)  # fmt: skip


def identity_provider(url: str) -> dict[str, str]:
    """Return issuer, client and secret of a provider; "" is none, and then nobody signs in by it.

    https://client:secret@host/path: client and secret escaped as URLs write them; without them it
    is the issuer, letter by letter. Only a provider on this very machine may go without TLS.

    :raises ImproperlyConfigured: if the address cannot be read, or has no client
    """
    if not url:
        return {"issuer": "", "client": "", "secret": ""}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    client, secret = unquote(parts.username or ""), unquote(parts.password or "")
    is_local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_local)
    if not (is_safe and parts.hostname and client and secret) or parts.query or parts.fragment:
        # The address holds the secret, so it is not shown.
        raise ImproperlyConfigured(
            "GONGKAI_OIDC_URL 无法识别，请写成 https://客户端编号:密钥@主机:端口/路径"
            "（须为 HTTPS，特殊字符须按 URL 转义）"
        )
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    place = f"{host}:{port}" if port else host
    issuer = f"{parts.scheme}://{place}{parts.path}"
    return {"issuer": issuer, "client": client, "secret": secret}


def claim_names(told: str) -> dict[str, str]:
    """Return under which claim the provider tells name, identity number and phone.

    :param told: e.g. `identity_number=id_card,phone=mobile`; what is left out has its default
    :raises ImproperlyConfigured: if it names anything else
    """
    found = dict(_FIELDS)
    for pair in filter(None, (each.strip() for each in told.split(","))):
        field, _, claim = (part.strip() for part in pair.partition("="))
        if field not in _FIELDS or not claim:
            raise ImproperlyConfigured(
                f"GONGKAI_OIDC_CLAIMS 的“{pair}”无效，请写成 name=…,identity_number=…,phone=…"
            )
        found[field] = claim
    return found


def signature_algorithms(variable: str, default: str) -> list[str]:
    """Return by which algorithms the provider may sign.

    :raises ImproperlyConfigured: if one is none of public keys
    """
    found = listed(variable, default)
    wrong = [each for each in found if each not in _ALGORITHMS]
    if wrong:
        known = "、".join(_ALGORITHMS)
        raise ImproperlyConfigured(f"{variable} 的值“{wrong[0]}”无效，可选：{known}")
    return found
