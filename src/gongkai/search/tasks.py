"""Background jobs of searching; a job that runs twice changes nothing more."""

from collections.abc import Iterable
from datetime import datetime

from django_tasks import task

from gongkai.search.attached_texts import read_file


@task()
def read_in_background(sha256: str, at: str) -> None:
    """Read the text of a public file; `at` is the moment (ISO 8601) it was asked for."""
    read_file(sha256, at=datetime.fromisoformat(at))


def start_reading(sums: Iterable[str], *, at: datetime) -> None:
    """Have files read in the background, each by a job of its own."""
    for sha256 in sums:
        read_in_background.enqueue(sha256, at.isoformat())
