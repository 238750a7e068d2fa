"""What an officer may do with a piece just now; operations insist on the same and on more."""

from typing import Any, NamedTuple

from gongkai.console.access import Desk
from gongkai.participation.models import Piece, PieceState
from gongkai.participation.permissions import may_draft, may_release, may_withdraw


class PieceActs(NamedTuple):
    """Which acts the page of a piece offers; `is_own` where the officer drafted it himself."""

    kind: str
    piece: Any
    edit: bool
    submit: bool
    take_back: bool
    release: bool
    is_own: bool
    withdraw: bool


def acts_on(kind: str, piece: Piece, desk: Desk) -> PieceActs:
    """Return what an officer may do with a piece.

    :param kind: what stands in addresses, e.g. consultation-result
    """
    at = (desk.officer, desk.agency, desk.on)
    writes = may_draft(*at)
    is_own = piece.drafter_id == desk.officer.pk
    is_submitted = piece.state == PieceState.SUBMITTED
    return PieceActs(
        kind=kind,
        piece=piece,
        edit=writes and piece.state == PieceState.DRAFT,
        submit=writes and piece.state == PieceState.DRAFT,
        take_back=writes and piece.state in (PieceState.SUBMITTED, PieceState.WITHDRAWN),
        release=is_submitted and not is_own and may_release(*at),
        is_own=is_submitted and is_own,
        withdraw=piece.state == PieceState.PUBLISHED and may_withdraw(*at),
    )
