"""What an officer chose: where he is reached, and how he is told of what."""

from dataclasses import dataclass

from gongkai.agencies.models import Officer
from gongkai.messages.models import OfficerContact, WayPreference
from gongkai.rules.message_events import Event, EventAudience, Way, event_catalogue


@dataclass(frozen=True, slots=True)
class EventChoice:
    """An event that officers are told of, and the ways this one chose; the screen always is."""

    event: Event
    ways: tuple[Way, ...]
    is_default: bool


def contact_of(officer: Officer) -> OfficerContact | None:
    """Return where an officer is reached beside the screen."""
    return OfficerContact.objects.filter(officer=officer).first()


def choices_of(officer: Officer) -> list[EventChoice]:
    """Return how an officer is told of each event, by his choice or by default."""
    rows = WayPreference.objects.filter(officer=officer)
    chosen = {row.event: tuple(Way(each) for each in row.ways) for row in rows}
    return [
        EventChoice(event, chosen.get(event.code, event.default), event.code not in chosen)
        for event in event_catalogue().values()
        if event.audience is EventAudience.OFFICER
    ]
