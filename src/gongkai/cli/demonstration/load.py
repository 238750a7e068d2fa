"""Loads the demonstration: organs, officers, records, report, city, cases, what is published."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports.operations.receiving import ReportRefused
from gongkai.annual_reports.queries.compiling import report_of
from gongkai.annual_reports.queries.documents import signed_document
from gongkai.annual_reports.queries.published import published_report
from gongkai.cli.demonstration.applications import handle_applications
from gongkai.cli.demonstration.certificates import issue_certificates
from gongkai.cli.demonstration.city_rules import rule_the_city
from gongkai.cli.demonstration.counters import open_counters
from gongkai.cli.demonstration.finished.collecting import (
    Desk,
    collected_reports,
    files_to_collect,
)
from gongkai.cli.demonstration.fund_people import open_accounts
from gongkai.cli.demonstration.hotline_desk import answer_calls
from gongkai.cli.demonstration.inspections import inspect_demonstration
from gongkai.cli.demonstration.known_answers import write_answers
from gongkai.cli.demonstration.living_tickets import handle_tickets
from gongkai.cli.demonstration.online_business import offer_forms
from gongkai.cli.demonstration.participation import ask_the_public
from gongkai.cli.demonstration.people import (
    Login,
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
    department_officers,
)
from gongkai.cli.demonstration.platforms import columns
from gongkai.cli.demonstration.publication import YEAR, publish_demonstration_report
from gongkai.cli.demonstration.publishing.script import publishing_steps, steps_to_publish
from gongkai.cli.demonstration.requests.script import Code, codes_of, living_cases, steps_ahead
from gongkai.cli.demonstration.service_guides import offer_services
from gongkai.cli.demonstration.site_messages import send_messages
from gongkai.cli.demonstration.stored import stored_rows
from gongkai.cli.demonstration.ticket_turns import turn_tickets
from gongkai.cli.demonstration.told import tell_senders
from gongkai.cli.demonstration.website import set_up_website
from gongkai.cli.demonstration.website_form import publish_website_form
from gongkai.cli.outcome import Refused
from gongkai.documents.keeping import FileNotKept
from gongkai.documents.reports.writing import OutputFailed
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.guides import GuideRefused
from gongkai.hotline.operations.call_backs import CallBackRefused
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.knowledge.operations import EntryRefused
from gongkai.ledgers.operations import store_rows
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.publications.operations import add_columns
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.queries import columns_of
from gongkai.review.operations import SignatureRefused
from gongkai.sites.operations.refusing import SiteRefused

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """The logins of the demonstration, and how many rows and files of each kind are new.

    `codes` are of the cases to follow on the public site; none where there was no room for cases.
    `accounts` are of people who sign in on the public site.
    """

    logins: list[Login]
    counts: Mapping[str, int]
    codes: list[Code]
    accounts: list[Login]


def load_demonstration(*, at: datetime, on: date, progress: Progress = lambda *_: None) -> Loaded:
    """Load the demonstration year, all or nothing; where it is loaded already, change nothing.

    An installation that holds the year but none of the city's collections, no request or matter at
    all, or items without their texts, is given these.

    :param progress: told rows and files done, and all of them
    :raises Refused: if the installation holds a real organ of that name, or the disk refuses
    """
    written: list[Path] = []
    try:
        with transaction.atomic():
            loaded = _load(at, on, progress, written)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    inspect_demonstration(demonstration_agency(), on=on, at=at)
    return loaded


def _load(at: datetime, on: date, progress: Progress, written: list[Path]) -> Loaded:
    centre = demonstration_agency()
    logins = demonstration_logins(centre, Path(settings.HOME))
    officers = demonstration_officers(centre)
    counts: dict[str, int] = {}
    # The report comes after the records, so where it is there they are.
    is_new = report_of(centre, YEAR) is None
    acts = len(steps_ahead(centre, on))
    ahead = acts + steps_to_publish(centre, on, is_new=is_new)
    try:
        if is_new:
            counts = _store(centre, at, progress, ahead)
            written += publish_demonstration_report(centre=centre, officers=officers, on=on, at=at)
        desk = Desk(officers["CITY_OFFICE"], on, at, written)
        counts |= _collect(desk, centre, sum(counts.values()), ahead, progress)
        counts |= _live(desk, centre, sum(counts.values()), ahead, progress)
        counts |= _publish(desk, centre, sum(counts.values()), ahead - acts, progress)
        set_up_website(centre, demonstration_officers(centre), on=on, at=at, written=written)
        rule_the_city(centre, demonstration_officers(centre), on=on, at=at)
        offer_services(centre, demonstration_officers(centre), on=on, at=at)
        offer_forms(centre, on=on, at=at)
        open_counters(centre, demonstration_officers(centre), on=on, at=at)
        send_messages(centre, demonstration_officers(centre), on=on, at=at)
        tell_senders(centre, demonstration_officers(centre), on=on, at=at)
        answer_calls(centre, demonstration_officers(centre), on=on, at=at)
        handle_tickets(centre, demonstration_officers(centre), on=on, at=at)
        write_answers(centre, demonstration_officers(centre), on=on, at=at)
        turn_tickets(centre, demonstration_officers(centre), on=on, at=at)
        ask_the_public(centre, demonstration_officers(centre), on=on, at=at)
        written += publish_website_form(centre, demonstration_officers(centre), on=on, at=at)
        accounts = open_accounts(
            centre, demonstration_officers(centre), on=on, at=at, home=Path(settings.HOME)
        )
        handle_applications(centre, demonstration_officers(centre), on=on, at=at)
        issue_certificates(centre, on=on, at=at)
    except (OutputFailed, ReportRefused) as failure:
        raise Refused(str(failure), 1) from failure
    except (
        ItemRefused,
        SignatureRefused,
        SiteRefused,
        ParticipationRefused,
        TicketRefused,
        CallBackRefused,
        EntryRefused,
        ApplicationRefused,
        GuideRefused,
        NotAllowed,
    ) as refusal:
        raise Refused(f"演示信息没有装入：{refusal}", 1) from refusal
    except FileNotKept as failure:
        raise Refused(f"无法保存案件文件{failure}", 1) from failure
    return Loaded(logins, counts, codes_of(centre), accounts)


def _collect(
    desk: Desk, centre: Agency, done: int, ahead: int, progress: Progress
) -> dict[str, int]:
    report = published_report(centre.code, YEAR)
    if report is None:
        # Somebody writes the year's report anew by hand; nothing of the demonstration is his.
        return {}
    # What is sent to the city's office before the report is public bears no date of issue.
    own = replace(signed_document(report.snapshot, desk.on), issued_on=None)
    files = 0
    for files, _ in enumerate(collected_reports(desk, own), start=1):
        progress(done + files, done + files_to_collect() + ahead)
    return {"finished_reports": files} if files else {}


def _live(desk: Desk, centre: Agency, done: int, ahead: int, progress: Progress) -> dict[str, int]:
    taken = 0
    officers = {**demonstration_officers(centre), **department_officers(centre)}
    steps = living_cases(centre, officers, on=desk.on, at=desk.at, written=desk.kept)
    for taken, _ in enumerate(steps, start=1):
        progress(done + taken, done + ahead)
    return {"acts_on_cases": taken} if taken else {}


def _publish(
    desk: Desk, centre: Agency, done: int, ahead: int, progress: Progress
) -> dict[str, int]:
    taken = 0
    people = demonstration_officers(centre)
    steps = publishing_steps(centre, people, on=desk.on, at=desk.at, written=desk.kept)
    for taken, _ in enumerate(steps, start=1):
        progress(done + taken, done + ahead)
    return {"publishing_steps": taken} if taken else {}


def _store(centre: Agency, at: datetime, progress: Progress, ahead: int) -> dict[str, int]:
    clerk = demonstration_officers(centre)["CLERK"]
    held = set(columns_of(centre).values_list("name", flat=True))
    add_columns(agency=centre, names=[name for name in columns() if name not in held])
    rows = stored_rows()
    total = sum(map(len, rows.values())) + files_to_collect() + ahead
    counts = {kind: len(listed) for kind, listed in rows.items()}
    done = 0
    for kind, listed in rows.items():
        stored = store_rows(agency=centre, rows={kind: listed}, officer=clerk, at=at)
        if stored.conflicts:
            raise Refused(f"演示数据与已有记录冲突：{stored.conflicts[0]}", 1)
        done += counts[kind]
        progress(done, total)
    return counts
