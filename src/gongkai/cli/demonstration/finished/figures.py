"""The figures of an invented organ's report: every request is drawn, then counted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from gongkai.cli.demonstration.draws import Draws
from gongkai.cli.demonstration.finished.organs import YEARS, Organ
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.shape import Value

EDITION = "2021"

# How often who asks, and how it ends, in the city's usual year.
_APPLICANTS = {
    "natural_person": 88,
    "business": 7,
    "legal_service": 3,
    "public_interest": 1,
    "other": 1,
}
_OUTCOMES = {
    "disclosed": 46,
    "partly_disclosed": 9,
    "refused_by_law": 1,
    "refused_third_party": 2,
    "refused_internal_affairs": 2,
    "refused_deliberative": 2,
    "refused_enforcement_file": 2,
    "refused_registry_query": 2,
    "unavailable_not_held": 18,
    "unavailable_needs_creation": 3,
    "unavailable_unclear": 1,
    "not_processed_petition": 5,
    "not_processed_repeat": 3,
    "closed_not_corrected": 2,
    "closed_other": 2,
}
_RESULTS = {"upheld": 58, "corrected": 8, "other": 22, "pending": 12}


def figures_of(organ: Organ, year: int) -> dict[str, Value]:
    """Return every figure of the organ's report by path; what did not happen is 0."""
    values: dict[str, Value] = {path: 0 for path in edition(EDITION).paths}
    values.update(_proactive(organ, year))
    values.update(_requests(organ, year))
    draws = Draws(f"disputes:{organ.key}:{year}")
    for route, count in (
        ("reconsideration", organ.of("reconsiderations", year)),
        ("litigation_direct", organ.of("lawsuits", year)),
    ):
        results = Counter(_drawn(draws, _RESULTS, count))
        values |= {f"disputes.{route}.{result}": n for result, n in results.items()}
        values[f"disputes.{route}.total"] = count
    return values


def _proactive(organ: Organ, year: int) -> dict[str, Value]:
    documents = organ.told["documents"]
    until = YEARS.index(year) + 1
    in_force = documents["in_force"] + sum(documents["made"][:until])
    return {
        "proactive.normative_documents.made": documents["made"][until - 1],
        "proactive.normative_documents.repealed": documents["repealed"][until - 1],
        "proactive.normative_documents.in_force": in_force - sum(documents["repealed"][:until]),
        "proactive.licences": organ.of("licences", year),
        "proactive.penalties": organ.of("penalties", year),
        "proactive.coercive_measures": organ.of("coercive_measures", year),
        "proactive.administrative_fees_wan": organ.fees(year),
    }


def _requests(organ: Organ, year: int) -> dict[str, Value]:
    """Count the requests of a year; those carried over are the same applicants' next year."""
    draws = Draws(f"requests:{organ.key}:{year}")
    received = _drawn(draws, _APPLICANTS, organ.of("received", year))
    carried_out = _left(organ, year, received)
    handled = [*_carried_in(organ, year), *received[: len(received) - len(carried_out)]]
    ended = zip(_drawn(draws, _OUTCOMES, len(handled)), handled, strict=True)
    values: dict[str, Value] = {}
    for line, applicants in (
        ("received", received),
        ("carried_in", _carried_in(organ, year)),
        ("total", handled),
        ("carried_out", carried_out),
    ):
        values |= _line(line, applicants)
    by_outcome: dict[str, list[str]] = {}
    for outcome, applicant in ended:
        by_outcome.setdefault(outcome, []).append(applicant)
    for outcome, applicants in by_outcome.items():
        values |= _line(outcome, applicants)
    return values


def _carried_in(organ: Organ, year: int) -> list[str]:
    if year == YEARS[0]:
        return ["natural_person"] * int(organ.told["carried_in"])
    draws = Draws(f"requests:{organ.key}:{year - 1}")
    return _left(organ, year - 1, _drawn(draws, _APPLICANTS, organ.of("received", year - 1)))


def _left(organ: Organ, year: int, received: list[str]) -> list[str]:
    """Return who asked last in the year and is answered in the next."""
    count = organ.of("carried_out", year)
    return received[len(received) - count :]


def _line(line: str, applicants: Iterable[str]) -> dict[str, Value]:
    counts = Counter(applicants)
    told: dict[str, Value] = {f"requests.{line}.{who}": n for who, n in counts.items()}
    return told | {f"requests.{line}.total": counts.total()}


def _drawn(draws: Draws, weights: Mapping[str, int], count: int) -> list[str]:
    return draws.many(list(weights), count, lambda option: weights[option])
