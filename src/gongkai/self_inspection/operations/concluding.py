"""The end of an inspection: what was mended meanwhile, and the result as it is kept."""

from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.audit.operations import record
from gongkai.publications.queries.inspectable import public_among
from gongkai.self_inspection.models import (
    InspectedState,
    Inspection,
    InspectionPhase,
    InspectionState,
    SiteFinding,
)
from gongkai.self_inspection.operations.recording import TakenOver
from gongkai.self_inspection.queries.results import result_of

# Found by opening pages: where not all were opened, what was not seen may still be there.
_OF_PAGES = frozenset(
    (
        "HOME_LINK_DEAD", "LINK_DEAD", "LINK_UNLISTED", "PAGE_DEAD", "PAGE_SLOW",
        "SITE_TAG_MISSING", "COLUMN_TAG_MISSING", "ARTICLE_TAG_MISSING", "TAG_TWICE",
        "PUBLISHED_FORM",
    )
)  # fmt: skip
_LINKS = frozenset({"LINK_DEAD", "HOME_LINK_DEAD"})
# Gaps under these rules tell that pages were left out.
_SAMPLED = frozenset({"ARTICLE_TAG_MISSING", "COLUMN_TAG_MISSING", "PAGE_DEAD"})
# Of these a part was looked at, and the rest at least found to be there.
_PARTLY = frozenset({"FILE_UNREADABLE"})


@transaction.atomic
def conclude(*, inspection: Inspection, at: datetime) -> Inspection:
    """End an inspection: date what is mended, count the points, keep the result.

    What could not be looked at this time stays as it was.

    :raises TakenOver: if it has been ended meanwhile
    """
    held = Inspection.objects.select_for_update().select_related("agency").get(pk=inspection.pk)
    if held.state != InspectionState.RUNNING or held.phase != InspectionPhase.CONCLUDED:
        raise TakenOver
    mended = _mended(held)
    SiteFinding.objects.filter(pk__in=mended).update(mended_on=held.on)
    held.state, held.ended_at, held.moved_at = InspectionState.DONE, at, at
    opened = held.pages.filter(state=InspectedState.OPENED)
    tallied = {
        "pages": opened.filter(is_outward=False).count(),
        "outward": opened.filter(is_outward=True).count(),
        "left_out": held.pages.exclude(state=InspectedState.OPENED).count(),
    }
    keep_result(held, opened=tallied, mended=len(mended))
    held.pages.all().delete()
    record(
        action="inspection.ended",
        subject=f"网站自查 {held.on}",
        at=at,
        agency=held.agency,
        officer=held.officer,
        detail={"inspection": held.pk, "points": str(held.points), "mended": len(mended)},
    )
    return held


def keep_result(inspection: Inspection, *, opened: dict[str, int], mended: int) -> None:
    """Count the points of an inspection as its findings stand, and keep them."""
    result = result_of(inspection)
    inspection.points = result.score.points
    inspection.result = {
        **result.stored(),
        "opened": opened,
        "mended": mended,
    }
    inspection.save()


def _mended(inspection: Inspection) -> list[int]:
    gone = SiteFinding.objects.filter(agency=inspection.agency_id, mended_on=None).exclude(
        last_seen=inspection
    )
    unchecked = {rule for rule, _ in inspection.not_checked} - _OF_PAGES - _PARTLY
    rows = gone.exclude(rule__in=unchecked)
    pages = rows.filter(rule__in=_OF_PAGES)
    others = list(rows.exclude(rule__in=_OF_PAGES).values_list("pk", flat=True))
    return [*others, *_mended_on_pages(inspection, pages)]


def _mended_on_pages(inspection: Inspection, rows: Any) -> list[int]:
    told = list(rows.values_list("pk", "rule", "where", "found", "subject"))
    if not told:
        return []
    addresses = {address for _, _, where, found, _ in told for address in (where, found)}
    known = dict(inspection.pages.filter(address__in=addresses).values_list("address", "state"))
    items = {int(subject[5:]) for *_, subject in told if subject.startswith("item:")}
    public = public_among(inspection.agency, items)
    is_whole = not any(rule in _SAMPLED for rule, _ in inspection.not_checked)
    mended = []
    for pk, rule, where, target, subject in told:
        if known.get(where) == InspectedState.OPENED:
            # The link still stands there, and nobody could tell this time what is behind it.
            is_unknown = known.get(target, InspectedState.OPENED) != InspectedState.OPENED
            is_mended = not (rule in _LINKS and is_unknown)
        else:
            is_withdrawn = subject.startswith("item:") and int(subject[5:]) not in public
            is_mended = is_withdrawn or (is_whole and where not in known)
        if is_mended:
            mended.append(pk)
    return mended
