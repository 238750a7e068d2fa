"""What an identity provider publishes of itself: its addresses and its keys, kept for a while."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from gongkai.fund_services.outlets.asking_provider import ProviderAway, Speaker

_ADDRESSES_FOR = 3600
_KEYS_FOR = 600
# A token with a made-up key may not make us ask for the keys each time.
_RENEWED_EVERY = 15
_STRANGE = "统一身份认证系统的配置无法识别，请使用密码登录，并联系系统管理员。"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """A provider's addresses; `userinfo` is "" where it has none."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    takes_basic: bool


def endpoints_of(issuer: str, seconds: float) -> Endpoints:
    """Return a provider's addresses, as its discovery document gives them.

    :raises ProviderAway: if it cannot be fetched, or is another provider's
    """
    key = f"oidc-addresses-{sha256(issuer.encode()).hexdigest()}"
    told = cache.get(key)
    if told is None:
        told = _fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration", seconds)
        if told.get("issuer") != issuer:
            raise ProviderAway(_STRANGE)
        cache.set(key, told, _ADDRESSES_FOR)
    try:
        methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Endpoints(
            authorization=str(told["authorization_endpoint"]),
            token=str(told["token_endpoint"]),
            keys=str(told["jwks_uri"]),
            userinfo=str(told.get("userinfo_endpoint") or ""),
            takes_basic="client_secret_basic" in methods,
        )
    except (KeyError, TypeError):
        raise ProviderAway(_STRANGE) from None


def keys_of(endpoints: Endpoints, seconds: float) -> KeySet:
    """Return a provider's public keys for signatures.

    :raises ProviderAway: if they cannot be fetched or read
    """
    key = _keys_key(endpoints)
    told = cache.get(key)
    if told is None:
        told = _fetched(endpoints.keys, seconds)
        cache.set(key, told, _KEYS_FOR)
    return _read(told)


def keys_renewed(endpoints: Endpoints, seconds: float) -> KeySet | None:
    """Return the keys fetched anew; None where that was done a moment ago.

    :raises ProviderAway: as keys_of
    """
    if not cache.add(f"{_keys_key(endpoints)}-renewed", 1, _RENEWED_EVERY):
        return None
    cache.delete(_keys_key(endpoints))
    return keys_of(endpoints, seconds)


def _fetched(address: str, seconds: float) -> Mapping[str, Any]:
    with Speaker(seconds=seconds) as speaker:
        answer = speaker.get(address, withhold_token=True)
    try:
        told = json.loads(answer.content) if answer.status_code == 200 else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise ProviderAway(_STRANGE)
    return told


def _read(told: Mapping[str, Any]) -> KeySet:
    rows = told.get("keys")
    usable = [
        row
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and row.get("kty") in ("RSA", "EC", "OKP")
        and row.get("use", "sig") == "sig"
    ]
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, KeyError, TypeError):
        raise ProviderAway(_STRANGE) from None


def _keys_key(endpoints: Endpoints) -> str:
    return f"oidc-keys-{sha256(endpoints.keys.encode()).hexdigest()}"
