"""Loads the demonstration year: organs, officers, records and the published report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.annual_reports.queries.compiling import report_of
from gongkai.cli.demonstration.people import (
    Login,
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
)
from gongkai.cli.demonstration.platforms import columns
from gongkai.cli.demonstration.publication import YEAR, publish_demonstration_report
from gongkai.cli.demonstration.stored import stored_rows
from gongkai.cli.outcome import Refused
from gongkai.documents.reports.writing import OutputFailed
from gongkai.ledgers.operations import store_rows
from gongkai.publications.operations import add_columns
from gongkai.publications.queries import columns_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """The logins of the demonstration, and how many rows of each kind were stored this time."""

    logins: list[Login]
    counts: Mapping[str, int]


def load_demonstration(*, at: datetime, on: date, progress: Progress | None = None) -> Loaded:
    """Load the demonstration year, all or nothing; where it is loaded already, change nothing.

    :param progress: told rows done and rows in all
    :raises Refused: if the installation holds a real organ of that name, or the disk refuses
    """
    with transaction.atomic():
        centre = demonstration_agency()
        logins = demonstration_logins(centre, Path(settings.HOME))
        # The report comes last, so where it is there everything is.
        if report_of(centre, YEAR) is not None:
            return Loaded(logins, {})
        counts = _store(centre, at, progress)
        try:
            publish_demonstration_report(
                centre=centre, officers=demonstration_officers(centre), on=on, at=at
            )
        except OutputFailed as failure:
            raise Refused(str(failure), 1) from failure
    return Loaded(logins, counts)


def _store(centre: Agency, at: datetime, progress: Progress | None) -> dict[str, int]:
    clerk = demonstration_officers(centre)["CLERK"]
    held = set(columns_of(centre).values_list("name", flat=True))
    add_columns(agency=centre, names=[name for name in columns() if name not in held])
    rows = stored_rows()
    counts = {kind: len(listed) for kind, listed in rows.items()}
    done = 0
    for kind, listed in rows.items():
        stored = store_rows(agency=centre, rows={kind: listed}, officer=clerk, at=at)
        if stored.conflicts:
            raise Refused(f"演示数据与已有记录冲突：{stored.conflicts[0]}", 1)
        done += counts[kind]
        if progress:
            progress(done, sum(counts.values()))
    return counts
