"""Reading in full who applied and what he handed in: by staff of the centre, always on record."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.fund_services.models import Application, ApplicationFile
from gongkai.fund_services.permissions import ServiceRights, require_staff


# Nobody finds him in a traceback: so it has no words for itself.
@dataclass(frozen=True, slots=True, repr=False)
class ApplicationContent:
    """Who applied and what was typed, in full; `values` by the names of the form's fields."""

    name: str
    identity_number: str
    phone: str
    values: dict[str, str]
    rows: list[dict[str, str]]


@transaction.atomic
def read_application(
    *, application: Application, officer: Officer, on: date, at: datetime
) -> ApplicationContent:
    """Return who applied and what was typed; that it was read is on record.

    :raises NotAllowed: if the officer neither handles nor reviews business
    """
    _require_reader(officer, application, on)
    record(
        action="application.read_person",
        subject=application.receipt_no,
        at=at,
        agency=application.agency,
        officer=officer,
        detail={},
    )
    return ApplicationContent(
        name=application.applicant_name,
        identity_number=application.account.identity_number,
        phone=application.phone,
        values=json.loads(application.fields or "{}"),
        rows=json.loads(application.rows or "[]"),
    )


@transaction.atomic
def read_application_file(
    *, file: ApplicationFile, officer: Officer, on: date, at: datetime
) -> ApplicationFile:
    """Put on record that an officer opens a material; who may, gets it back.

    :raises NotAllowed: if the officer neither handles nor reviews business
    """
    application = file.application
    _require_reader(officer, application, on)
    record(
        action="application.read_file",
        subject=application.receipt_no,
        at=at,
        agency=application.agency,
        officer=officer,
        detail={"file": file.pk, "material": file.material, "sha256": file.sha256},
    )
    return file


def may_read(rights: ServiceRights) -> bool:
    """Tell whether an officer may read personal data and materials."""
    return rights.handles or rights.decides


def _require_reader(officer: Officer, application: Application, on: date) -> None:
    rights = require_staff(officer, application.agency, on)
    if not may_read(rights):
        name = application.agency.short_name
        raise NotAllowed(
            f"申请人信息和材料由{name}的“业务经办人”“业务复核人”查看，您没有相应角色。"
        )
