"""Beginning a piece, and saving what is written on it; alike for every kind."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.participation.models import PieceState
from gongkai.participation.operations.acting import (
    ParticipationRefused,
    PieceT,
    hold,
    kind_of,
    require_state,
    touch,
)
from gongkai.participation.permissions import insist, may_draft
from gongkai.publications.queries.public_titles import public_titles

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_LINE = 300


def begin(
    piece: PieceT, values: Mapping[str, Any], officer: Officer, on: date, at: datetime
) -> PieceT:
    """Save a new draft.

    :raises NotAllowed: if the officer may not draft
    """
    insist(may_draft(officer, piece.agency, on), f"起草{kind_of(piece).label}")
    piece.drafter = officer
    _take(piece, values)
    piece.version = 0
    piece.save()
    touch(piece, "drafted", officer, at)
    return piece


def keep(
    piece: PieceT,
    values: Mapping[str, Any],
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> PieceT:
    """Save what was written on a draft.

    :raises PieceChanged: if it was changed meanwhile
    :raises ParticipationRefused: if it is no draft
    :raises NotAllowed: if the officer may not draft
    """
    insist(may_draft(officer, piece.agency, on), f"修改{kind_of(piece).label}")
    held = hold(piece, version=version)
    require_state(held, PieceState.DRAFT)
    _take(held, values)
    touch(held, "saved", officer, at)
    return held


def _take(piece: Any, values: Mapping[str, Any]) -> None:
    linked = values.get("item_id")
    if linked is not None and linked not in public_titles(piece.agency, [linked]):
        raise ParticipationRefused(
            f"关联信息：没有编号为{linked}的已公开信息，请从信息页面复制地址或者编号。", "item"
        )
    for name, value in values.items():
        setattr(piece, name, value)
