"""The key that an organ signs with: found by the settings, and held once it is loaded."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.documents.certificates.keys import (
    KeyFacts,
    SealingKey,
    SealKeyUnusable,
    certificates_in,
    is_signature_of,
    key_facts,
    key_in_file,
    require_in_force,
)
from gongkai.documents.certificates.pdf import Box
from gongkai.documents.certificates.signing import sealed_pdf
from gongkai.documents.certificates.timestamping import StampServer
from gongkai.documents.certificates.tokens import TokenKey
from gongkai.fund_services.models import SealKey
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.fund_services.outlets.seal_service import ServiceKey
from gongkai.fund_services.queries.certificates.keys import key_in_use, seal_keys
from gongkai.messages.outlets.signing import SigningKey

# A machine that did not answer is left alone for so many seconds: whoever comes meanwhile is told
# at once, and holds no number while he waits.
_REST = 10.0
_SOON = timedelta(days=30)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sealer:
    """A key that may sign for an organ now: itself, its record, and where it is kept."""

    key: SealingKey
    row: SealKey
    place: str


@dataclass(frozen=True, slots=True)
class KeyState:
    """How the configured key stands; `facts` is None where it cannot be loaded."""

    facts: KeyFacts | None
    row: SealKey | None
    problem: str
    kept_in: str
    has_stamps: bool


def sealer_of(agency: Agency, at: datetime) -> Sealer:
    """Return the key that may sign for an organ now.

    :raises CertificateUnavailable: if none is configured, registered, in force or reachable
    """
    try:
        key = _configured(agency, at)
        require_in_force(key.certificate, at)
    except SealKeyUnusable as unusable:
        raise CertificateUnavailable(str(unusable)) from None
    row = key_in_use(agency, key_facts(key.certificate).fingerprint)
    if row is None:
        raise CertificateUnavailable(
            "电子签章的密钥还没有登记，暂时不能出具证明；请由公开工作机构负责人在“签章密钥”页面登记。"
        )
    return Sealer(key, row, key_settings(agency)["place"])


def key_state(agency: Agency, at: datetime) -> KeyState:
    """Return how the configured key stands, for the page of keys; nothing secret is in it."""
    has_stamps = bool(settings.GONGKAI_SEAL["stamp_address"])
    kept_in = key_settings(agency)["kind"]
    try:
        key = _configured(agency, at)
    except SealKeyUnusable as unusable:
        return KeyState(None, None, str(unusable), kept_in, has_stamps)
    facts = key_facts(key.certificate)
    row = key_in_use(agency, facts.fingerprint)
    try:
        require_in_force(key.certificate, at)
    except SealKeyUnusable as unusable:
        return KeyState(facts, row, str(unusable), key.kept_in, has_stamps)
    return KeyState(facts, row, "", key.kept_in, has_stamps)


def seal_problem(agency: Agency, at: datetime) -> str:
    """Return what keeps an organ that sealed before from it, now or soon; "" if nothing does."""
    if not any(row.retired_at is None for row in seal_keys(agency)):
        return ""
    state = key_state(agency, at)
    if state.problem or state.facts is None:
        return state.problem
    if state.row is None:
        return "配置的签章密钥还没有登记，不能出具证明；请在管理端“证明—签章密钥”登记。"
    if state.facts.valid_until - at < _SOON:
        return f"签章证书将于{state.facts.valid_until:%Y-%m-%d}到期，请尽快更换证书并登记。"
    return ""


def configured_key(agency: Agency, at: datetime) -> SealingKey:
    """Return the key of the settings for an organ, registered or not.

    :raises CertificateUnavailable: if there is none, or it cannot be loaded
    """
    try:
        return _configured(agency, at)
    except SealKeyUnusable as unusable:
        raise CertificateUnavailable(str(unusable)) from None


def try_signature(agency: Agency, at: datetime) -> KeyFacts:
    """Sign random bytes with an organ's key, check the signature, and return whose it was.

    :raises CertificateUnavailable: if it cannot sign, or what it gives does not fit its certificate
    """
    data = secrets.token_bytes(32)
    try:
        key = _configured(agency, at)
        require_in_force(key.certificate, at)
        signature = key.sign(data)
    except SealKeyUnusable as unusable:
        raise CertificateUnavailable(str(unusable)) from None
    if not is_signature_of(key.certificate, signature, data):
        raise CertificateUnavailable("试签的结果与签章证书不符，请核对密钥和证书是不是一对。")
    return key_facts(key.certificate)


def seal_document(
    sealer: Sealer, pdf: bytes, *, at: datetime, box: Box, seal: bytes, organ: str, reason: str
) -> bytes:
    """Return a document sealed by a key, with a time stamp where a server is configured.

    :raises CertificateUnavailable: if key or server do not answer; they are then left alone a while
    """
    rest = _resting[sealer.place]
    rest.insist()
    try:
        return sealed_pdf(
            pdf,
            sealer.key,
            at=at,
            box=box,
            seal=seal,
            organ=organ,
            reason=reason,
            stamps=stamp_server(),
        )
    except SealKeyUnusable as unusable:
        rest.begin(str(unusable))
        raise CertificateUnavailable(str(unusable)) from None


def stamp_server() -> StampServer | None:
    """Return the server of time stamps, None where signatures go without."""
    told = settings.GONGKAI_SEAL
    if not told["stamp_address"]:
        return None
    return StampServer(told["stamp_address"], authorization=told["stamp_authorization"])


def key_settings(agency: Agency) -> dict[str, str]:
    """Return the settings of an organ's own key, those of the installation where it has none."""
    # As its code stands in the name of a variable.
    name = agency.code.upper().replace("-", "_")
    told: dict[str, str] = settings.GONGKAI_ORGAN_SEALS.get(name, settings.GONGKAI_SEAL)
    return told


def _configured(agency: Agency, at: datetime) -> SealingKey:
    told = key_settings(agency)
    if told["kind"] == "FILE":
        return _file_key(told["place"], told["secret"], told["secret_file"], _mark(told["place"]))
    if told["kind"] == "TOKEN":
        named = (told["place"], told["token"], told["key"], told["secret"])
        return _token_key(*named, told["certificate"])
    if told["kind"] == "SERVICE":
        access = (told["place"], told["number"], told["secret"], told["key"])
        key = _service_key(*access, told["certificate"], _mark(told["certificate"]))
        return replace(key, at=at)
    raise SealKeyUnusable(
        "还没有配置电子签章的密钥，暂时不能出具证明；请系统管理员按操作手册配置。"
    )


def _mark(path: str) -> tuple[int, int]:
    """Return what changes when a file is replaced."""
    try:
        status = Path(path).stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=32)
def _file_key(place: str, secret: str, secret_file: str, _changed: tuple[int, int]) -> SealingKey:
    if not secret and secret_file:
        secret = _read(secret_file).decode(errors="replace").strip("\r\n")
    return key_in_file(_read(place), secret)


@lru_cache(maxsize=32)
def _token_key(module: str, token: str, key: str, pin: str, certificate: str) -> SealingKey:
    return TokenKey(module, token, key, pin, _read(certificate) if certificate else b"")


@lru_cache(maxsize=32)
def _service_key(
    base: str, number: str, secret: str, name: str, certificate: str, _changed: tuple[int, int]
) -> ServiceKey:
    own, *others = certificates_in(_read(certificate))
    access = SigningKey(number, secret)
    return ServiceKey(base, access, name, own, tuple(others), _LONG_AGO)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        raise SealKeyUnusable(
            f"电子签章的密钥还没有配置好：读不出文件“{Path(path).name}”，请系统管理员检查配置和权限。"
        ) from None


class _Rest:
    """How long a machine that did not answer is still left alone, and what it said."""

    def __init__(self) -> None:
        self._lock, self._until, self._told = Lock(), 0.0, ""

    def begin(self, told: str) -> None:
        """Leave it alone from now on."""
        with self._lock:
            self._until, self._told = monotonic() + _REST, told

    def insist(self) -> None:
        """Insist that it is not being left alone.

        :raises CertificateUnavailable: if it is
        """
        with self._lock:
            if monotonic() < self._until:
                raise CertificateUnavailable(self._told)

    def end(self) -> None:
        """Ask it again at once."""
        with self._lock:
            self._until = 0.0


_resting: defaultdict[str, _Rest] = defaultdict(_Rest)


def stop_resting() -> None:
    """Ask keys and server again at once, after something was set right."""
    for rest in list(_resting.values()):
        rest.end()
