"""What signing a stage asks, whatever is examined: an item, a page of the site, a document."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.messages.operations import notify, settle_notices
from gongkai.publications.permissions import may_sign_stage
from gongkai.review.operations import SignatureRefused, sign
from gongkai.review.queries import principals_of
from gongkai.rules.review_stages import Stage


@dataclass(frozen=True)
class Examined:
    """What is examined, as it reads now.

    `writers` are the keys of all who wrote what is not public yet; `subject` is what notices and
    rounds call it; `refused` is the exception of the package it belongs to. `act` and `thing` are
    the words for signing it and for what it is.
    """

    agency: Agency
    title: str
    drafter: Officer
    subject: str
    round: Any
    stages: Sequence[Stage]
    writers: AbstractSet[int]
    content_hash: str
    refused: type[ValueError]
    act: str = "审核"
    thing: str = "内容"


def sign_stage(
    examined: Examined,
    *,
    verdict: str,
    opinion: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    checked: Sequence[str],
    marks: Sequence[Mapping[str, str]],
    on_behalf_of: Officer | None,
) -> tuple[Any, dict[str, object]]:
    """Sign the next stage; return the round as it stands then, and what the audit trail tells.

    Notices of the stage are settled, and the drafter is told of the end of the round.

    :param content_hash: of what the signer read
    :raises examined.refused: if the stage is no more, or something is not ticked off
    :raises NotAllowed: if neither he nor whom he stands in for signs at this stage
    :raises SignatureRefused: if he wrote any of it, signed before, or it changed since
    """
    stage = stage_to_sign(
        examined,
        verdict=verdict,
        content_hash=content_hash,
        officer=officer,
        on=on,
        checked=checked,
        on_behalf_of=on_behalf_of,
    )
    signed, told = signed_at(
        examined,
        stage,
        verdict=verdict,
        opinion=opinion,
        officer=officer,
        at=at,
        checked=checked,
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    _tell(examined, signed, opinion, at)
    return signed, told


def stage_to_sign(
    examined: Examined,
    *,
    verdict: str,
    content_hash: str,
    officer: Officer,
    on: date,
    checked: Sequence[str],
    on_behalf_of: Officer | None,
) -> Stage:
    """Return the stage that an officer signs next, all being as it must for his verdict.

    :raises examined.refused: if the stage is no more, or something is not ticked off
    :raises NotAllowed: if neither he nor whom he stands in for signs at this stage
    :raises SignatureRefused: if he wrote any of it, or it changed since
    """
    round = examined.round
    name = round.stages[round.signatures.count()]
    stage = next((each for each in examined.stages if each.name == name), None)
    if stage is None:
        raise examined.refused(f"{examined.act}环节“{name}”已被改动，请取回后重新送审。")
    require_signer(examined, stage, officer, on_behalf_of, on)
    if not examined.content_hash == round.content_hash == content_hash:
        raise SignatureRefused("送审后内容有变动，原审签不再适用，请取回后重新送审。")
    missing = [check for check in stage.checks if check not in checked]
    if verdict == "PASS" and missing:
        raise examined.refused(f"核对事项：尚未核对“{'”“'.join(missing)}”，请逐项核对后再通过。")
    return stage


def signed_at(
    examined: Examined,
    stage: Stage,
    *,
    verdict: str,
    opinion: str,
    officer: Officer,
    at: datetime,
    checked: Sequence[str],
    marks: Sequence[Mapping[str, str]],
    on_behalf_of: Officer | None,
) -> tuple[Any, dict[str, object]]:
    """Sign a stage that may be signed; return the round as it stands then, and what is told of it.

    :raises SignatureRefused: if he signed before
    """
    signed = sign(
        round=examined.round,
        officer=officer,
        verdict=verdict,
        content_hash=examined.content_hash,
        at=at,
        opinion=opinion,
        checked=[check for check in stage.checks if check in checked],
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    told: dict[str, object] = {
        "stage": stage.name,
        "verdict": verdict,
        "hash": examined.content_hash,
        "for": on_behalf_of.name if on_behalf_of else "",
    }
    return signed, told


def _tell(examined: Examined, signed: Any, opinion: str, at: datetime) -> None:
    settle_notices(subject=examined.subject, at=at)
    told = {
        "RETURNED": f"《{examined.title}》被退回：{opinion.strip()}",
        "PASSED": f"《{examined.title}》已通过全部审核，可以发布。",
    }.get(signed.state)
    if told:
        notify(officers=[examined.drafter], text=told[:300], subject=examined.subject, at=at)


def require_signer(
    examined: Examined, stage: Stage, officer: Officer, principal: Officer | None, on: date
) -> None:
    """Insist that an officer may sign a stage, or decide there, himself or in another's place.

    :raises NotAllowed: if neither holds the stage's role
    :raises SignatureRefused: if either wrote any of it
    """
    act, thing = examined.act, examined.thing
    if officer.pk in examined.writers:
        raise SignatureRefused(f"不能{act}本人起草或者修改过的{thing}，请由其他人员{act}。")
    if principal is not None:
        if principal.pk not in {each.pk for each in principals_of(officer, on)}:
            raise NotAllowed(f"您今天没有代{principal.name}审签的授权，请先登记代签授权。")
        if principal.pk in examined.writers:
            raise SignatureRefused(
                f"{principal.name}起草或者修改过该{thing}，不能由他人代其{act}，请由其他人员{act}。"
            )
    agency = examined.agency
    if not may_sign_stage(stage.roles, principal or officer, agency, on):
        raise NotAllowed(f"当前为“{stage.name}”环节，由{agency.short_name}相应角色的人员签署。")
