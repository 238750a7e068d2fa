"""Handing in, releasing by a second person, sending back, withdrawing: alike for every piece."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.messages.operations import notify, settle_notices
from gongkai.participation.models import (
    ConsultationResult,
    InterviewRecord,
    Piece,
    PieceState,
    Survey,
)
from gongkai.participation.operations.acting import (
    PieceT,
    hold,
    kind_of,
    require_state,
    subject_of,
    tell_followers,
    touch,
)
from gongkai.participation.operations.completeness import require_complete
from gongkai.participation.operations.counting import take_counts
from gongkai.participation.operations.registering import register_activity
from gongkai.participation.operations.texts import require_line
from gongkai.participation.permissions import insist, may_draft, may_release, may_withdraw
from gongkai.review.operations import open_round, require_passed, sign, void_open_round

_STAGE = "审核发布"
# What tells of a piece's way to the public, not of what is shown.
_NOT_SHOWN = (
    "state",
    "version",
    "drafter_id",
    "review_round_id",
    "published_at",
    "withdrawn_at",
    "withdrawn_reason",
)


@transaction.atomic
def submit(*, piece: PieceT, version: int, officer: Officer, on: date, at: datetime) -> PieceT:
    """Hand a draft in, so that a second person may release it.

    :raises ParticipationRefused: if something is missing, naming it
    :raises NotAllowed: if the officer may not draft
    """
    insist(may_draft(officer, piece.agency, on), "提交审核")
    held = hold(piece, version=version)
    require_state(held, PieceState.DRAFT)
    if isinstance(held, ConsultationResult):
        take_counts(held)
    require_complete(held, on)
    held.drafter = officer
    held.review_round = open_round(
        agency=held.agency,
        subject=subject_of(held),
        content_hash=content_hash(held),
        drafter=officer,
        stages=[_STAGE],
        at=at,
    )
    held.state = PieceState.SUBMITTED
    touch(held, "submitted", officer, at)
    people = {
        person.pk: person
        for role in ("REVIEWER", "OFFICE_HEAD")
        for person in officers_with_role(held.agency, role, on)
        if person.pk != officer.pk
    }
    text = f"{kind_of(held).label}《{_title(held)}》等待审核发布。"
    notify(officers=people.values(), text=text[:300], subject=subject_of(held), at=at)
    return held


@transaction.atomic
def release(
    *, piece: PieceT, version: int, opinion: str = "", officer: Officer, on: date, at: datetime
) -> PieceT:
    """Put before the public what another person drafted.

    :raises ParticipationRefused: if it is not handed in, or its days are over
    :raises SignatureRefused: if the officer drafted it, or it was changed since it was handed in
    :raises NotAllowed: if the officer may not release
    """
    insist(may_release(officer, piece.agency, on), "审核发布")
    held = hold(piece, version=version)
    require_state(held, PieceState.SUBMITTED)
    assert held.review_round is not None
    if isinstance(held, ConsultationResult):
        take_counts(held)
    digest = content_hash(held)
    held.review_round = sign(
        round=held.review_round,
        officer=officer,
        verdict="PASS",
        content_hash=digest,
        at=at,
        opinion=opinion,
    )
    require_passed(held.review_round, digest)
    require_complete(held, on)
    if isinstance(held, InterviewRecord):
        register_activity(held, on, at)
    held.state, held.published_at = PieceState.PUBLISHED, at
    touch(held, "published", officer, at)
    settle_notices(subject=subject_of(held), at=at)
    tell_followers(held, "result_published" if kind_of(held).root else "published", at)
    return held


@transaction.atomic
def send_back(
    *, piece: PieceT, version: int, opinion: str, officer: Officer, on: date, at: datetime
) -> PieceT:
    """Give what was handed in back to its drafter, saying why.

    :raises SignatureRefused: without an opinion, or if the officer drafted it
    :raises NotAllowed: if the officer may not release
    """
    insist(may_release(officer, piece.agency, on), "退回")
    held = hold(piece, version=version)
    require_state(held, PieceState.SUBMITTED)
    assert held.review_round is not None
    sign(
        round=held.review_round,
        officer=officer,
        verdict="RETURN",
        content_hash=content_hash(held),
        at=at,
        opinion=opinion,
    )
    held.state, held.review_round = PieceState.DRAFT, None
    touch(held, "returned", officer, at, opinion=opinion.strip()[:300])
    settle_notices(subject=subject_of(held), at=at)
    text = f"{kind_of(held).label}《{_title(held)}》被退回：{opinion.strip()}"
    notify(officers=[held.drafter], text=text[:300], subject=subject_of(held), at=at)
    return held


@transaction.atomic
def take_back(*, piece: PieceT, version: int, officer: Officer, on: date, at: datetime) -> PieceT:
    """Make a draft again of what is handed in or was withdrawn, to write on it.

    :raises ParticipationRefused: if it is public or a draft already
    :raises NotAllowed: if the officer may not draft
    """
    insist(may_draft(officer, piece.agency, on), "取回修改")
    held = hold(piece, version=version)
    require_state(held, PieceState.SUBMITTED, PieceState.WITHDRAWN)
    if held.review_round is not None:
        void_open_round(round=held.review_round, at=at)
    held.state, held.review_round = PieceState.DRAFT, None
    touch(held, "taken_back", officer, at)
    settle_notices(subject=subject_of(held), at=at)
    return held


@transaction.atomic
def withdraw(
    *, piece: PieceT, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> PieceT:
    """Take a piece away from the public; what people sent in is kept.

    :raises ParticipationRefused: without a reason, or if it is not public
    :raises NotAllowed: if the officer may not
    """
    insist(may_withdraw(officer, piece.agency, on), "撤下")
    held = hold(piece, version=version)
    require_state(held, PieceState.PUBLISHED)
    said = require_line("撤下原因", reason, 300, "reason")
    held.state, held.withdrawn_at, held.withdrawn_reason = PieceState.WITHDRAWN, at, said
    touch(held, "withdrawn", officer, at, reason=said)
    tell_followers(held, "withdrawn", at)
    return held


def content_hash(piece: Piece) -> str:
    """Return what stands for the exact content that would be public."""
    fields = (field.attname for field in piece._meta.concrete_fields)
    content: dict[str, Any] = {
        name: getattr(piece, name) for name in fields if name not in _NOT_SHOWN
    }
    if isinstance(piece, Survey):
        shown = ("number", "kind", "text", "options", "is_required")
        content["questions"] = list(piece.questions.order_by("number").values(*shown))
    if isinstance(piece, InterviewRecord):
        content["rows"] = list(piece.rows.order_by("number").values("number", "question", "answer"))
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _title(piece: Piece) -> str:
    return str(getattr(piece, "title", ""))[:100]
