"""Who was missed and not answered since is called; who was answered since is not."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Call, WaitingCall, WaitingKind, WaitingState
from gongkai.hotline.operations.calls.waiting import add_waiting
from gongkai.hotline.queries.outside.import_rows import Row
from gongkai.rules.hotline_desk import MISSED_WITHIN

_MOST_NUMBERS = 900


def settle_waiting(
    *,
    agency: Agency,
    answered: list[Row],
    missed: list[Row],
    at: datetime,
    lists_missed: bool,
) -> int:
    """Bring the list of those to be called in line with new rows; return how many were added.

    What comes of it does not hang on which file was taken over first.
    """
    recent = at - MISSED_WITHIN
    latest: dict[str, datetime] = {}
    for row in answered:
        if row["digest"]:
            latest[row["digest"]] = max(latest.get(row["digest"], row["began_at"]), row["began_at"])
    _settle(agency, latest)
    if not lists_missed:
        return 0
    rang: dict[str, Row] = {}
    for row in missed:
        digest = row["digest"]
        if digest and row["began_at"] >= recent:
            earlier = rang.get(digest)
            if earlier is None or row["began_at"] > earlier["began_at"]:
                rang[digest] = row
    return _listed(agency, rang)


def _settle(agency: Agency, latest: dict[str, datetime]) -> None:
    """Take numbers off the list whose callers were answered after they had been missed."""
    for some in _batches(list(latest)):
        waiting = WaitingCall.objects.filter(
            agency=agency,
            number_digest__in=some,
            state=WaitingState.WAITING,
            kind=WaitingKind.MISSED,
        )
        for row in waiting.only("pk", "number_digest", "asked_at"):
            if row.asked_at <= latest[row.number_digest]:
                call = Call.objects.filter(
                    agency=agency,
                    number_digest=row.number_digest,
                    began_at=latest[row.number_digest],
                ).first()
                state = {"state": WaitingState.DONE, "call": call}
                WaitingCall.objects.filter(pk=row.pk, state=WaitingState.WAITING).update(**state)


def _listed(agency: Agency, rang: dict[str, Row]) -> int:
    added = 0
    for some in _batches(list(rang)):
        calls = Call.objects.filter(agency=agency, number_digest__in=some, began_at__isnull=False)
        answered = dict(
            calls.values_list("number_digest").annotate(last=Max("began_at")).order_by()
        )
        asked = WaitingCall.objects.filter(agency=agency, number_digest__in=some)
        waited = dict(asked.values_list("number_digest").annotate(last=Max("asked_at")).order_by())
        for digest in some:
            row = rang[digest]
            began = row["began_at"]
            seen = [each for each in (answered.get(digest), waited.get(digest)) if each]
            if any(each >= began for each in seen):
                continue
            entry = add_waiting(
                agency=agency,
                kind=str(WaitingKind.MISSED),
                number=row["number"],
                asked_at=began,
                outside_no=row["outside_no"],
            )
            added += entry is not None and entry.outside_no == row["outside_no"]
    return added


def _batches(rows: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(rows), _MOST_NUMBERS):
        yield rows[start : start + _MOST_NUMBERS]
