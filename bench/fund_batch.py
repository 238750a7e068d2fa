"""Measures an employer's base adjustment for 2,000 workers; run in a process of its own.

Usage: python -m bench.fund_batch DATABASE-NAME TIMES, with an empty migrated database in
DATABASE_URL. From the sheet as it arrives to the application on record: taken in, inspected,
sealed, read, each row compared with the business system and the city's limits, signed and filed.
A sheet in which every row is wrong is given back with its remarks. Prints the results as JSON.
"""

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from tempfile import TemporaryDirectory

import django

django.setup()

import openpyxl  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.timing import Fact, Limit, Result, as_json  # noqa: E402
from gongkai.agencies.models import Agency, AgencyKind  # noqa: E402
from gongkai.documents.batches.writing import annotated_batch, batch_template  # noqa: E402
from gongkai.fund_services.core.made_up import people  # noqa: E402
from gongkai.fund_services.core.made_up.loading import load_made_up_people  # noqa: E402
from gongkai.fund_services.models import (  # noqa: E402
    Application,
    ApplicationDraft,
    BatchUpload,
    EmployerAgent,
    ServiceItem,
)
from gongkai.fund_services.operations.accounts.opening import open_account  # noqa: E402
from gongkai.fund_services.operations.applications.batches import (  # noqa: E402
    check_batch,
    receive_batch,
)
from gongkai.fund_services.operations.applications.drafting import (  # noqa: E402
    open_draft,
    save_step,
)
from gongkai.fund_services.operations.applications.form_versions import install_forms  # noqa: E402
from gongkai.fund_services.operations.applications.submitting import submit_draft  # noqa: E402
from gongkai.fund_services.queries.applications.batches import problems_of_rows  # noqa: E402
from gongkai.fund_services.queries.applications.drafts import content_now, draft_of  # noqa: E402
from gongkai.fund_services.queries.applications.facts import workers_told  # noqa: E402
from gongkai.fund_services.queries.applications.forms import (  # noqa: E402
    definition_of,
    form_in_force,
)
from gongkai.rules.service_items import listed_item  # noqa: E402

CODE, NAME = "BASE_ADJUSTMENT", "缴存基数调整.xlsx"
LIMIT_S = 20
WORKERS = 2_000


class NotFiled(Exception):
    """The batch was not taken in as it should be, so that its time means nothing."""


class Office:
    """An employer of 2,000 workers with a draft of its base adjustment."""

    def __init__(self) -> None:
        """Make the centre, its forms, the made-up people, and the employer's agent."""
        self.on, self.at = timezone.localdate(), timezone.now()
        agency = Agency.objects.create(
            code="bench", name="中心", short_name="中心", kind=AgencyKind.FUND_CENTRE
        )
        listed = listed_item(CODE)
        self.item = ServiceItem.objects.create(
            agency=agency,
            register_no="FW-1",
            code=CODE,
            name=listed.name if listed else CODE,
            audience="EMPLOYER",
            offered_from=date(2020, 1, 1),
        )
        install_forms(agency=agency, on=self.on, at=self.at)
        load_made_up_people(on=self.on, with_large_employer=True)
        person = next(
            each for each in people.named_workers() if each.account_no == people.LARGE_AGENT
        )
        self.account = open_account(
            agency=agency,
            name=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            account_no=person.account_no,
            password="bench-bench-bench",
            at=self.at,
        )
        self.agent = EmployerAgent.objects.create(
            account=self.account,
            employer_no=people.LARGE_EMPLOYER,
            employer_name="某某单位",
            is_manager=True,
            from_at=self.at,
        )
        form = form_in_force(self.item, self.on)
        if form is None:
            raise NotFiled("no form")
        self.form = form
        workers = workers_told(people.LARGE_EMPLOYER).values()
        self.workers = [each for each in workers if each["state"] == "NORMAL"]
        batch = definition_of(form).batch
        if batch is None:
            raise NotFiled("no batch")
        self.batch = batch
        self.good = batch_template(batch, self.workers, employer="某某单位", created=self.on)

    def draft(self) -> ApplicationDraft:
        """Return a draft that lacks nothing but its batch."""
        values = {
            "agent_name": "经办", "phone": "13800001234", "from_month": f"{self.on:%Y-%m}",
            "count": str(len(self.workers)), "posted": "YES",
            "employer_name": "某某单位", "employer_no": people.LARGE_EMPLOYER,
        }  # fmt: skip
        opened = open_draft(
            account=self.account,
            agent=self.agent,
            item=self.item,
            form=self.form,
            prefill={},
            at=self.at,
        )
        save_step(draft=opened.draft, values=values, at=self.at)
        return opened.draft

    def checked(self, content: bytes) -> BatchUpload:
        """Take a sheet in and check it."""
        draft = self.draft()
        batch = receive_batch(draft=draft, name=NAME, content=content, at=self.at)
        return check_batch(batch=batch, on=self.on, at=self.at)

    def filed(self) -> Application:
        """Take the sheet in, check it, and file the form with it."""
        batch = self.checked(self.good)
        if batch.state != "GOOD":
            raise NotFiled(problems_of_rows(batch)[:3])
        draft = draft_of(self.account, self.agent, self.item)
        if draft is None:
            raise NotFiled("no draft")
        told = submit_draft(
            draft=draft,
            agent=self.agent,
            seen=content_now(draft).digest(),
            agrees=True,
            signature=str(self.account.name),
            on=self.on,
            at=self.at,
        )
        return told.application


def measured(database: str, times: int) -> list[Result]:
    """Return the times of a batch that is good and of one in which every row is wrong.

    :raises NotFiled: if one is not taken in as it should be
    """
    office = Office()
    good = [_seconds(lambda: _all_rows(office.filed(), office)) for _ in range(times)]
    wrong = _spoilt(office.good)
    bad = [_seconds(lambda: _given_back(office, wrong)) for _ in range(times)]
    what = f"Base adjustment of {len(office.workers):,} workers"
    return [
        Limit(f"{what}, from the sheet to the receipt", database, "s", good, LIMIT_S),
        Limit(f"{what}, every row wrong, given back with remarks", database, "s", bad, LIMIT_S),
        Fact("Size of the sheet", database, f"{len(office.good) >> 10} KB"),
    ]


def _all_rows(application: Application, office: Office) -> None:
    if application.row_count != len(office.workers):
        raise NotFiled(application.row_count)


def _given_back(office: Office, content: bytes) -> None:
    batch = office.checked(content)
    if batch.problem_count < len(office.workers):
        raise NotFiled(batch.problem_count)
    annotated_batch(
        content,
        NAME,
        office.batch.title,
        problems_of_rows(batch),
        most=office.batch.most,
        created=office.on,
    )


def _spoilt(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 5).value = "六千"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _seconds(action: Callable[[], None]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        settings.GONGKAI_FILES = folder
        json.dump(as_json(measured(sys.argv[1], int(sys.argv[2]))), sys.stdout)
