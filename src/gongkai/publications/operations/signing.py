"""Examining an item: each stage by another person, none by who wrote it (三审三校)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.messages.operations import notify, settle_notices
from gongkai.publications.models import Item, ItemState
from gongkai.publications.operations.acting import (
    ItemRefused,
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.submitting import tell_signers
from gongkai.publications.permissions import may_sign_stage
from gongkai.publications.queries.contents import content_hash as hash_now
from gongkai.publications.queries.signers import writers_of
from gongkai.publications.queries.stages import stages_of
from gongkai.review.operations import SignatureRefused, sign
from gongkai.review.queries import principals_of


@transaction.atomic
def sign_item(
    *,
    item: Item,
    verdict: str,
    opinion: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    checked: Sequence[str] = (),
    marks: Sequence[Mapping[str, str]] = (),
    on_behalf_of: Officer | None = None,
) -> Item:
    """Sign the next stage of an item, or return it to the start with an opinion.

    :param content_hash: of what the signer read
    :param checked: what of the stage's checklist he ticked off; passing needs all of it
    :param marks: passages he marked, each `quoted` with what is `wanted` there
    :param on_behalf_of: whom he stands in for, by a substitution of that day
    :raises ItemRefused: if it is not being examined, or something is not ticked off
    :raises NotAllowed: if neither he nor whom he stands in for signs at this stage
    :raises SignatureRefused: if he wrote any of it, signed before, or it changed since
    """
    held = hold(item)
    require_state(held, ItemState.IN_REVIEW)
    round = held.review_round
    name = round.stages[round.signatures.count()]
    stage = next((each for each in stages_of(held.column) if each.name == name), None)
    if stage is None:
        raise ItemRefused(f"审核环节“{name}”已被改动，请取回后重新送审。")
    _require_signer(held, stage.roles, name, officer, on_behalf_of, on)
    now = hash_now(held)
    if now != round.content_hash or now != content_hash:
        raise SignatureRefused("送审后内容有变动，原审签不再适用，请取回后重新送审。")
    missing = [check for check in stage.checks if check not in checked]
    if verdict == "PASS" and missing:
        raise ItemRefused(f"核对事项：尚未核对“{'”“'.join(missing)}”，请逐项核对后再通过。")
    held.review_round = sign(
        round=round,
        officer=officer,
        verdict=verdict,
        content_hash=now,
        at=at,
        opinion=opinion,
        checked=[check for check in stage.checks if check in checked],
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    _follow(held, opinion, on, at)
    touch(
        held, action="signed", officer=officer, at=at,
        detail={
            "stage": name, "verdict": verdict, "hash": now,
            "for": on_behalf_of.name if on_behalf_of else "",
        },
    )  # fmt: skip
    return held


def _follow(item: Item, opinion: str, on: date, at: datetime) -> None:
    subject = subject_of(item)
    settle_notices(subject=subject, at=at)
    state = item.review_round.state
    if state == "RETURNED":
        item.state = ItemState.DRAFT
        told = f"《{item.title}》被退回：{opinion.strip()}"[:300]
        notify(officers=[item.drafter], text=told, subject=subject, at=at)
    elif state == "PASSED":
        item.state = ItemState.APPROVED
        told = f"《{item.title}》已通过全部审核，可以发布。"[:300]
        notify(officers=[item.drafter], text=told, subject=subject, at=at)
    else:
        tell_signers(item, item.review_round.signatures.count(), on, at)


def _require_signer(
    item: Item,
    roles: Sequence[str],
    stage: str,
    officer: Officer,
    principal: Officer | None,
    on: date,
) -> None:
    writers = writers_of(item)
    if officer.pk in writers:
        raise SignatureRefused("不能审核本人起草或者修改过的内容，请由其他人员审核。")
    if principal is not None:
        if principal.pk not in {each.pk for each in principals_of(officer, on)}:
            raise NotAllowed(f"您今天没有代{principal.name}审签的授权，请先登记代签授权。")
        if principal.pk in writers:
            raise SignatureRefused(
                f"{principal.name}起草或者修改过该内容，不能由他人代其审核，请由其他人员审核。"
            )
    if not may_sign_stage(roles, principal or officer, item.agency, on):
        raise NotAllowed(f"当前为“{stage}”环节，由{item.agency.short_name}相应角色的人员签署。")
