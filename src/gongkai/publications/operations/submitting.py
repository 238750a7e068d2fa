"""Sending an item to be examined, and taking it back."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.operations import notify
from gongkai.publications.models import Item, ItemState
from gongkai.publications.operations.acting import (
    ItemRefused,
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.drafting import hold_draft, keep_revision
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.prechecking import Precheck, precheck
from gongkai.publications.queries.signers import signers_of_stage
from gongkai.publications.queries.stages import stages_of
from gongkai.review.operations import open_round, void_open_round


@transaction.atomic
def submit_item(*, item: Item, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """Send an item, exactly as it reads now, through all stages of its column.

    :raises ItemRefused: if a mandatory part is missing, or a finding of the pre-check is neither
        mended nor confirmed; naming each
    :raises ItemChanged, ItemTaken, NotAllowed: as drafting.hold_draft does
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    require_complete(held)
    require_clean(precheck(held, on))
    revision = keep_revision(held, officer, at, "送审")
    stages = stages_of(held.column)
    held.review_round = open_round(
        agency=held.agency,
        subject=subject_of(held),
        content_hash=revision.content_hash,
        drafter=held.drafter,
        stages=[stage.name for stage in stages],
        at=at,
    )
    held.state = ItemState.IN_REVIEW
    held.locked_by, held.locked_at = None, None
    touch(
        held, action="submitted", officer=officer, at=at,
        detail={"hash": revision.content_hash, "stages": [stage.name for stage in stages]},
    )  # fmt: skip
    tell_signers(held, 0, on, at)
    return held


@transaction.atomic
def take_back_item(*, item: Item, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """Take an item back to work on it; what was signed of it does not count any more.

    :raises ItemRefused: if it is neither being examined nor waiting to be published
    """
    insist(may_draft(officer, item.agency, on), "取回信息")
    held = hold(item, version=version)
    require_state(held, ItemState.IN_REVIEW, ItemState.APPROVED)
    if held.review_round is not None:
        void_open_round(round=held.review_round, at=at)
    held.state, held.review_round = ItemState.DRAFT, None
    touch(held, action="taken_back", officer=officer, at=at)
    return held


def require_complete(item: Item) -> None:
    """Insist on what every page must tell: 条例第十二条（索引、名称、内容概述、生成日期）.

    :raises ItemRefused: naming each missing field
    """
    missing = []
    if not item.summary:
        missing.append("内容概述：未填写，请用一两句话概括（条例第十二条）。")
    if item.formed_on is None:
        missing.append("成文日期：未填写，请填写信息形成的日期（条例第十二条、第二十六条）。")
    has_content = item.body.strip() or item.files.filter(removed_at=None).exists()
    if not has_content:
        missing.append("正文：没有正文也没有附件，请填写正文或者添加附件。")
    if missing:
        raise ItemRefused("".join(missing))


def require_clean(found: Precheck) -> None:
    """Insist that every finding that stops publication is mended or was confirmed by name.

    :raises ItemRefused: naming the first ones, with their places
    """
    if not found.open:
        return
    named = "".join(f"{each.message}" for each in found.open[:3])
    more = f"另有{len(found.open) - 3}项。" if len(found.open) > 3 else ""
    raise ItemRefused(f"内容检查有{len(found.open)}项须改正或者逐项确认：{named}{more}")


def tell_signers(item: Item, stage: int, on: date, at: datetime) -> None:
    """Tell those who may sign a stage that an item waits for them."""
    stages = stages_of(item.column)
    name = item.review_round.stages[stage]
    roles = next((each.roles for each in stages if each.name == name), ())
    officers = signers_of_stage(item, roles, on)
    text = f"《{item.title}》待您{name}。"[:300]
    notify(officers=officers, text=text, subject=subject_of(item), at=at)
