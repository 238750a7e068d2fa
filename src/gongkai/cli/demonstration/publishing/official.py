"""Official documents of the demonstration, from the drafting form to the register."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gongkai.cli.demonstration.publishing.enriching import accept
from gongkai.cli.demonstration.publishing.office import CLERK, SECRECY, Clock, Desk
from gongkai.cli.demonstration.requests.days import Days
from gongkai.cli.demonstration.stored import texts
from gongkai.publications.operations.documents.drafting import (
    ChangeContent,
    DocumentContent,
    draft_document,
)
from gongkai.publications.operations.documents.issuing import issue_document
from gongkai.publications.operations.documents.normative import change_legal_document
from gongkai.publications.operations.documents.secrecy import review_document_secrecy
from gongkai.publications.operations.documents.signing import sign_document
from gongkai.publications.operations.documents.submitting import submit_document
from gongkai.publications.queries import columns_of, documents_until
from gongkai.publications.queries.documents.clocks import publication_clock
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.rules.attributes import review_interval
from gongkai.rules.document_stages import document_stages

Told = Mapping[str, Any]
_SIGNERS = ("DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER")
_OPINION = "已核对，同意。"
# So many days ago what is now to be assessed again became due.
_OVERDUE = timedelta(days=3)


def bring_document(told: Told, desk: Desk, days: Days) -> None:
    """Write a document and take it as far as told; without a word, until it is issued."""
    drafted_on, signed_on = _days(told, days)
    clock = Clock(drafted_on, desk.at)
    document = draft_document(
        agency=desk.agency,
        content=_content(told, desk, signed_on),
        officer=desk.people[CLERK],
        **clock.now,
    )
    ends = told.get("ends", "")
    if ends == "DRAFT":
        return
    document = submit_document(
        document=document,
        version=document.version,
        officer=desk.people[CLERK],
        **clock.now,
    )
    document = _sign(document, 0, desk, clock)
    if ends == "IN_REVIEW":
        return
    clock.move_to(signed_on)
    document = _sign(document, 1, desk, clock)
    _review(document, desk, clock)
    document = _sign(document, 2, desk, clock)
    if ends == "SIGNED":
        return
    desk.written[document.title] = issue_document(
        document=document, version=document.version, officer=desk.people[CLERK], **clock.now
    )


def publish_document(told: Told, desk: Desk, days: Days) -> None:
    """Have the draft item of an issued document examined and published."""
    clock = Clock(days.working(told["published"]), desk.at)
    running = publication_clock(desk.written[told["title"]], clock.on, days.calendar)
    item = running.item if running is not None else None
    if item is None:
        return
    accept(item, desk, clock)
    item = desk.submit(item, clock)
    desk.pass_stages(item, clock, then_on=clock.on)
    desk.publish(item, clock)


def look_through(told: Told, desk: Desk, days: Days) -> None:
    """Enter what a clean-up (清理) concluded on the register's first document."""
    clock = Clock(days.working(told["on"]), desk.at)
    legal_document = _in_force(told["register_no"], desk, clock.on)
    if legal_document is None:
        return
    change_legal_document(
        legal_document=legal_document,
        change="CONFIRMED",
        changed_on=clock.on,
        basis=told["basis"],
        officer=desk.people["OFFICE_HEAD"],
        **clock.now,
    )


def _content(told: Told, desk: Desk, signed_on: date) -> DocumentContent:
    columns = columns_of(desk.agency).filter(name=told.get("column", ""), is_closed=False)
    amended = _in_force(told.get("amends", ""), desk, signed_on)
    changes = [ChangeContent(document=amended, change="AMENDED", on=signed_on)] if amended else []
    names = ("kind", "title", "attribute", "ground", "reason", "addressees", "body")
    word = str(texts("publishing_living")["settings"]["document_word"])
    return DocumentContent(
        **{name: told[name] for name in names if name in told},
        series=word.removesuffix("发") + "函" if told["kind"] == "LETTER" else word,
        is_normative=told.get("is_normative", False),
        changes=changes,
        column=columns.first(),
    )


def _in_force(register_no: str, desk: Desk, on: date) -> Any:
    """Return a document of the register, None if it is not there or no longer in force."""
    rows = documents_until(on.year).filter(agency=desk.agency, register_no=register_no)
    return rows.filter(repealed_on=None).first()


def _days(told: Told, days: Days) -> tuple[date, date]:
    if told.get("ends") == "TO_REASSESS":
        signed_on = _working_day_before(_months_before(days.on, review_interval()), days)
        return signed_on, signed_on
    drafted = told["drafted"]
    return days.working(drafted), days.working(told.get("signed", drafted))


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 - months, 12)
    return date(day.year + years, month + 1, min(day.day, 28))


def _working_day_before(day: date, days: Days) -> date:
    day -= _OVERDUE
    while not days.calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def _sign(document: Any, place: int, desk: Desk, clock: Clock) -> Any:
    return sign_document(
        document=document,
        verdict="PASS",
        opinion=_OPINION,
        content_hash=content_hash(document),
        checked=document_stages()[place].checks,
        officer=desk.people[_SIGNERS[place]],
        **clock.now,
    )


def _review(document: Any, desk: Desk, clock: Clock) -> None:
    review_document_secrecy(
        document=document,
        conclusion="PUBLIC",
        basis=desk.prose["secrecy"]["basis"][0],
        content_hash=content_hash(document),
        officer=desk.people[SECRECY],
        **clock.now,
    )
