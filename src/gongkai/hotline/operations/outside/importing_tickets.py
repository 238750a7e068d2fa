"""Taking over the platform's tickets from its exports: each once, what was done here stays."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import working_calendar
from gongkai.hotline.models import (
    ImportMapping,
    PlatformOrderTaken,
    Ticket,
    TicketSource,
    TicketState,
)
from gongkai.hotline.operations.outside.ticket_rows import completed
from gongkai.hotline.operations.registering import register_tickets
from gongkai.hotline.operations.tickets.acting import enter, held
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.operations.tickets.numbering import ticket_numbers
from gongkai.hotline.operations.tickets.opening import matter_of, open_ticket
from gongkai.hotline.queries.call_backs.plans import call_back_plan
from gongkai.hotline.queries.outside.import_faults import ImportFaults
from gongkai.hotline.queries.outside.import_fields import NOTHING, YES
from gongkai.hotline.queries.outside.import_rows import Row
from gongkai.hotline.queries.tickets.limits import own_limits
from gongkai.hotline.queries.tickets.people import dispatchers
from gongkai.messages.operations import notify
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import OPEN_STATES, TicketEventKind

_MOST_NUMBERS = 900
_COMPARED = (
    "ticket_kind",
    "title",
    "content",
    "person_name",
    "phone",
    "accepted_at",
    "due_on",
    "is_secret",
    "urged",
    "fed_back_on",
    "closed_on",
    "called_back_on",
    "opinion",
)


@dataclass
class TicketPlan:
    """What taking a file over does, before any of it is done."""

    open: list[Row] = field(default_factory=list)
    finished: list[Row] = field(default_factory=list)
    moved: list[tuple[int, Row]] = field(default_factory=list)
    urged: list[tuple[int, Row, int]] = field(default_factory=list)
    known: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many rows come to what."""
        return {
            "made": len(self.open) + len(self.finished),
            "open": len(self.open),
            "finished": len(self.finished),
            "known": self.known,
            "changed": len(self.changes),
        }


def plan_tickets(
    *,
    agency: Agency,
    mapping: ImportMapping,
    rows: Iterable[Row],
    faults: ImportFaults,
    on: date,
    at: datetime,
) -> TicketPlan:
    """Return what taking rows over would do; what is wrong with them goes to `faults`."""
    plan = TicketPlan()
    limits, calendar = own_limits(agency), working_calendar()
    told: dict[str, Row] = {}
    for row in rows:
        if not completed(row, mapping, faults, limits, calendar, on, at):
            continue
        earlier = told.setdefault(row["outside_no"], row)
        if earlier is row:
            continue
        if all(earlier[name] == row[name] for name in _COMPARED):
            plan.known += 1
        else:
            column = mapping.fields.get("outside_no", "平台工单号")
            reason = f"与第{earlier['line']}行的工单号相同而内容不同"
            faults.add(row["line"], column, row["outside_no"], reason, "请核对后只保留一行")
    seen = _compare_with_known(agency, told, plan)
    for number, row in told.items():
        if number not in seen:
            (plan.finished if row["is_finished"] else plan.open).append(row)
    return plan


def carry_out_tickets(
    *,
    agency: Agency,
    mapping: ImportMapping,
    plan: TicketPlan,
    officer: Officer | None,
    on: date,
    at: datetime,
    progress: Callable[[int, int], None],
) -> int:
    """Put on record what was planned; return how many tickets wait to be dispatched since.

    Must run in a transaction that holds the organ's mappings of tickets.
    """
    total = len(plan.open) + len(plan.finished) + len(plan.moved)
    _register(agency, mapping, plan.finished, at)
    done = len(plan.finished)
    progress(done, total)
    for row in sorted(plan.open, key=lambda each: (each["accepted_on"], each["outside_no"])):
        ticket = _opened(agency, row, officer, at)
        if row["urged"]:
            _urge(ticket.pk, row, row["urged"], officer, on, at)
        progress(done := done + 1, total)
    for key, row in plan.moved:
        ticket = held(Ticket(pk=key))
        enter(
            ticket,
            TicketEventKind.REGISTERED,
            officer=officer,
            on=on,
            at=at,
            accepted_on=ticket.accepted_on,
            due_on=row["due_on"],
        )
    for key, row, count in plan.urged:
        _urge(key, row, count, officer, on, at)
    if plan.open:
        text = f"由12345平台导出表导入待办工单{len(plan.open)}件，请派单。"
        notify(officers=dispatchers(agency, on), text=text, subject="12345平台工单导入", at=at)
    return len(plan.open)


def _compare_with_known(agency: Agency, told: dict[str, Row], plan: TicketPlan) -> set[str]:
    seen: set[str] = set()
    for some in _batches(list(told)):
        rows = Ticket.objects.filter(
            agency=agency, source=TicketSource.PLATFORM, outside_no__in=some
        ).only(
            "outside_no", "register_no", "due_on", "state", "fed_back_on", "closed_on", "opinion"
        )
        keys = {
            _urge_key(number, count): number
            for number in some
            for count in range(1, (told[number]["urged"] or 0) + 1)
        }
        urges: dict[str, int] = defaultdict(int)
        taken = PlatformOrderTaken.objects.filter(agency=agency)
        for part in _batches(list(keys)):
            for key in taken.filter(key__in=part).values_list("key", flat=True):
                urges[keys[key]] += 1
        for ticket in rows:
            seen.add(ticket.outside_no)
            row = told[ticket.outside_no]
            if not _differs(ticket, row, urges[ticket.outside_no], plan):
                plan.known += 1
    return seen


def _differs(ticket: Ticket, row: Row, urges: int, plan: TicketPlan) -> bool:
    """Note what a row tells of a ticket on record that is new; tell whether anything is."""
    is_open = TicketState(ticket.state) in OPEN_STATES
    before = len(plan.changes)

    def change(text: str, is_applied: bool) -> None:
        plan.changes.append(
            {
                "line": row["line"],
                "number": row["outside_no"],
                "ticket": ticket.pk,
                "text": f"工单{ticket.register_no}：{text}",
                "is_applied": is_applied,
            }
        )

    if row["is_finished"]:
        if is_open:
            change("平台已办结，本系统仍在办理，请按规定答复后办结", False)
        elif row["opinion"] != NOTHING and ticket.opinion and row["opinion"] != ticket.opinion:
            change("评价与已登记的不同，保留已登记的评价", False)
        return len(plan.changes) > before
    if is_open and row["is_due_told"] and row["due_on"] != ticket.due_on:
        if row["due_on"] > ticket.due_on:
            plan.moved.append((ticket.pk, row))
            change(f"办理期限由{ticket.due_on}改为{row['due_on']}", True)
        else:
            change(f"文件中的办理期限{row['due_on']}早于现在的{ticket.due_on}，不改动", False)
    more = (row["urged"] or 0) - urges
    if is_open and more > 0:
        plan.urged.append((ticket.pk, row, more))
        change(f"平台催办（新增{more}次）", True)
    return len(plan.changes) > before


def _opened(agency: Agency, row: Row, officer: Officer | None, at: datetime) -> Ticket:
    ticket = open_ticket(
        agency=agency,
        content=_content(row),
        source=TicketSource.PLATFORM,
        officer=officer,
        on=row["accepted_on"],
        at=at,
        outside_no=row["outside_no"],
        due_on=row["due_on"] if row["is_due_told"] else None,
        is_told=False,
    )
    accepted_at = row["accepted_at"] if isinstance(row["accepted_at"], datetime) else None
    # It was put on record now and accepted when the platform says.
    Ticket.objects.filter(pk=ticket.pk).update(accepted_at=accepted_at)
    return ticket


def _content(row: Row) -> TicketContent:
    return TicketContent(
        kind=TicketKind(row["ticket_kind"]),
        content=row["content"],
        matter=row["title"],
        person_name=row["person_name"],
        phone=row["phone"],
        is_secret=row["is_secret"] == YES,
    )


def _urge(key: int, row: Row, count: int, officer: Officer | None, on: date, at: datetime) -> None:
    """Put on record that the platform urged, each of its urges once."""
    ticket = held(Ticket(pk=key))
    last = row["urged"] or 0
    for place in range(last - count + 1, last + 1):
        PlatformOrderTaken.objects.create(
            agency=ticket.agency, key=_urge_key(row["outside_no"], place), at=at
        )
        day = max(on, ticket.accepted_on)
        enter(ticket, TicketEventKind.URGED, officer=officer, on=day, at=at, text="12345平台催办")


def _urge_key(number: str, place: int) -> str:
    return f"urge-{sha256(number.encode()).hexdigest()[:40]}-{place}"


def _register(agency: Agency, mapping: ImportMapping, rows: list[Row], at: datetime) -> None:
    years: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (each["accepted_on"], each["outside_no"])):
        years[row["accepted_on"].year].append(row)
    plan = call_back_plan(agency)
    tells_call_backs = bool(mapping.fields.get("called_back_on"))
    for year, found in sorted(years.items()):
        numbers = ticket_numbers(agency, year, len(found))
        told = []
        for number, row in zip(numbers, found, strict=True):
            content = _content(row)
            is_secret = content.is_secret or content.kind is TicketKind.REPORT
            opinion = "" if row["opinion"] == NOTHING else row["opinion"]
            told.append(
                {
                    "register_no": number,
                    "source": TicketSource.PLATFORM,
                    "kind": content.kind.value,
                    "matter": matter_of(content),
                    "content": content.content,
                    "outside_no": row["outside_no"],
                    "person_name": content.person_name,
                    "phone": row["phone"],
                    "phone_digest": keyed_digest("phone", row["phone"]),
                    "is_secret": is_secret,
                    "accepted_on": row["accepted_on"],
                    "accepted_at": row["accepted_at"]
                    if isinstance(row["accepted_at"], datetime)
                    else None,
                    "due_on": row["due_on"],
                    "fed_back_on": row["fed_back_on"],
                    "closed_on": row["closed_on"],
                    # Where the file does not tell of call-backs the platform keeps them to itself.
                    "call_back_due": tells_call_backs
                    and (
                        row["called_back_on"] is not None
                        or (bool(row["phone"]) and not is_secret and plan.chooses(number))
                    ),
                    "called_back_on": row["called_back_on"],
                    "reached": bool(opinion),
                    "opinion": opinion,
                }
            )
        register_tickets(agency=agency, rows=told, at=at)


def _batches(rows: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(rows), _MOST_NUMBERS):
        yield rows[start : start + _MOST_NUMBERS]
