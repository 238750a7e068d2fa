"""Any report that is right stays silent; any one changed cell is heard."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.reports.checks import CheckContext, run_checks
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report, empty_report
from gongkai.rules.reports.tallies import DisputeCount, RequestCount, tally_disputes, tally_requests

KINDS = ["NATURAL_PERSON", "BUSINESS", "RESEARCH", "PUBLIC_INTEREST", "LEGAL_SERVICE", "OTHER"]
ROUTES = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
RESULTS = ["upheld", "corrected", "other", "pending"]
CHECKED = [p for p in edition("2021").paths if p.startswith(("requests.", "disputes."))]
SILENT = CheckContext(may_make_regulations=True)


@st.composite
def right_reports(draw: st.DrawFn) -> Report:
    count = st.integers(0, 5000)
    outcomes = st.sampled_from([row.key for row in edition("2021").outcome_rows])
    rows = []
    for kind in draw(st.lists(st.sampled_from(KINDS), unique=True)):
        closed = draw(st.dictionaries(outcomes, count, max_size=6))
        carried_out = draw(count)
        carried_in = draw(st.integers(0, sum(closed.values()) + carried_out))
        received = sum(closed.values()) + carried_out - carried_in
        rows.append(RequestCount(kind, None, received, carried_in, 0, carried_out))
        rows += [RequestCount(kind, row, closed=number) for row, number in closed.items()]
    disputes = [DisputeCount(route, result, draw(count)) for route in ROUTES for result in RESULTS]
    values = {
        path: Decimal(draw(count)) if path.endswith("_wan") else 0 for path in edition("2021").paths
    }
    report = empty_report("某市人民政府", 2023).with_values(values).to_json()
    report["requests"] = tally_requests(rows)
    report["disputes"] = tally_disputes(disputes)
    report["narrative"] = {"overview": "情况", "problems": "问题", "other": "未收取信息处理费"}
    return Report.from_json(report)


@given(right_reports())
def test_a_right_report_gives_no_error(report):
    assert [f for f in run_checks(report, SILENT) if f.severity is not Severity.INFO] == []
    assert Report.from_json(report.to_json()) == report


@given(right_reports(), st.sampled_from(CHECKED), st.integers(1, 10**6))
def test_one_changed_cell_is_named_by_its_line_or_column(report, path, more):
    before = report.value(path)
    assert isinstance(before, int)
    findings = run_checks(report.with_values({path: before + more}), SILENT)
    table, line, column = path.split(".")
    errors = {(f.rule, f.where) for f in findings if f.severity is Severity.ERROR}
    if table == "disputes":
        assert errors == {("I5", f"disputes.{line}.total")}
        return
    expected = {("I3", f"requests.{line}.total")}
    if line in {"received", "carried_in", "carried_out", "total"}:
        expected.add(("I1", f"requests.total.{column}"))
    if line not in {"received", "carried_in", "carried_out"}:
        expected.add(("I2", f"requests.total.{column}"))
    assert errors == expected
    hints = [f for f in findings if f.rule == "I6"]
    if line in {row.key for row in edition("2021").outcome_rows} and column != "total":
        assert [(f.where, f.expected) for f in hints] == [(path, str(before))]
    else:
        assert hints == []


@given(right_reports(), st.sampled_from(CHECKED))
def test_one_blank_cell_is_named_and_never_read_as_zero(report, path):
    findings = run_checks(report.with_values({path: None}), SILENT)
    errors = [(f.rule, f.where) for f in findings if f.severity is Severity.ERROR]
    assert errors == [("Z1", path)]
