"""What an officer may do with an item just now, and why he may not sign it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gongkai.agencies.models import Officer
from gongkai.console.access import Desk
from gongkai.publications.models import ItemState
from gongkai.publications.operations.locking import holder_of
from gongkai.publications.permissions import (
    may_draft,
    may_publish,
    may_review_secrecy,
    may_sign_stage,
    may_take_down,
)
from gongkai.publications.queries.item_page import ItemPage
from gongkai.publications.queries.signers import writers_of
from gongkai.review.queries import principals_of

_BACK = (ItemState.IN_REVIEW, ItemState.APPROVED)
_AGAIN = (ItemState.PUBLISHED, ItemState.TAKEN_DOWN, ItemState.EXPIRED)


@dataclass(frozen=True)
class ItemActs:
    """Which acts the page of an item offers; operations insist on the same and on more."""

    edit: bool
    submit: bool
    take_back: bool
    publish: bool
    is_scheduled: bool
    revise: bool
    abandon: bool
    take_down: bool
    review_secrecy: bool
    taken_by: Officer | None


@dataclass(frozen=True)
class Signing:
    """Whether the officer may sign the stage at hand, or why not.

    `principals` are those in whose place he may sign it; `principal_pk` the only one, where he may
    not sign himself.
    """

    may: bool
    why_not: str
    stage: str
    checks: tuple[str, ...]
    principals: tuple[Officer, ...]
    principal_pk: int | None


def acts_of(page: ItemPage, desk: Desk) -> ItemActs:
    """Return what an officer may do with an item."""
    item, at = page.item, (desk.officer, desk.agency, desk.on)
    writes, other = may_draft(*at), holder_of(item, desk.at)
    is_draft = item.state == ItemState.DRAFT
    is_free = other is None or other.pk == desk.officer.pk
    approved = item.state == ItemState.APPROVED and may_publish(*at)
    waits = item.publish_at is not None and item.publish_at > desk.at
    return ItemActs(
        edit=writes and is_draft,
        submit=writes and is_draft and is_free,
        take_back=writes and item.state in _BACK,
        publish=approved and not waits,
        is_scheduled=item.state == ItemState.APPROVED and waits,
        revise=writes and item.state in _AGAIN,
        abandon=writes and is_draft and is_free and item.public_revision_id is None,
        take_down=item.public_revision_id is not None and may_take_down(*at),
        review_secrecy=item.state != ItemState.ABANDONED
        and item.drafter_id != desk.officer.pk
        and may_review_secrecy(*at),
        taken_by=other if is_draft and not is_free else None,
    )


def signing_of(page: ItemPage, desk: Desk) -> Signing:
    """Return whether an officer may sign the stage at hand."""
    if page.item.state != ItemState.IN_REVIEW or page.next_stage is None or page.round is None:
        return NOTHING_TO_SIGN
    wrote = _("您起草或者修改过这一稿，由其他人员审核。")
    return signing_at(page.next_stage, page.stages, writers_of(page.item), wrote, desk)


def signing_at(
    seen: Any, stages: Iterable[Any], writers: set[int], wrote: str, desk: Desk
) -> Signing:
    """Return whether an officer may sign a stage, for himself or for whom he stands in.

    :param seen: the stage at hand, as its page shows it
    :param stages: all of the round, with their signatures
    :param wrote: what is told to who wrote any of it
    """
    checks = seen.stage.checks if seen.stage else ()
    roles = seen.stage.roles if seen.stage else ()
    signed = {each.signature for each in stages if each.signature}
    done = {each.officer_id for each in signed} | {each.on_behalf_of_id for each in signed}

    def refused(why: str) -> Signing:
        return Signing(False, why, seen.name, checks, (), None)

    if desk.officer.pk in writers:
        return refused(wrote)
    if desk.officer.pk in done:
        return refused(_("您已在本轮签署，其他环节由其他人员签署。"))
    himself = may_sign_stage(roles, desk.officer, desk.agency, desk.on)
    principals = tuple(
        principal
        for principal in principals_of(desk.officer, desk.on)
        if principal.pk not in writers | done
        and may_sign_stage(roles, principal, desk.agency, desk.on)
    )
    if not himself and not principals:
        return refused(_("当前为“%(stage)s”环节，由相应角色的人员签署。") % {"stage": seen.name})
    only = principals[0].pk if principals and not himself else None
    return Signing(True, "", seen.name, checks, principals, only)


NOTHING_TO_SIGN = Signing(False, "", "", (), (), None)
