"""The reports of the invented organs, and what is wrong with some of them."""

from collections.abc import Mapping

from gongkai.cli.demonstration.finished.figures import EDITION, figures_of
from gongkai.cli.demonstration.finished.organs import Organ
from gongkai.cli.demonstration.finished.prose import narrative_of
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.rules.reports.shape import Report, Value, report_of_values

# Where an organ drew a stroke or wrote nothing instead of 0.
_STROKES = ("proactive.regulations.made", "proactive.regulations.repealed",
            "proactive.regulations.in_force", "proactive.coercive_measures")  # fmt: skip
_BLANK = "disputes.litigation_after_reconsideration."


class StrokedDocument(ReportDocument):
    """A report in which some figures that are not given are printed as “/”."""

    def figure(self, path: str) -> str:
        """Return the printed form of the value at `path`."""
        return super().figure(path) or ("/" if path in _STROKES else "")


def document_of(organ: Organ, year: int, fault: str) -> ReportDocument:
    """Return the organ's report of a year as it is sent, with a fault, "" for none."""
    kind = StrokedDocument if fault == "BLANKS" else ReportDocument
    return kind(
        report=report_of(organ, year, fault),
        lead=standard_lead(year),
        contact=organ.contact,
        issued_on=organ.issued_on(year),
        demonstration=True,
    )


def report_of(organ: Organ, year: int, fault: str) -> Report:
    """Return the organ's report of a year with a fault, "" for none."""
    values = figures_of(organ, year)
    values |= _told_wrong(fault, values)
    narrative = narrative_of(organ, year, values)
    if fault == "TEXT":
        narrative["overview"] = _misquoted(narrative["overview"], values)
    values |= _typed_wrong(fault, values)
    return report_of_values(organ.name, year, EDITION, values, narrative)


def _told_wrong(fault: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the figures that are wrong but fit together, so that the text has them, too."""
    if fault == "CARRIED_IN":
        lines = ("carried_in", "disclosed", "total")
        paths = [f"requests.{line}.{who}" for line in lines for who in ("natural_person", "total")]
        return _more(values, paths, 2)
    if fault == "STOCK":
        return _more(values, ["proactive.normative_documents.in_force"], -2)
    return {}


def _typed_wrong(fault: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the cells that were typed wrongly or left out in the tables."""
    if fault == "SUM":
        return _more(values, ["requests.partly_disclosed.natural_person"], 2)
    if fault == "TOTAL":
        return _more(values, ["requests.total.total"], -3)
    if fault == "BLANKS":
        blank = [path for path in values if path.startswith(_BLANK)]
        return dict.fromkeys((*_STROKES, *blank))
    return {}


def _misquoted(overview: str, values: Mapping[str, Value]) -> str:
    """Return the text with all requests handled told as those newly received, a usual slip."""
    wrong = _count(values, "requests.received.total") + _count(values, "requests.carried_in.total")
    right = f"新收政府信息公开申请{values['requests.received.total']}件"
    return overview.replace(right, f"新收政府信息公开申请{wrong}件")


def _more(values: Mapping[str, Value], paths: list[str], more: int) -> dict[str, Value]:
    return {path: _count(values, path) + more for path in paths}


def _count(values: Mapping[str, Value], path: str) -> int:
    return int(values[path] or 0)
