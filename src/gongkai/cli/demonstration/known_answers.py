"""Invented answers of the knowledge base, most in use, one each in every other state."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.hotline.queries.call_backs.lists import call_back_list
from gongkai.knowledge.operations import (
    AnswerContent,
    release_entry,
    return_entry,
    rewrite_entry,
    submit_entry,
    withdraw_entry,
    write_entry,
)
from gongkai.knowledge.queries.entries import scope_counts


def write_answers(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have the answers written by an agent and reviewed, unless there are any."""
    told = texts("knowledge")
    agent = officers["HOTLINE_AGENT"]
    if any(scope_counts(centre, agent, on).values()):
        return
    answered = call_back_list(centre, "waiting").first()
    origin = answered.register_no if answered else ""
    for each in told["entries"]:
        grown = origin if each.get("grown") else ""
        _one(centre, officers, each, told["note"], grown, {"on": on, "at": at})


def _one(
    centre: Agency,
    officers: Mapping[str, Officer],
    told: Mapping[str, Any],
    note: str,
    origin: str,
    when: Mapping[str, Any],
) -> None:
    on: date = when["on"]
    agent, second = officers["HOTLINE_AGENT"], officers["REVIEWER"]
    content = _content(told, told["answer"] + note, on)
    row = write_entry(agency=centre, content=content, origin_no=origin, officer=agent, **when)
    row = submit_entry(entry=row, version=row.version, officer=agent, **when)
    if told["state"] == "in_review":
        return
    act: dict[str, Any] = {"officer": second, **when}
    if told["state"] == "returned":
        return_entry(entry=row, version=row.version, opinion=told["opinion"], **act)
        return
    review_on = on + timedelta(days=told["review"])
    row = release_entry(entry=row, version=row.version, review_on=review_on, **act)
    if told["state"] == "withdrawn":
        withdraw_entry(entry=row, version=row.version, reason=told["reason"], **act)
    elif told["state"] == "rewritten":
        _rewrite(row, _content(told, told["second"] + note, on), agent, when)


def _rewrite(row: Any, content: AnswerContent, agent: Officer, when: Mapping[str, Any]) -> None:
    row = rewrite_entry(entry=row, version=row.version, content=content, officer=agent, **when)
    submit_entry(entry=row, version=row.version, officer=agent, **when)


def _content(told: Mapping[str, Any], answer: str, on: date) -> AnswerContent:
    return AnswerContent(
        question=told["question"],
        also_asked=told["also_asked"],
        answer=answer,
        topic_code=told["topic"],
        basis=told["basis"],
        valid_from=on,
        is_public=True,
    )
