"""The log of answered requests: what the public may read, and what officers still have to do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureLogEntry, DisclosureRequest, LogState


def published_entries(
    on: date, agency: Agency | None = None, words: Sequence[str] = ()
) -> QuerySet[DisclosureLogEntry]:
    """Return the entries that are public on a day and hold every word, newest first.

    A case that is open again, because its reply was given up, is not shown.
    """
    entries = DisclosureLogEntry.objects.filter(
        state=LogState.PUBLISHED, visible_from__lte=on, request__closed_on__isnull=False
    )
    if agency is not None:
        entries = entries.filter(request__agency=agency)
    for word in words:
        entries = entries.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return entries.select_related("request__agency").order_by("-visible_from", "-pk")


def next_entry_day(on: date, agency: Agency) -> date | None:
    """Return the day after `on` at which the next entry is shown, None where none waits for it."""
    waiting = DisclosureLogEntry.objects.filter(
        state=LogState.PUBLISHED, visible_from__gt=on, request__agency=agency
    )
    return waiting.order_by("visible_from").values_list("visible_from", flat=True).first()


def entries_to_handle(agency: Agency, state: str = "") -> QuerySet[DisclosureLogEntry]:
    """Return an organ's entries, of one state or of all, those to be shown soonest first."""
    entries = DisclosureLogEntry.objects.filter(request__agency=agency)
    if state:
        entries = entries.filter(state=state)
    return entries.select_related("request", "prepared_by", "checked_by").order_by(
        "visible_from", "pk"
    )


def entries_by_state(agency: Agency) -> Counter[str]:
    """Return how many entries an organ has in each state."""
    rows = DisclosureLogEntry.objects.filter(request__agency=agency).values_list("state")
    return Counter(dict(rows.annotate(count=Count("pk"))))


def cases_without_entry(agency: Agency) -> Iterable[DisclosureRequest]:
    """Return the organ's cases that a letter closed here and that have no entry yet."""
    return (
        DisclosureRequest.objects.filter(
            agency=agency,
            closed_on__isnull=False,
            log_entry=None,
            letters__kind="REPLY",
            letters__state="ISSUED",
        )
        .select_related("agency")
        .distinct()
    )


def personal_data_of(case: DisclosureRequest) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what of a case must not be published, by what it is, and what of the organ may be."""
    known = {
        "申请人姓名": case.applicant_name,
        "证件号码": case.identity_number,
        "经办人姓名": case.contact_name,
        "联系电话": case.phone,
        "电子邮箱": case.email,
        "通信地址": case.address,
    }
    for asked in case.consultations.filter(kind="THIRD_PARTY").order_by("pk"):
        known[f"{asked.label}的名称"] = asked.name
        known[f"{asked.label}的联系方式"] = asked.contact
    organ = case.agency
    return {what: text for what, text in known.items() if text}, (organ.phone, organ.email)


def find_entry(agency: Agency, pk: int) -> DisclosureLogEntry | None:
    """Return an entry of the organ, or None."""
    entries = DisclosureLogEntry.objects.select_related("prepared_by", "checked_by")
    return entries.filter(pk=pk, request__agency=agency).first()
