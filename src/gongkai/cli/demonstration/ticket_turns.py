"""Invented tickets that took another turn, and the call-backs of answered ones."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.living_tickets import take_so_far
from gongkai.cli.demonstration.stored import texts
from gongkai.hotline.operations.call_backs import (
    OpinionGiven,
    end_links,
    put_down_not_reached,
    put_down_opinion,
    put_down_refusal,
    send_links,
    take_call_back,
)
from gongkai.hotline.operations.tickets.leaving import refer_to_petitions, set_aside_ticket
from gongkai.hotline.operations.tickets.merging import merge_ticket
from gongkai.hotline.operations.tickets.pressing import supervise_ticket, urge_ticket
from gongkai.hotline.operations.tickets.returning import ask_return
from gongkai.hotline.queries.call_backs.plans import call_back_plan
from gongkai.hotline.queries.tickets.listing import has_tickets_about
from gongkai.hotline.queries.topics.tree import branches
from gongkai.rules.calendars import CalendarNotPublished

_ATTEMPTS_APART = timedelta(minutes=5)


@dataclass(frozen=True)
class _Turn:
    """A ticket with what is told of it, and who may do what when."""

    row: Any
    told: Mapping[str, Any]
    officers: Mapping[str, Officer]
    before: Any
    when: Mapping[str, Any]

    def by(self, role: str) -> dict[str, Any]:
        """Return what an act by the officer of a role takes."""
        return {"ticket": self.row, "officer": self.officers[role], **self.when}


def turn_tickets(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Take the tickets in and let them take their turns, unless there are any.

    All in the year of loading, and none that would fall due in a year without a calendar.
    """
    told_all = texts("ticket_turns")["tickets"]
    if has_tickets_about(centre, [told["matter"] for told in told_all]):
        return
    topics = {path: key for key, path in branches(centre)}
    before: Any = None
    for told in told_all:
        with suppress(CalendarNotPublished):
            row = take_so_far(officers, topics, told, on, at)
            _TURNS[told["turn"]](_Turn(row, told, officers, before, {"on": on, "at": at}))
            before = row


def _return(turn: _Turn) -> None:
    act = turn.by("TICKET_HANDLER")
    ask_return(version=turn.row.version, reason=turn.told["reason"], **act)


def _supervise(turn: _Turn) -> None:
    row = urge_ticket(version=turn.row.version, note="", **turn.by("TICKET_DISPATCHER"))
    act = {**turn.by("OFFICE_HEAD"), "ticket": row}
    supervise_ticket(version=row.version, reason=turn.told["reason"], **act)


def _merge(turn: _Turn) -> None:
    if turn.before is None:
        return
    merge_ticket(
        version=turn.row.version,
        into=turn.before.register_no,
        reason=turn.told["reason"],
        **turn.by("TICKET_DISPATCHER"),
    )


def _set_aside(turn: _Turn) -> None:
    act = turn.by("TICKET_DISPATCHER")
    set_aside_ticket(version=turn.row.version, reason=turn.told["reason"], **act)


def _refer(turn: _Turn) -> None:
    refer_to_petitions(
        version=turn.row.version,
        organ="葫芦岛市信访局（演示）",
        basis="演示内容，正式办理时由经办人核对法规原文后填写",
        reason=turn.told["reason"],
        **turn.by("TICKET_DISPATCHER"),
    )


def _not_reached(turn: _Turn) -> None:
    act = turn.by("HOTLINE_AGENT")
    attempts = call_back_plan(turn.row.agency).attempts
    for back in reversed(range(attempts)):
        act["at"] = turn.when["at"] - back * _ATTEMPTS_APART
        take_call_back(**act)
        put_down_not_reached(**act)


def _refused(turn: _Turn) -> None:
    take_call_back(**turn.by("HOTLINE_AGENT"))
    put_down_refusal(**turn.by("HOTLINE_AGENT"))


def _dissatisfied(turn: _Turn) -> None:
    given = OpinionGiven("DISSATISFIED", "SATISFIED", "办理时限", turn.told["remark"])
    _opinion(turn, given)


def _satisfied(turn: _Turn) -> None:
    _opinion(turn, OpinionGiven("SATISFIED", "SATISFIED"))


def _opinion(turn: _Turn, given: OpinionGiven) -> None:
    take_call_back(**turn.by("HOTLINE_AGENT"))
    put_down_opinion(given=given, **turn.by("HOTLINE_AGENT"))


def _link(turn: _Turn) -> None:
    send_links(
        tickets=[turn.row],
        address=_address,
        officer=turn.officers["HOTLINE_AGENT"],
        **turn.when,
    )


def _address(code: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("portal:opinion", args=[code])


def _lapsed(turn: _Turn) -> None:
    """Send a link that has lapsed by now, where the answer is old enough for that."""
    back = timedelta(days=call_back_plan(turn.row.agency).link_days + 1)
    sent = {"on": turn.when["on"] - back, "at": turn.when["at"] - back}
    if turn.row.fed_back_on is None or sent["on"] < turn.row.fed_back_on:
        return
    agent = turn.officers["HOTLINE_AGENT"]
    send_links(tickets=[turn.row], address=_address, officer=agent, **sent)
    end_links(**turn.when)


_TURNS: Mapping[str, Callable[[_Turn], None]] = {
    "return": _return,
    "supervise": _supervise,
    "merge": _merge,
    "set_aside": _set_aside,
    "refer": _refer,
    "not_reached": _not_reached,
    "refused": _refused,
    "dissatisfied": _dissatisfied,
    "satisfied": _satisfied,
    "link": _link,
    "lapsed": _lapsed,
}
