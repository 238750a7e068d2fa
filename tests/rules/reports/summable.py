"""Right reports of several organs to sum, and a count of theirs that shares no code with ours."""

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from gongkai.rules.reports.consolidation import Subordinate
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.shape import Report, empty_report

few = settings(max_examples=30, deadline=None)
"""Drawing whole reports takes its time; thirty tell as much as a hundred."""

KINDS = ["natural_person", "business", "research", "public_interest", "legal_service", "other"]
OUTCOMES = [row.key for row in edition("2021").outcome_rows]
ROUTES = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
RESULTS = ["upheld", "corrected", "other", "pending"]


def report_of(organ, requests=(), disputes=(), year=2023, **values):
    """Return a report written out with zeros: counts by (outcome, kind) and by (route, result)."""
    blank = empty_report(organ, year)
    found = {path: Decimal(0) if path.endswith("_wan") else 0 for path in blank.paths()}
    for (outcome, kind), number in dict(requests).items():
        lines = ["received", outcome] + (["total"] if outcome != "carried_out" else [])
        for line in lines:
            found[f"requests.{line}.{kind}"] += number
            found[f"requests.{line}.total"] += number
    for (route, result), number in dict(disputes).items():
        found[f"disputes.{route}.{result}"] += number
        found[f"disputes.{route}.total"] += number
    return blank.with_values({**found, **values})


def as_subordinate(report):
    """Return a report as one that takes part, in a file named for its organ."""
    return Subordinate(report, f"{report.organ}.html")


@st.composite
def right_reports(draw, organ="某局"):
    """Draw a report that breaks no identity."""
    count = st.integers(0, 5000)
    outcomes = st.sampled_from([*OUTCOMES, "carried_out"])
    cells = st.tuples(outcomes, st.sampled_from(KINDS))
    suits = st.tuples(st.sampled_from(ROUTES), st.sampled_from(RESULTS))
    fees = draw(st.integers(0, 10**9))
    return report_of(
        organ,
        draw(st.dictionaries(cells, count, max_size=5)),
        draw(st.dictionaries(suits, count, max_size=3)),
        **{
            "proactive.normative_documents.in_force": draw(count),
            "proactive.administrative_fees_wan": Decimal(fees).scaleb(-4),
        },
    )


@st.composite
def several(draw):
    """Draw reports of one to five organs."""
    size = draw(st.integers(1, 5))
    return [draw(right_reports(organ=f"第{number}局")) for number in range(size)]


def summed_json(trees):
    """Return report JSON trees added leaf by leaf."""
    first = trees[0]
    if isinstance(first, dict):
        return {key: summed_json([tree[key] for tree in trees]) for key in first}
    if isinstance(first, str):
        return sum((Decimal(tree) for tree in trees), Decimal(0))
    return sum(trees)


def figures_only(report: Report):
    """Return the tables of a report JSON, amounts as numbers."""
    written = report.to_json()
    return summed_json([{key: written[key] for key in ("proactive", "requests", "disputes")}])
