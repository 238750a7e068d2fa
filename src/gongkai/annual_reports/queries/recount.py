"""A second count of tables two and three, case by case in plain Python, to hold the first against.

The report's tables come from grouped queries; this reads each case as a plain tuple and tallies
it with the rules. The two share nothing but the rows, so that a slip in either shows before
anybody signs.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.annual_reports.queries.compiling import Compiled
from gongkai.casework.queries.reporting import disputes_counted_in, requests_live_in
from gongkai.rules.outcomes import UnknownOutcome, outcome
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.tallies import (
    DisputeCount,
    RequestCount,
    UnknownApplicantKind,
    UnknownDispute,
    UnknownOutcomeRow,
    tally_disputes,
    tally_requests,
)

RECOUNT = "N5"
Table = dict[str, dict[str, int]]


def recount_findings(compiled: Compiled) -> Iterator[Finding]:
    """Yield an error for each cell in which the two counts differ."""
    try:
        tables = {
            "requests": requests_case_by_case(compiled.agency, compiled.year),
            "disputes": disputes_case_by_case(compiled.agency, compiled.year),
        }
    except (UnknownOutcome, UnknownOutcomeRow, UnknownApplicantKind, UnknownDispute) as unknown:
        yield _finding("requests", "", "", f"有案件无法归入统计表：{unknown}")
        return
    for name, table in tables.items():
        for row, cells in table.items():
            for column, counted in cells.items():
                path = f"{name}.{row}.{column}"
                shown = compiled.report.value(path)
                if shown != counted:
                    message = f"“{path}”汇总为{shown}，逐件复核为{counted}，两者不一致。"
                    yield _finding(path, str(counted), str(shown), message)


def requests_case_by_case(agency: Agency, year: int) -> Table:
    """Return section 三's table, every live request of the year looked at by itself.

    :raises UnknownOutcome: if a request ended in a way that no row of the table counts
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    cases = requests_live_in(year).filter(agency=agency).order_by()
    alike: Counter[tuple[str, str | None, bool, bool]] = Counter()
    columns = ("received_on", "closed_on", "applicant_kind", "outcome")
    for received_on, closed_on, kind, code in cases.values_list(*columns).iterator():
        closed = closed_on is not None and closed_on <= last
        row = outcome(code).report_row if closed else None
        alike[kind, row, received_on >= first, closed] += 1
    return tally_requests(
        RequestCount(
            applicant_kind=kind,
            outcome_row=row,
            received=count if is_new else 0,
            carried_in=0 if is_new else count,
            closed=count if closed else 0,
            carried_out=0 if closed else count,
        )
        for (kind, row, is_new, closed), count in alike.items()
    )


def disputes_case_by_case(agency: Agency, year: int) -> Table:
    """Return section 四's table, every dispute that counts looked at by itself."""
    last = date(year, 12, 31)
    cases = disputes_counted_in(year).filter(agency=agency).order_by()
    return tally_disputes(
        DisputeCount(route, result if closed_on and closed_on <= last else "pending", 1)
        for route, result, closed_on in cases.values_list("route", "result", "closed_on")
    )


def _finding(where: str, expected: str, found: str, message: str) -> Finding:
    return Finding(
        rule=RECOUNT,
        severity=Severity.ERROR,
        where=where,
        expected=expected,
        found=found,
        message=message,
        source="国办公开办函〔2021〕30号附件，表二、表三",
        remedy="核对该行的案件登记；登记无误的，请联系系统维护人员。",
    )
