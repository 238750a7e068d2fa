"""Examining an item: each stage by another person, none by who wrote it (三审三校)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import Item, ItemState
from gongkai.publications.operations.acting import (
    ItemRefused,
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.stage_signing import Examined, sign_stage
from gongkai.publications.operations.submitting import tell_signers
from gongkai.publications.queries.contents import content_hash as hash_now
from gongkai.publications.queries.signers import writers_of
from gongkai.publications.queries.stages import stages_of


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
    examined = Examined(
        agency=held.agency,
        title=held.title,
        drafter=held.drafter,
        subject=subject_of(held),
        round=held.review_round,
        stages=stages_of(held.column),
        writers=writers_of(held),
        content_hash=hash_now(held),
        refused=ItemRefused,
    )
    held.review_round, told = sign_stage(
        examined,
        verdict=verdict,
        opinion=opinion,
        content_hash=content_hash,
        officer=officer,
        on=on,
        at=at,
        checked=checked,
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    state = held.review_round.state
    if state == "OPEN":
        tell_signers(held, held.review_round.signatures.count(), on, at)
    else:
        held.state = ItemState.APPROVED if state == "PASSED" else ItemState.DRAFT
    touch(held, action="signed", officer=officer, at=at, detail=told)
    return held
