"""The events of an application, as the rules read them and as they are told."""

from datetime import date
from typing import Any

from gongkai.fund_services.models import Application, ApplicationEvent
from gongkai.rules.service_lifecycle import ApplicationEntry, ApplicationEventKind, Proposal


def entries_of(application: Application) -> list[ApplicationEntry]:
    """Return an application's events as the rules read them, in order."""
    rows = ApplicationEvent.objects.filter(application=application).order_by("sequence")
    return [entry_of(event) for event in rows.defer("note", "missing")]


def entry_of(event: ApplicationEvent) -> ApplicationEntry:
    """Return an event as the rules read it."""
    told: dict[str, Any] = event.detail
    return ApplicationEntry(
        on=event.on,
        kind=ApplicationEventKind(event.kind),
        person=event.officer_id,
        handler=told.get("handler"),
        proposal=Proposal(told["proposal"]) if told.get("proposal") else None,
        until=date.fromisoformat(told["until"]) if told.get("until") else None,
        core_no=told.get("core_no", ""),
        amount=event.amount,
    )


def events_of(application: Application) -> list[ApplicationEvent]:
    """Return an application's events with who did them, in order."""
    rows = ApplicationEvent.objects.filter(application=application).select_related("officer")
    return list(rows.order_by("sequence"))


def last_event(application: Application, kind: ApplicationEventKind) -> ApplicationEvent | None:
    """Return the last event of a kind, None if there was none."""
    rows = ApplicationEvent.objects.filter(application=application, kind=kind.value)
    return rows.order_by("-sequence").first()
