"""What every act on a piece has in common: held, checked, counted, recorded, announced."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.outbox.operations import announce
from gongkai.participation.models import (
    ConsultationResult,
    Interview,
    InterviewRecord,
    Piece,
    PublicConsultation,
    Survey,
    SurveyResult,
)

PieceT = TypeVar("PieceT", bound=Piece)


class ParticipationRefused(ValueError):
    """This cannot be done as asked; the message names field, value and remedy, in Chinese.

    `field` is the field at fault, "" where it is no single one.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class PieceChanged(ParticipationRefused):
    """Somebody else changed the piece meanwhile."""


class Kind(NamedTuple):
    """What a kind of piece is called: its official term, and the stem of actions and subjects.

    `root` names the field of what it is the result of, "" for that itself.
    """

    label: str
    stem: str
    root: str = ""


KINDS: Mapping[type[Piece], Kind] = {
    PublicConsultation: Kind("意见征集", "consultation"),
    ConsultationResult: Kind("征集结果", "consultation", "consultation"),
    Survey: Kind("网上调查", "survey"),
    SurveyResult: Kind("调查结果", "survey", "survey"),
    Interview: Kind("在线访谈", "interview"),
    InterviewRecord: Kind("访谈实录", "interview", "interview"),
}


def kind_of(piece: Piece) -> Kind:
    """Return what kind of piece it is."""
    return KINDS[type(piece)]


def subject_of(piece: Piece) -> str:
    """Return what rounds, notices and the trail call a piece, e.g. 意见征集 12.

    A result goes by the number of what it is the result of.
    """
    return f"{kind_of(piece).label} {root_key(piece)}"


def root_key(piece: Piece) -> int:
    """Return the key of the consultation, survey or interview that a piece is or belongs to."""
    root = kind_of(piece).root
    key: int = getattr(piece, f"{root}_id") if root else piece.pk
    return key


def hold(piece: PieceT, *, version: int | None = None) -> PieceT:
    """Return a piece held for the transaction, as it stands now.

    :param version: the version the actor saw; None where he does not act on what he saw
    :raises PieceChanged: if it was changed since
    """
    rows = type(piece)._default_manager.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("agency", "drafter", "review_round").get(pk=piece.pk)
    if version is not None and version != held.version:
        raise PieceChanged("内容已被其他人修改，请查看最新内容后再操作；您填写的内容没有保存。")
    return held


def require_state(piece: Piece, *states: Any) -> None:
    """Insist on a state.

    :raises ParticipationRefused: naming the state it is in
    """
    if piece.state not in states:
        raise ParticipationRefused(
            f"{kind_of(piece).label}现为“{piece.get_state_display()}”，不能这样操作，"
            "请刷新页面查看最新状态。"
        )


def touch(
    piece: Piece, action: str, officer: Officer | None, at: datetime, **detail: object
) -> None:
    """Count, save and record what was done to a held piece."""
    piece.version += 1
    piece.save()
    kind = kind_of(piece)
    name = f"{kind.stem}.{'result_' if kind.root else ''}{action}"
    title = str(getattr(piece, "title", ""))
    record(
        action=name,
        subject=subject_of(piece),
        at=at,
        agency=piece.agency,
        officer=officer,
        detail={"title": title, **detail},
    )


def tell_followers(piece: Piece, deed: str, at: datetime) -> None:
    """Announce that what the public sees of a piece is new; the page's address is its root's."""
    touches(kind_of(piece).stem, root_key(piece), piece, deed, at)


def touches(stem: str, pk: int, of: Any, deed: str, at: datetime) -> None:
    """Announce what becomes new with a consultation, survey or interview of an organ."""
    announce(
        kind=f"{stem}.{deed}",
        subject=str(pk),
        at=at,
        agency=of.agency,
        detail={"touches": [f"{stem}:{pk}", f"asked:{of.agency_id}"]},
    )
