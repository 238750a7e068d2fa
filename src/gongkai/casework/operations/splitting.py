"""Several cases out of one letter, several handled as one, and ties between cases; all traced."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.casework.models import CaseEvent, CaseLink, DisclosureRequest, LinkKind
from gongkai.casework.operations.acting import CaseRefused, enter, lock, touch
from gongkai.casework.operations.history import begin, standing_entries
from gongkai.casework.operations.numbering import register_number
from gongkai.casework.permissions import require_actor
from gongkai.rules.clock import Entry, Event

MOST_PARTS = 50
"""The most cases one letter is split into at once."""

# What was told the applicant before the split holds for every part.
_SHARED = {
    Event.ARRIVED,
    Event.RECEIVED,
    Event.CORRECTION_ASKED,
    Event.CORRECTED,
    Event.REASONS_ASKED,
    Event.REASONS_GIVEN,
    Event.DELAYED,
    Event.EXTENDED,
}
_COPIED = (
    "agency", "channel", "arrived_on", "filed_at", "applicant_kind", "applicant_name",
    "identity_kind", "identity_number", "applicant_digest", "contact_name", "phone", "email",
    "address", "postcode", "form", "delivery", "is_oral", "assistance", "department", "handler",
    "query_digest", "correction_until",
)  # fmt: skip


@transaction.atomic
def split_request(
    *,
    request: DisclosureRequest,
    version: int,
    parts: Sequence[str],
    officer: Officer,
    on: date,
    at: datetime,
) -> list[DisclosureRequest]:
    """Split one letter into cases (一事一申请); return the new ones, each with its own number.

    The first part stays with the case, whose text remains the applicant's; the others become cases
    with the same day of receipt. Every case counts.

    :raises CaseRefused: if there are fewer than two parts, too many, or an empty or repeated one
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case = lock(request, version=version)
    texts = _parts(parts)
    shared = [entry for entry in standing_entries([case.pk])[case.pk] if entry.event in _SHARED]
    new = [_copy(case, text, register_number(case.agency, on.year)) for text in texts[1:]]
    back = Entry(on, Event.SPLIT, subject=case.register_no)
    begin(
        agency=case.agency,
        requests=new,
        histories=[[*shared, back]] * len(new),
        calendar=working_calendar(),
    )
    CaseEvent.objects.filter(request__in=new).update(
        officer=officer, recorded_at=at, note=f"由{case.register_no}分出"
    )
    for other in new:
        entry = Entry(on, Event.SPLIT, subject=other.register_no)
        note = f"本案继续办理：{texts[0]}"
        enter(case, entry, officer=officer, on=on, at=at, note=note)
        _tie(other, case, LinkKind.SPLIT, f"由{case.register_no}分案", officer, at)
        record(
            action="request.split_off",
            subject=other.register_no,
            at=at,
            agency=case.agency,
            officer=officer,
            detail={"from": case.register_no},
        )
    return new


@transaction.atomic
def join_requests(
    *,
    request: DisclosureRequest,
    version: int,
    others: Sequence[DisclosureRequest],
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """Handle other cases together with one; each keeps its number, its day and its place in counts.

    :raises CaseRefused: without others or a reason, or if one is another organ's or joined already
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does, for every case
    """
    keys = sorted({request.pk, *(other.pk for other in others)})
    # All in one order, so that two who join the same cases never wait for each other.
    rows = DisclosureRequest.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=keys
    )
    list(rows.order_by("pk"))
    case = lock(request, version=version)
    if len(keys) < 2:
        raise CaseRefused("并案的申请：未选择，请填写要并入的登记号。")
    if not reason.strip():
        raise CaseRefused("并案理由：未填写，请写明为什么一并办理。")
    note = reason.strip()
    for key in keys:
        if key == case.pk:
            continue
        other = lock(DisclosureRequest(pk=key))
        if other.agency_id != case.agency_id:
            raise CaseRefused("并案的申请：不属于本机关，请核对登记号。")
        if CaseLink.objects.filter(request=other, other=case, kind=LinkKind.JOINED).exists():
            raise CaseRefused(f"并案的申请：{other.register_no}已并入本案。")
        entry = Entry(on, Event.JOINED, subject=other.register_no)
        enter(case, entry, officer=officer, on=on, at=at, note=note)
        entry = Entry(on, Event.JOINED, subject=case.register_no)
        enter(other, entry, officer=officer, on=on, at=at, note=note)
        _tie(other, case, LinkKind.JOINED, note, officer, at)
    return case


@transaction.atomic
def link_request(
    *,
    request: DisclosureRequest,
    version: int,
    other: DisclosureRequest,
    kind: str,
    note: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> CaseLink:
    """Tie a case to an earlier one that it repeats or belongs to.

    :param kind: REPEATS or RELATED
    :raises CaseRefused: if it is the same case, another organ's, or tied like this already
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case = lock(request, version=version)
    require_actor(officer, case.agency, Event.JOINED, on)
    if kind not in (LinkKind.REPEATS, LinkKind.RELATED):
        raise CaseRefused("关系：请选择“重复申请”或者“相关申请”。")
    if other.pk == case.pk or other.agency_id != case.agency_id:
        raise CaseRefused("关联的申请：不是本机关的另一件申请，请核对登记号。")
    if CaseLink.objects.filter(request=case, other=other, kind=kind).exists():
        raise CaseRefused(f"关联的申请：与{other.register_no}的关系已经登记。")
    link = _tie(case, other, kind, note.strip(), officer, at)
    touch(case, action="link", officer=officer, at=at, other=other.register_no, kind=kind)
    return link


def _parts(parts: Sequence[str]) -> list[str]:
    texts = [part.strip() for part in parts]
    if len(texts) < 2:
        raise CaseRefused("各件内容：至少填写两件，第一件由本案继续办理。")
    if len(texts) > MOST_PARTS:
        raise CaseRefused(f"各件内容：一次最多分成{MOST_PARTS}件，请分次办理。")
    if not all(texts):
        raise CaseRefused("各件内容：有一件是空的，请补充或者删除。")
    if len(set(texts)) < len(texts):
        raise CaseRefused("各件内容：有两件相同，请核对。")
    return texts


def _copy(case: DisclosureRequest, wanted: str, number: str) -> DisclosureRequest:
    fields = {name: getattr(case, name) for name in _COPIED}
    return DisclosureRequest(register_no=number, wanted=wanted, version=1, **fields)


def _tie(
    request: DisclosureRequest,
    other: DisclosureRequest,
    kind: Any,
    note: str,
    officer: Officer,
    at: datetime,
) -> CaseLink:
    return CaseLink.objects.create(
        request=request, other=other, kind=kind, note=note[:300], officer=officer, at=at
    )
