"""Answers brought to where a test needs them, through the real operations."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.models import Agency, Officer
from gongkai.knowledge.operations import AnswerContent, release_entry, submit_entry, write_entry

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
NOW = {"on": ON, "at": AT}
CONTENT = AnswerContent(
    question="租房可以提取住房公积金吗",
    also_asked="没有租房合同能提取吗\n房租提取要什么条件",
    answer="可以。在本市无自有住房且租房居住的，可以提取，不必提供合同。",
    topic_code="0201",
    basis="《住房公积金管理条例》第二十四条",
    valid_from=date(2024, 1, 1),
    is_public=True,
)


class Writers(NamedTuple):
    """An organ with one who writes and one who lets out."""

    agency: Agency
    agent: Officer
    reviewer: Officer


def writers() -> Writers:
    """Return an organ with its people."""
    agency = AgencyFactory()
    return Writers(
        agency,
        OfficerFactory(agency=agency, role="HOTLINE_AGENT", name="王坐席"),
        OfficerFactory(agency=agency, role="REVIEWER", name="赵审核"),
    )


def written(people, **changes):
    """Return a draft."""
    content = replace(CONTENT, **changes)
    return write_entry(agency=people.agency, content=content, officer=people.agent, **NOW)


def submitted(people, **changes):
    """Return an entry that waits for review."""
    entry = written(people, **changes)
    return submit_entry(entry=entry, version=entry.version, officer=people.agent, **NOW)


def released(people, **changes):
    """Return an entry in use, to be looked at again in half a year."""
    entry = submitted(people, **changes)
    return release_entry(
        entry=entry,
        version=entry.version,
        review_on=date(2024, 7, 10),
        officer=people.reviewer,
        **NOW,
    )
