"""The city's office of the demonstration at work: two years collected, read, checked, decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.annual_reports.operations.collecting import list_organs, open_collection
from gongkai.annual_reports.operations.consolidating import enter_adjustment
from gongkai.annual_reports.operations.examining import read_received
from gongkai.annual_reports.operations.judging import (
    accept_report,
    remark_on,
    return_report,
    waive_received,
)
from gongkai.annual_reports.operations.receiving import Receipt, receive_report
from gongkai.annual_reports.queries.collections import collections_of
from gongkai.annual_reports.queries.examining import finding_key, judged
from gongkai.annual_reports.queries.received import stored_file
from gongkai.cli.demonstration.finished.files import files_of
from gongkai.cli.demonstration.finished.organs import YEARS, Organ, due_on, organs
from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.writing import render
from gongkai.rules.reports.findings import Severity

# Requests that one organ handed on to another; both counted them.
_HANDED_ON = ("market", "requests.unavailable_not_held.natural_person", 2)
_HANDED_ON_REASON = "2件申请告知后转由交通港航局（演示）办理，两单位均已计入，汇总时只计一次。"
_SUM_WRONG = "第三部分“部分公开”一行与合计不符，请核对改正后重新报送。"


@dataclass(frozen=True)
class Desk:
    """Who collects, and when; `kept` takes the path of every file that is kept."""

    officer: Officer
    on: date
    at: datetime
    kept: list[Path]

    @property
    def acting(self) -> dict[str, Any]:
        """Return who acts and when, as every operation takes it."""
        return {"officer": self.officer, "on": self.on, "at": self.at}


def files_to_collect() -> int:
    """Return how many files are sent in, with the centre's own."""
    return 1 + sum(len(organ.faults_of(year)) for organ in organs() for year in YEARS)


def collected_reports(desk: Desk, own: ReportDocument) -> Iterator[None]:
    """Collect the reports of both years, one file a step.

    An office that collects already is left alone: no step.

    :param own: the centre's signed report on the last year
    :raises ReportRefused: if a file cannot be kept
    """
    if collections_of(desk.officer.agency):
        return
    for year in YEARS:
        collecting = _Year(desk, year)
        collecting.list_organs(own)
        for organ in organs():
            yield from collecting.collect(organ)
    yield from collecting.collect_own(own)
    collecting.note_what_was_handed_on()


class _Year:
    """One year's collection and what the office does in it."""

    def __init__(self, desk: Desk, year: int) -> None:
        self._desk = desk
        self._acting = desk.acting
        self._collection = open_collection(year=year, due_on=due_on(year), **self._acting)

    def list_organs(self, own: ReportDocument) -> None:
        """Say who owes a report, and whom to ask."""
        owing = [(organ.name, organ.contact) for organ in organs()]
        if self._collection.year == own.report.year:
            owing.append((own.organ, own.contact))
        lines = [f"{name}\t联系电话 {contact.phone}" for name, contact in owing]
        list_organs(collection=self._collection, lines=lines, **self._acting)

    def collect(self, organ: Organ) -> Iterator[None]:
        """Take in what an organ sends and decide on it, one file a step."""
        for file in files_of(organ, self._collection.year):
            receipt = self._taken_in(file.name, file.content)
            if not file.is_last:
                self._return(receipt, _SUM_WRONG)
            elif self._collection.year == YEARS[-1]:
                self._decide(receipt, organ)
            else:
                accept_report(report=receipt.report, **self._acting)
            yield

    def collect_own(self, own: ReportDocument) -> Iterator[None]:
        """Take in the centre's signed report and accept it."""
        receipt = self._taken_in(f"{own.title}.docx", render(own, "docx"))
        accept_report(report=receipt.report, **self._acting)
        yield

    def note_what_was_handed_on(self) -> None:
        """Enter the requests that two organs counted."""
        key, path, number = _HANDED_ON
        name = next(organ.name for organ in organs() if organ.key == key)
        enter_adjustment(
            collection=self._collection,
            organ=self._collection.organs.get(name=name),
            kind="TRANSFER",
            path=path,
            number=number,
            reason=_HANDED_ON_REASON,
            **self._acting,
        )

    def _taken_in(self, name: str, content: bytes) -> Receipt:
        receipt = receive_report(
            collection=self._collection, name=name, content=[content], **self._acting
        )
        self._desk.kept.append(stored_file(receipt.report))
        read_received(report=receipt.report, at=self._desk.at)
        receipt.report.refresh_from_db()
        return receipt

    def _decide(self, receipt: Receipt, organ: Organ) -> None:
        """Do with an organ's last report what its entry says; without a word it waits."""
        if reason := organ.told.get("waiver"):
            self._waive_warnings(receipt, reason)
        if text := organ.told.get("remark"):
            remark_on(report=receipt.report, text=text, **self._acting)
        decision = organ.told.get("decision")
        if decision == "ACCEPT":
            accept_report(report=receipt.report, **self._acting)
        elif decision == "RETURN":
            self._return(receipt, organ.told["reason"])

    def _return(self, receipt: Receipt, reason: str) -> None:
        return_report(report=receipt.report, reason=reason, with_hints=False, **self._acting)

    def _waive_warnings(self, receipt: Receipt, reason: str) -> None:
        for one in judged(receipt.report):
            if one.finding.severity is Severity.WARNING:
                rule, where, found, expected = finding_key(one.finding)
                waive_received(
                    report=receipt.report,
                    rule=rule,
                    where=where,
                    found=found,
                    expected=expected,
                    reason=reason,
                    **self._acting,
                )
