"""What must hold of the cases on record at any time, recounted here from plain rows."""

from collections import Counter, defaultdict
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.annual_reports.queries.compiling import NothingToReport, compile_year
from gongkai.audit.queries import broken_links
from gongkai.casework.models import (
    CaseEvent,
    Consultation,
    DisclosureLogEntry,
    DisclosureRequest,
    Dispute,
    Letter,
    NumberSeries,
    ProcessingFee,
    RegisteredNumber,
    SearchTask,
)
from gongkai.casework.queries.disclosure_log import published_entries
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.clock import Entry, Event, reply_due
from gongkai.rules.lifecycle import ACTS, state_of
from gongkai.rules.outcomes import OUTCOMES
from gongkai.rules.reports.editions import edition
from gongkai.rules.statutes import StatuteNotInForce

FLOWS = ("received", "carried_in", "total", "carried_out")
ROWS = tuple(row.key for row in edition("2021").request_rows)
RESULTS = tuple(row for row in ROWS if row not in FLOWS)
COLUMNS = (*(kind.column for kind in ApplicantKind), "total")
ASKED = ("THIRD_PARTY_CONSULTED", "ORGAN_CONSULTED")
_CASE = (
    "pk", "register_no", "agency__fee_clock_mode", "state", "due_on", "due_reason",
    "is_provisional", "lapses_on", "arrived_on", "received_on", "closed_on", "outcome",
    "correction_until", "version",
)  # fmt: skip


def faults():
    """Return everything that does not hold."""
    return [*faults_of_cases(), *_numbers()]


def faults_of_cases():
    """Return what does not hold, apart from numbers, which factories make up."""
    histories = standing_histories()
    return [
        *_cases(histories),
        *_records(histories),
        *_letters(histories),
        *_log(),
        *broken_links(),
    ]


def standing_histories():
    """Return each case's entries that were not withdrawn, in the order of their entering."""
    found = defaultdict(list)
    for key, *fields in (
        CaseEvent.objects.filter(withdrawn_at=None)
        .order_by("pk")
        .values_list("request", "on", "event", "subject", "reached_on", "until_on")
    ):
        on, event, subject, reached_on, until_on = fields
        found[key].append(Entry(on, Event(event), subject, reached_on, until_on))
    return found


def _cases(histories):
    """Yield where a case is not what the rules alone make of its history."""
    calendar = working_calendar()
    for key, number, mode, *stored, version in DisclosureRequest.objects.values_list(*_CASE):
        entries = histories[key]
        days = {entry.event: entry.on for entry in entries}
        untils = {entry.event: entry.until_on for entry in entries}
        due = _limit(entries, calendar, mode) if Event.RECEIVED in days else (None, "", False, None)
        outcome = stored[-2]
        worked_out = [
            state_of(entries), *due, days.get(Event.ARRIVED, stored[5]), days.get(Event.RECEIVED),
            days.get(Event.REPLIED), outcome, untils.get(Event.CORRECTION_ASKED),
        ]  # fmt: skip
        if stored != worked_out:
            yield f"{number}: stored {stored}, by the rules {worked_out} from {entries}"
        rows = [row for row in RESULTS if outcome and OUTCOMES[outcome].report_row == row]
        if len(rows) != (1 if Event.REPLIED in days else 0):
            yield f"{number}: counted in {rows}"
        newest = CaseEvent.objects.filter(request=key).order_by("-version").first()
        if newest is None or newest.version > version:
            yield f"{number}: version {version} is older than its history"


def _limit(entries, calendar, mode):
    try:
        due = reply_due(entries, calendar, fee_mode=mode)
    except (CalendarNotPublished, StatuteNotInForce) as gap:
        return None, str(gap)[:200], False, None
    return due.on, due.reason[:200], due.provisional, due.lapses_on


def _records(histories):
    """Yield where a search, an opinion or a fee tells something else than the history."""
    tasks = defaultdict(list)
    for task in SearchTask.objects.select_related("department"):
        ordered = (task.request_id, "SEARCH_ORDERED", task.department.name)
        tasks[ordered].append(task.ordered_on)
        if task.answered_on:
            tasks[task.request_id, "SEARCH_ANSWERED", task.department.name].append(task.answered_on)
    opinions = defaultdict(list)
    for row in Consultation.objects.all():
        asked, answered = ASKED[row.kind == "CO_MAKER"], row.answered_on
        told = asked.replace("CONSULTED", "ANSWERED")
        for event, day in ((asked, row.sent_on), (told, answered)):
            if day:
                opinions[row.request_id, event, row.label].append(day)
        if row.informed_on:
            opinions[row.request_id, "THIRD_PARTY_INFORMED", row.label].append(row.informed_on)
        if row.opinion and row.sent_on is None:
            yield f"{row}: an opinion that nobody asked for"
        if bool(answered) != (row.opinion not in ("", "SILENT")):
            yield f"{row}: {row.opinion} on {answered}"
    fees = defaultdict(list)
    for fee in ProcessingFee.objects.filter(withdrawn_on=None):
        fees[fee.request_id, "FEE_NOTICED", ""].append(fee.noticed_on)
        if fee.paid_on:
            fees[fee.request_id, "FEE_PAID", ""].append(fee.paid_on)
    for rows, events in (
        (tasks, ("SEARCH_ORDERED", "SEARCH_ANSWERED")),
        (opinions, (*ASKED, "THIRD_PARTY_ANSWERED", "ORGAN_ANSWERED", "THIRD_PARTY_INFORMED")),
        (fees, ("FEE_NOTICED", "FEE_PAID")),
    ):
        told = defaultdict(list)
        for key, entries in histories.items():
            for entry in entries:
                if entry.event in events:
                    told[key, entry.event.value, entry.subject].append(entry.on)
        if {key: sorted(days) for key, days in rows.items()} != {
            key: sorted(days) for key, days in told.items()
        }:
            yield f"the records tell {dict(rows)}, the histories {dict(told)}"


def _letters(histories):
    """Yield where a letter that left has no effect, or an effect has no letter."""
    for letter in Letter.objects.select_related("event", "request"):
        left = letter.state == "ISSUED"
        if left and (letter.event is None or letter.event.withdrawn_at or not letter.number):
            yield f"{letter}: left without effect"
        if left and not (letter.pdf_id and letter.docx_id):
            yield f"{letter}: left without its files"
        if letter.number and letter.state not in ("ISSUED", "VOID"):
            yield f"{letter}: has a number and never left"
    made = Counter(Letter.objects.filter(state="ISSUED").values_list("request", "event__event"))
    for key, entries in histories.items():
        # A part of a split case, or a joined one, has some effects from another case's letter.
        tied = any(entry.event in (Event.SPLIT, Event.JOINED) for entry in entries)
        for event in _BY_LETTER:
            told = sum(entry.event is event for entry in entries)
            if told < made[key, event] or (told > made[key, event] and not tied):
                yield f"case {key}: {event} {told} times, by {made[key, event]} letters"


_BY_LETTER = [Event.LETTER_SENT, *(event for event, act in ACTS.items() if act.letter)]


def _log():
    """Yield what the public may read of a case without its reply, or sooner than after it."""
    for entry in DisclosureLogEntry.objects.select_related("request"):
        closed_on = entry.request.closed_on
        if closed_on and entry.visible_from < closed_on:
            yield f"{entry.request}: closed on {closed_on}, shown from {entry.visible_from}"
    for entry in published_entries(date.max):
        if entry.request.closed_on is None:
            yield f"{entry.request}: open and shown to the public"


def _numbers():
    """Yield the numbers that are missing, or given twice."""
    register = {
        "request": DisclosureRequest.objects.values_list("agency", "register_no"),
        "fee": ProcessingFee.objects.values_list("agency", "register_no"),
        "dispute": Dispute.objects.values_list("agency", "register_no"),
    }
    prefixes = {"request": "SQ", "fee": "XF", "dispute": "FY"}
    given = defaultdict(list)
    for series, rows in register.items():
        for agency, text in rows:
            year, number = text.removeprefix(prefixes[series]).split("-")
            given[agency, int(year), series].append(int(number))
    for agency, year, series, number in RegisteredNumber.objects.values_list(
        "series__agency", "series__year", "series__series", "number"
    ):
        given[agency, year, series].append(number)
    last = {(row.agency_id, row.year, row.series): row.last for row in NumberSeries.objects.all()}
    for key in {*given, *last}:
        if sorted(given[key]) != list(range(1, last.get(key, 0) + 1)):
            yield f"series {key}: {sorted(given[key])}, last {last.get(key)}"


def table_faults(years):
    """Return where the report's table does not balance or differs from a count by hand."""
    return [
        fault
        for agency in Agency.objects.order_by("pk")
        for year in years
        for fault in _table(agency, year)
    ]


def _table(agency, year):
    counted = _by_hand(agency, year)
    try:
        report = compile_year(agency, year).report
    except NothingToReport:
        if any(counted.values()):
            yield f"{agency.code} {year}: no report, by hand {counted}"
        return
    shown = {(row, col): report.value(f"requests.{row}.{col}") for row in ROWS for col in COLUMNS}
    yield from (
        f"{year} {cell}: reported {shown[cell]}, by hand {counted[cell]}"
        for cell in shown
        if shown[cell] != counted[cell]
    )
    for col in COLUMNS:
        new, carried, total, out = (shown[row, col] for row in FLOWS)
        if new + carried != total + out or total != sum(shown[row, col] for row in RESULTS):
            yield f"{year} {col}: {new} + {carried} against {total} + {out}"
    for row in ROWS:
        if sum(shown[row, col] for col in COLUMNS[:-1]) != shown[row, "total"]:
            yield f"{year} {row}: the columns do not sum up"


def _by_hand(agency, year):
    counted = Counter()
    for kind, received, closed, outcome in DisclosureRequest.objects.filter(
        agency=agency
    ).values_list("applicant_kind", "received_on", "closed_on", "outcome"):
        if received is None or received.year > year or (closed and closed.year < year):
            continue
        rows = ["received" if received.year == year else "carried_in"]
        if closed and closed.year == year:
            rows += ["total", OUTCOMES[outcome].report_row]
        else:
            rows.append("carried_out")
        for row in rows:
            counted[row, kind.lower()] += 1
            counted[row, "total"] += 1
    return counted
