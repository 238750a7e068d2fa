"""By when a document is to be public, and when one held back is looked at again."""

from dataclasses import dataclass
from datetime import date

from gongkai.publications.models import Item, OfficialDocument, PublishingSettings
from gongkai.rules.attributes import DisclosureAttribute, publish_by, review_due
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import Due
from gongkai.rules.statutes import StatuteNotInForce
from gongkai.rules.urgency import Urgency, urgency


@dataclass(frozen=True)
class PublicationClock:
    """The 20 working days of a document decided 主动公开 (条例第二十六条)."""

    began_on: date
    due: Due
    urgency: Urgency
    item: Item | None

    @property
    def is_met(self) -> bool:
        """Tell whether it was published."""
        return self.item is not None and self.item.published_at is not None


def publication_clock(
    document: OfficialDocument, on: date, calendar: WorkingCalendar
) -> PublicationClock | None:
    """Return the clock of a formed document that is to be published, None for any other."""
    if document.formed_on is None or document.attribute != DisclosureAttribute.PROACTIVE.value:
        return None
    began_on = clock_began(document)
    try:
        due = publish_by(began_on, calendar)
    except (CalendarNotPublished, StatuteNotInForce) as uncounted:
        due = Due(None, str(uncounted), ())
    item = Item.objects.filter(document=document).defer("body").first()
    return PublicationClock(began_on, due, urgency(due.on, on, calendar, reason=due.reason), item)


def clock_began(document: OfficialDocument) -> date:
    """Return the day the 20 working days count from: formed, or opened when assessed again."""
    assert document.formed_on is not None
    opened = document.reassessments.filter(after=DisclosureAttribute.PROACTIVE.value)
    day: date | None = opened.order_by("-on").values_list("on", flat=True).first()
    return day or document.formed_on


def next_review(document: OfficialDocument, on: date) -> date | None:
    """Return when a document that is not published is assessed again: 条例第十八条."""
    if document.attribute == DisclosureAttribute.PROACTIVE.value:
        return None
    settings = PublishingSettings.objects.filter(agency=document.agency).first()
    months = settings.reassess_months if settings is not None else None
    return review_due(on, months).on
