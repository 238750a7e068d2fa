"""Random reports that are right in every respect, in either edition, with the year before."""

from hypothesis import strategies as st

from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.shape import Report, Value, report_of_values

KINDS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
ROUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other", "pending")
OUTCOMES = {code: [row.key for row in edition(code).outcome_rows] for code in ("2019", "2021")}
LINES = {
    code: ["received", "carried_in", *OUTCOMES[code], "total", "carried_out"] for code in OUTCOMES
}
FEES = "proactive.administrative_fees_wan"
_YEARS = {"2019": 2020, "2021": 2023}
_COUNT = st.integers(0, 5000)
_TEXT = {"overview": "情况", "problems": "问题", "other": "未收取信息处理费"}


@st.composite
def right_reports(draw: st.DrawFn, codes: tuple[str, ...] = ("2019", "2021")) -> Report:
    """Draw a right report; in the trial format the totals of some lines are left blank."""
    code = draw(st.sampled_from(codes))
    values: dict[str, Value] = {
        **_proactive(draw, code),
        **_requests(draw, code),
        **_disputes(draw),
    }
    if code == "2019":
        for line in draw(st.sets(st.sampled_from(LINES[code]))):
            values[f"requests.{line}.total"] = None
    return report_of_values("某市人民政府", _YEARS[code], code, values, _TEXT)


def year_before(report: Report) -> Report:
    """Return the only report of the year before that the report follows from."""
    values = report.values()
    for column in (*KINDS, "total"):
        values[f"requests.carried_out.{column}"] = values[f"requests.carried_in.{column}"]
    if report.edition == "2021":
        for kind in ("regulations", "normative_documents"):
            made, repealed, stock = (values[path] for path in _movement(kind))
            values[f"proactive.{kind}.in_force"] = stock - made + repealed
    text = {"overview": "上年情况", "problems": "上年问题", "other": "上年事项"}
    return report_of_values(report.organ, report.year - 1, report.edition, values, text)


def _movement(kind: str) -> list[str]:
    return [f"proactive.{kind}.{name}" for name in ("made", "repealed", "in_force")]


def _proactive(draw: st.DrawFn, code: str) -> dict[str, Value]:
    form = edition(code)
    values: dict[str, Value] = {}
    for path in (path for path in form.paths if path.startswith(f"{form.proactive_key}.")):
        if path.endswith("_wan"):
            values[path] = draw(st.decimals(0, 10**6, places=draw(st.integers(0, 6))))
        else:
            values[path] = draw(st.integers(-5000, 5000) if path.endswith(".change") else _COUNT)
    if code == "2021":
        for kind in ("regulations", "normative_documents"):
            made, repealed, stock = _movement(kind)
            values[stock] += max(0, values[made] - values[repealed])
    return values


def _requests(draw: st.DrawFn, code: str) -> dict[str, Value]:
    values = {
        f"requests.{line}.{column}": 0 for line in LINES[code] for column in (*KINDS, "total")
    }
    for kind in draw(st.lists(st.sampled_from(KINDS), unique=True)):
        closed = draw(st.dictionaries(st.sampled_from(OUTCOMES[code]), _COUNT, max_size=6))
        total, carried_out = sum(closed.values()), draw(_COUNT)
        carried_in = draw(st.integers(0, total + carried_out))
        lines = closed | {
            "received": total + carried_out - carried_in,
            "carried_in": carried_in,
            "total": total,
            "carried_out": carried_out,
        }
        for line, number in lines.items():
            values[f"requests.{line}.{kind}"] = number
            values[f"requests.{line}.total"] += number
    return values


def _disputes(draw: st.DrawFn) -> dict[str, Value]:
    values = {f"disputes.{route}.{result}": draw(_COUNT) for route in ROUTES for result in RESULTS}
    for route in ROUTES:
        values[f"disputes.{route}.total"] = sum(values[f"disputes.{route}.{r}"] for r in RESULTS)
    return values
