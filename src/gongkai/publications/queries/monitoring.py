"""Everything that publishing must not let slip, of one organ on one day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import OfficialDocument
from gongkai.publications.queries.documents.attributes import value_of
from gongkai.publications.queries.kept_up import SiteState, site_state
from gongkai.publications.queries.publication_limits import (
    PublishedLate,
    ToPublish,
    late_or_soon,
    published_late,
    to_publish,
)
from gongkai.rules.attributes import AttributeValue
from gongkai.rules.attributes.reasons import AttributeGround, attribute_grounds
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.urgency import Urgency, urgency

# How long before its day a re-assessment is announced.
_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class ToReassess:
    """A document held back whose periodic assessment is due, or soon will be (条例第十八条)."""

    document: OfficialDocument
    value: AttributeValue
    ground: AttributeGround | None
    urgency: Urgency


@dataclass(frozen=True)
class Monitored:
    """What is due, what was late, what is to be assessed again, and how the site is kept up."""

    to_publish: list[ToPublish]
    late: list[PublishedLate]
    to_reassess: list[ToReassess]
    site: SiteState


@dataclass(frozen=True)
class MonitorTally:
    """The same in numbers, for the overview."""

    overdue: int
    due_soon: int
    to_reassess: int
    stale: int
    empty: int

    @property
    def total(self) -> int:
        """Return how much needs somebody's attention."""
        return self.overdue + self.due_soon + self.to_reassess + self.stale + self.empty


def monitored(agency: Agency, on: date, year: int, calendar: WorkingCalendar) -> Monitored:
    """Return what an organ's publishing must not let slip; `year` is that of the late ones."""
    return Monitored(
        to_publish(agency, on, calendar),
        published_late(agency, year, calendar),
        to_reassess(agency, on, calendar),
        site_state(agency, on),
    )


def tally(agency: Agency, on: date, calendar: WorkingCalendar) -> MonitorTally:
    """Return in numbers what an organ's publishing must not let slip on a day."""
    overdue, due_soon = late_or_soon(to_publish(agency, on, calendar))
    site = site_state(agency, on)
    return MonitorTally(
        overdue, due_soon, reassessments(agency, on).count(), len(site.stale), len(site.empty)
    )


def reassessments(agency: Agency, until: date) -> QuerySet[OfficialDocument]:
    """Return the documents held back that are to be assessed again by a day: 条例第十八条."""
    return (
        OfficialDocument.objects.filter(agency=agency, next_review_on__lte=until)
        .select_related("drafter", "department")
        .defer("body")
        .order_by("next_review_on", "pk")
    )


def to_reassess(agency: Agency, on: date, calendar: WorkingCalendar) -> list[ToReassess]:
    """Return what is to be assessed again now or within thirty days: 条例第十八条."""
    grounds = attribute_grounds()
    return [
        ToReassess(
            document,
            value_of(document.attribute),
            grounds.get(document.ground),
            urgency(document.next_review_on, on, calendar),
        )
        for document in reassessments(agency, on + _AHEAD)
    ]
