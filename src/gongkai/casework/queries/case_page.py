"""One case with everything that belongs to it, as its page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import roles_of, working_calendar
from gongkai.casework.models import (
    Archive,
    CaseEvent,
    CaseFile,
    CaseLink,
    Consultation,
    DisclosureLogEntry,
    DisclosureRequest,
    Dispute,
    DueChange,
    Letter,
    ProcessingFee,
    Redaction,
    Reminder,
    SearchTask,
    Service,
)
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.explaining import NextAct, due_of, entries_of, next_acts
from gongkai.casework.queries.facts import Rows, facts_from
from gongkai.casework.queries.fee_counting import NotCountable, fee_of
from gongkai.casework.queries.urgency import urgency_of
from gongkai.rules.clock import Due, Entry, Step
from gongkai.rules.fees import ImpossibleCount, TariffNotInForce
from gongkai.rules.urgency import Urgency


class CaseUnknown(LookupError):
    """The officer's organ has no such case."""


@dataclass(frozen=True)
class CasePage:
    """A case as an officer sees it on a day; plain lists of rows, nothing left to be fetched."""

    case: DisclosureRequest
    on: date
    roles: frozenset[str]
    entries: list[Entry]
    due: Due
    urgency: Urgency | None
    next_acts: list[NextAct]
    history: list[CaseEvent]
    files: list[CaseFile]
    searches: Sequence[SearchTask]
    consultations: Sequence[Consultation]
    letters: Sequence[Letter]
    redactions: Sequence[Redaction]
    services: Sequence[Service]
    fees: list[ProcessingFee]
    disputes: Sequence[Dispute]
    links: Sequence[CaseLink]
    linked_from: list[CaseLink]
    log_entry: DisclosureLogEntry | None
    archives: list[Archive]
    reminders: list[Reminder]
    due_changes: list[DueChange]

    @property
    def version(self) -> int:
        """Return the version that a form on the page acts on."""
        return self.case.version

    @property
    def may_write(self) -> bool:
        """Tell whether the officer enters things in the case."""
        return "CLERK" in self.roles

    @property
    def is_head(self) -> bool:
        """Tell whether the officer heads the office."""
        return "OFFICE_HEAD" in self.roles

    @property
    def may_assign(self) -> bool:
        """Tell whether the officer says who handles the case."""
        return self.may_write or self.is_head

    @property
    def letters_to_serve(self) -> list[Letter]:
        """Return the letters that have left and were not served yet."""
        served = {service.letter_id for service in self.services if service.served_on}
        return [each for each in self.letters if each.state == "ISSUED" and each.pk not in served]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps behind the day, each with its article."""
        return self.due.steps


def find_case(officer: Officer, pk: int, on: date) -> DisclosureRequest:
    """Return a case of the officer's organ.

    :raises CaseUnknown: if his organ has none of this key
    :raises NotAllowed: if he holds none of the roles that see cases
    """
    case = (
        DisclosureRequest.objects.select_related("agency", "department", "handler")
        .filter(pk=pk, agency=officer.agency_id)
        .first()
    )
    if case is None:
        raise CaseUnknown("没有这件申请，或者不属于本机关，请从案件列表中打开。")
    require_worker(officer, case.agency, on)
    return case


def find_file(officer: Officer, pk: int, on: date) -> CaseFile:
    """Return a file of a case or another matter of the officer's organ.

    :raises CaseUnknown: if his organ has none of this key
    :raises NotAllowed: if he holds none of the roles that see cases
    """
    files = CaseFile.objects.select_related("request__agency", "matter__agency")
    mine = Q(request__agency=officer.agency_id) | Q(matter__agency=officer.agency_id)
    file = files.filter(mine, pk=pk).first()
    if file is None:
        raise CaseUnknown("没有这个文件，或者不属于本机关，请从案件页面打开。")
    require_worker(officer, officer.agency, on)
    return file


def cases_numbered(
    officer: Officer, numbers: Sequence[str]
) -> tuple[list[DisclosureRequest], list[str]]:
    """Return the cases of the officer's organ by their numbers, and the numbers without one."""
    rows = DisclosureRequest.objects.filter(
        agency=officer.agency_id, register_no__in=numbers
    ).select_related("agency")
    found = {row.register_no: row for row in rows}
    known = [found[number] for number in numbers if number in found]
    return known, [number for number in numbers if number not in found]


def case_page(case: DisclosureRequest, *, officer: Officer, on: date) -> CasePage:
    """Return everything that belongs to a case, in a fixed number of queries."""
    history = list(
        case.history.select_related("officer", "counter_entry__officer").order_by("on", "pk")
    )
    entries = entries_of(history)
    roles = frozenset(roles_of(officer, on)) if officer.agency_id == case.agency_id else frozenset()
    calendar = working_calendar()
    rows = Rows(
        searches=_rows(case.searches, "department", "ordered_by", "answered_by"),
        consultations=_rows(case.consultations, "judged_by"),
        redactions=_rows(case.redactions, "source", "output", "prepared_by", "confirmed_by"),
        links=_rows(case.links, "other", "officer"),
        disputes=list(Dispute.objects.filter(request=case).order_by("filed_on", "pk")),
        letters=_rows(case.letters, "drafter", "review_round", "consultation", "pdf", "docx"),
        services=list(
            Service.objects.filter(letter__request=case)
            .select_related("letter", "proof", "officer")
            .order_by("pk")
        ),
    )
    facts = facts_from(case, entries, rows, on=on, calendar=calendar)
    return CasePage(
        case=case,
        on=on,
        roles=roles,
        entries=entries,
        due=due_of(case, entries, calendar, on),
        urgency=urgency_of(case, on, calendar),
        next_acts=next_acts(entries, roles, facts),
        history=history,
        files=list(case.files.select_related("officer").order_by("pk")),
        searches=rows.searches,
        consultations=rows.consultations,
        letters=rows.letters,
        redactions=rows.redactions,
        services=rows.services,
        fees=[_fee(case, fee) for fee in _fees(case)],
        disputes=rows.disputes,
        links=rows.links,
        linked_from=_rows(case.linked_from, "request", "officer"),
        log_entry=DisclosureLogEntry.objects.filter(request=case)
        .select_related("prepared_by", "checked_by")
        .first(),
        archives=_rows(case.archives, "bundle", "pdf", "officer"),
        reminders=_rows(case.reminders),
        due_changes=_rows(case.due_changes),
    )


def _fees(case: DisclosureRequest) -> Iterable[ProcessingFee]:
    return ProcessingFee.objects.filter(request=case).order_by("noticed_on", "pk")


def _fee(case: DisclosureRequest, fee: ProcessingFee) -> ProcessingFee:
    """Return a fee with the slices of the tariff behind it, where they still make its amount."""
    fee.steps = ()
    try:
        worked_out = fee_of(case, fee.method, fee.quantity, fee.noticed_on)
    except (ImpossibleCount, NotCountable, TariffNotInForce):
        return fee
    if worked_out.amount == fee.amount:
        fee.steps = worked_out.steps
    return fee


def _rows(rows: Any, *related: str) -> list[Any]:
    return list((rows.select_related(*related) if related else rows).order_by("pk"))
