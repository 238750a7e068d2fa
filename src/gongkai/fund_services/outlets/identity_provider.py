"""An OpenID Connect provider of a government account (统一身份认证): code flow with PKCE.

OpenID Connect Core 1.0, Discovery 1.0; RFC 7636 (PKCE), RFC 9207 (issuer in the answer). Nothing of
an answer is believed before its signature, issuer, audience, times and nonce are checked.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha384, sha512
from secrets import token_urlsafe
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import OAuthError
from joserfc import jws, jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from gongkai.fund_services.outlets.asking_provider import ProviderAway, Speaker
from gongkai.fund_services.outlets.provider_documents import (
    Endpoints,
    endpoints_of,
    keys_of,
    keys_renewed,
)

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""What a provider may sign with; never none, and never a secret that both sides have."""

_CLOCKS_APART = 60
_OLDEST = 600
_HASHES = {"256": sha256, "384": sha384, "512": sha512}


class ProviderRefused(Exception):
    """The provider refused, or its answer does not hold; the message is Chinese, for the screen."""


@dataclass(frozen=True, slots=True, repr=False)
class Provider:
    """A provider as it is configured; `algorithms` are some of ALGORITHMS."""

    issuer: str
    client: str
    secret: str
    scope: str
    algorithms: tuple[str, ...] = ("RS256", "ES256")
    seconds: float = 10.0


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A sign-in that was begun: where the browser goes, and what is kept until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


def begin(provider: Provider, *, redirect_uri: str) -> Begun:
    """Return where to send somebody who wants to sign in with the provider.

    :raises ProviderAway: if it cannot be asked where
    """
    state, nonce, verifier = token_urlsafe(32), token_urlsafe(32), token_urlsafe(48)
    endpoints = endpoints_of(provider.issuer, provider.seconds)
    with _speaker(provider, redirect_uri) as speaker:
        address, _ = speaker.create_authorization_url(
            endpoints.authorization, state=state, nonce=nonce, code_verifier=verifier
        )
    return Begun(address, state, nonce, verifier)


def finish(
    provider: Provider,
    *,
    answer: Mapping[str, str],
    begun: Begun,
    redirect_uri: str,
    wanted: tuple[str, ...],
    at: datetime,
) -> Mapping[str, Any]:
    """Return what the provider says of somebody who comes back from it.

    :param answer: query of the address he came back to
    :param wanted: claims that are asked for at the userinfo address where the token lacks them
    :raises ProviderRefused: if he declined, or anything of the answer does not hold
    :raises ProviderAway: if the provider cannot be asked now
    """
    if not hmac.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
        raise ProviderRefused("登录请求与本浏览器不符或者已经使用过，请重新登录。")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise ProviderRefused("应答来自其他认证系统，没有登录，请重新登录。")
    if answer.get("error"):
        raise ProviderRefused(_declined(answer["error"]))
    if not answer.get("code"):
        raise ProviderRefused("认证系统没有给出授权码，请重新登录。")
    endpoints = endpoints_of(provider.issuer, provider.seconds)
    with _speaker(provider, redirect_uri, endpoints) as speaker:
        token = _token(speaker, endpoints, answer["code"], begun.verifier)
        claims = checked_claims(provider, endpoints, token, begun.nonce, at)
        if endpoints.userinfo and any(not claims.get(name) for name in wanted):
            claims = {**_userinfo(speaker, endpoints, claims), **claims}
    return claims


def checked_claims(
    provider: Provider,
    endpoints: Endpoints,
    token: Mapping[str, Any],
    nonce: str,
    at: datetime,
) -> Mapping[str, Any]:
    """Return the claims of an id_token after all of OpenID Connect Core 3.1.3.7 was checked.

    :raises ProviderRefused: if it does not hold
    """
    text = token.get("id_token")
    if not isinstance(text, str):
        raise ProviderRefused("认证系统没有给出身份令牌，请重新登录；多次出现请联系系统管理员。")
    try:
        decoded = _decoded(provider, endpoints, text)
        _registry(provider, nonce, at).validate(decoded.claims)
        _insist(provider, decoded, token, at)
    except ClaimError as fault:
        raise ProviderRefused(_unfit(fault)) from None
    except (JoseError, ValueError):
        raise ProviderRefused(
            "身份令牌的签名无法验证，没有登录，请重新登录；多次出现请联系系统管理员。"
        ) from None
    return decoded.claims


def _decoded(provider: Provider, endpoints: Endpoints, text: str) -> jwt.Token:
    allowed = [each for each in provider.algorithms if each in ALGORITHMS]
    registry = jws.JWSRegistry(algorithms=allowed)
    keys = keys_of(endpoints, provider.seconds)
    try:
        return _read(text, keys, allowed, registry)
    except (InvalidKeyIdError, ValueError):
        # The provider may have changed its keys since they were fetched.
        renewed = keys_renewed(endpoints, provider.seconds)
        if renewed is None:
            raise
        return _read(text, renewed, allowed, registry)


def _read(text: str, keys: KeySet, allowed: list[str], registry: jws.JWSRegistry) -> jwt.Token:
    return jwt.decode(text, keys, algorithms=allowed, registry=registry)


def _registry(provider: Provider, nonce: str, at: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=_CLOCKS_APART,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def _insist(provider: Provider, decoded: jwt.Token, token: Mapping[str, Any], at: datetime) -> None:
    """Insist on what a claims registry does not know.

    :raises ValueError: if it does not hold
    """
    claims = decoded.claims
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client:
        raise ValueError("azp")
    if claims["iat"] < at.timestamp() - _OLDEST:
        raise ValueError("iat")
    told = claims.get("at_hash")
    made = _HASHES.get(str(decoded.header["alg"])[-3:])
    if told and made:
        half = made(str(token.get("access_token", "")).encode()).digest()
        own = urlsafe_b64encode(half[: len(half) // 2]).rstrip(b"=").decode()
        if not hmac.compare_digest(own.encode(), str(told).encode()):
            raise ValueError("at_hash")


def _speaker(provider: Provider, redirect_uri: str, endpoints: Endpoints | None = None) -> Speaker:
    by_post = endpoints is not None and not endpoints.takes_basic
    return Speaker(
        provider.client,
        provider.secret,
        token_endpoint_auth_method="client_secret_post" if by_post else "client_secret_basic",
        scope=provider.scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        # A token is used at once, however short it counts.
        leeway=0,
        seconds=provider.seconds,
    )


def _token(speaker: Speaker, endpoints: Endpoints, code: str, verifier: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = speaker.fetch_token(
            endpoints.token,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
        )
    except OAuthError as refused:
        raise ProviderRefused(_declined(str(refused.error))) from None
    except (ValueError, TypeError, KeyError):
        raise ProviderAway("认证系统的应答无法识别，请稍后再试，或者使用密码登录。") from None
    return found


def _userinfo(
    speaker: Speaker, endpoints: Endpoints, claims: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what the userinfo address says, if it speaks of the same person.

    :raises ProviderRefused: if it speaks of another
    """
    try:
        answer = speaker.get(endpoints.userinfo)
        told = json.loads(answer.content) if answer.status_code == 200 else None
    except (AuthlibBaseError, ValueError, KeyError):
        # Without an access token that counts, or an answer that can be read, nothing is told.
        told = None
    if not isinstance(told, dict):
        raise ProviderAway("认证系统没有给出身份信息，请稍后再试，或者使用密码登录。")
    if told.get("sub") != claims["sub"]:
        raise ProviderRefused("认证系统给出的身份信息前后不一致，没有登录，请重新登录。")
    return told


def _declined(error: str) -> str:
    told = {
        "access_denied": "没有同意授权，或者认证系统拒绝了登录；可以重新登录，也可以使用密码登录。",
        "login_required": "请在认证系统中登录后再试。",
        "temporarily_unavailable": "认证系统暂时不可用，请稍后再试，或者使用密码登录。",
        "server_error": "认证系统出错，请稍后再试，或者使用密码登录。",
        "invalid_grant": "登录请求已经失效，请重新登录。",
    }
    return told.get(error, "认证系统拒绝了登录，请重新登录；多次出现请联系系统管理员。")


def _unfit(fault: ClaimError) -> str:
    if fault.claim == "exp":
        return "身份令牌已经过期，没有登录，请重新登录。"
    return "身份令牌与本次登录不符，没有登录，请重新登录；多次出现请联系系统管理员。"
