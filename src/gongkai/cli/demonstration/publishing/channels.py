"""Deliveries of the demonstration: one that failed, one that waits; nobody outside is spoken to."""

from typing import Any

from gongkai.cli.demonstration.publishing.office import CLERK, HEAD, Clock, Desk
from gongkai.cli.demonstration.stored import texts
from gongkai.publications.operations.distribution.accounts import save_city_site
from gongkai.publications.operations.distribution.delivering import deliver_one
from gongkai.publications.operations.distribution.reporting import report_to_city


def deliver(item: Any, ends: str, desk: Desk, clock: Clock) -> None:
    """Have an item reported to the city's site, so that it waits for a hand or has failed."""
    if ends == "WAITING":
        report_to_city(item=item, officer=desk.people[CLERK], **clock.now)
        return
    # The line is out of use when its turn comes: so it fails before anybody is called.
    _set_line(desk, clock, is_active=True)
    delivery = report_to_city(item=item, officer=desk.people[CLERK], **clock.now)
    _set_line(desk, clock, is_active=False)
    deliver_one(key=delivery.pk, at=clock.now["at"])


def _set_line(desk: Desk, clock: Clock, *, is_active: bool) -> None:
    told: dict[str, Any] = texts("publishing_living")["city_site"]
    save_city_site(
        agency=desk.agency,
        **told,
        secret="yanshi-yanshi-yanshi",
        is_active=is_active,
        officer=desk.people[HEAD],
        **clock.now,
    )
