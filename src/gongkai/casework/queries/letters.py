"""Letters: their register, those that wait for a signature, and the wording an organ uses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.casework.models import (
    Letter,
    LetterState,
    LetterTemplate,
    NumberSeries,
    RegisteredNumber,
)
from gongkai.rules.letters import LetterKind, Wording, all_wordings, wording


@dataclass(frozen=True)
class Template:
    """The wording an organ uses for one letter; version 0 is the bundled one."""

    title: str
    body: str
    version: int
    row: LetterTemplate | None = None


@dataclass(frozen=True)
class Register:
    """One series of a year: its numbers in order, and those that are missing."""

    series: NumberSeries
    rows: list[RegisteredNumber]

    @property
    def gaps(self) -> list[int]:
        """Return the numbers that the series gave and no letter has."""
        had = {row.number for row in self.rows}
        return [number for number in range(1, self.series.last + 1) if number not in had]


def find_letter(officer: Officer, pk: int) -> Letter | None:
    """Return a letter of the officer's organ, or None."""
    return (
        Letter.objects.select_related(
            "request__agency",
            "drafter",
            "review_round__drafter",
            "consultation",
            "pdf",
            "docx",
            "event",
        )
        .filter(pk=pk, request__agency=officer.agency_id)
        .first()
    )


def template_in_use(agency: Agency, kind: LetterKind, outcome: str = "") -> Template:
    """Return the organ's newest template of a letter, else the bundled wording."""
    row = (
        LetterTemplate.objects.filter(agency=agency, kind=kind, outcome=outcome)
        .select_related("officer")
        .order_by("-version")
        .first()
    )
    if row is not None:
        return Template(row.title, row.body, row.version, row)
    bundled = wording(kind, outcome)
    return Template(bundled.title, bundled.body, 0)


def templates_in_use(agency: Agency) -> list[tuple[Wording, LetterTemplate | None]]:
    """Return every letter there is, with the organ's own newest template if it has one."""
    newest: dict[tuple[str, str], LetterTemplate] = {}
    for row in (
        LetterTemplate.objects.filter(agency=agency).select_related("officer").order_by("version")
    ):
        newest[row.kind, row.outcome] = row
    return [(each, newest.get((each.kind.value, each.outcome))) for each in all_wordings()]


def register_years(agency: Agency) -> list[int]:
    """Return the years in which an organ sent letters, newest first."""
    years = RegisteredNumber.objects.filter(series__agency=agency).values_list("series__year")
    return [year for (year,) in years.distinct().order_by("-series__year")]


def letter_registers(agency: Agency, year: int) -> list[Register]:
    """Return the register of a year, series by series, each number with its letter."""
    rows: dict[int, list[RegisteredNumber]] = {}
    numbers = (
        RegisteredNumber.objects.filter(series__agency=agency, series__year=year)
        .select_related("letter__request", "letter__drafter")
        .order_by("series", "number")
    )
    for row in numbers:
        rows.setdefault(row.series_id, []).append(row)
    series = NumberSeries.objects.filter(pk__in=rows).order_by("series")
    return [Register(each, rows[each.pk]) for each in series]


def letters_in_rounds(rounds: Iterable[int]) -> QuerySet[Letter]:
    """Return the letters that rounds of sign-off are about, by the rounds' keys."""
    return Letter.objects.filter(
        review_round__in=list(rounds), state=LetterState.IN_REVIEW
    ).select_related("request", "drafter", "review_round")


def letters_at_work(agency: Agency) -> QuerySet[Letter]:
    """Return the organ's letters that have not left: being drafted, signed or ready to leave."""
    return (
        Letter.objects.filter(
            request__agency=agency,
            state__in=(LetterState.DRAFT, LetterState.IN_REVIEW, LetterState.APPROVED),
        )
        .select_related("request", "drafter", "review_round")
        .order_by("-drafted_at", "-pk")
    )
