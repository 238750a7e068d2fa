"""Reading what names a person: allowed to whoever works on the case, and always on record."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.casework.models import CaseFile, DisclosureRequest
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.permissions import require_worker


class Person(NamedTuple):
    """An applicant's data in full."""

    name: str
    identity_kind: str
    identity_number: str
    contact_name: str
    phone: str
    email: str
    address: str
    postcode: str


@transaction.atomic
def read_file(*, file: CaseFile, officer: Officer, on: date, at: datetime) -> bytes:
    """Return a file's bytes as they were handed in.

    :raises NotAllowed: if the officer does not work on the organ's cases
    :raises Undecipherable, FileNotFoundError: as keeping.content_of does
    """
    agency, number = _owner(file)
    require_worker(officer, agency, on)
    content = content_of(file)
    record(
        action="request.read_file",
        subject=number,
        at=at,
        agency=agency,
        officer=officer,
        detail={"file": file.pk, "kind": file.kind, "sha256": file.sha256},
    )
    return content


@transaction.atomic
def read_identity(
    *, request: DisclosureRequest, officer: Officer, on: date, at: datetime
) -> Person:
    """Return an applicant's data in full.

    :raises NotAllowed: if the officer does not work on the organ's cases
    """
    require_worker(officer, request.agency, on)
    record(
        action="request.read_identity",
        subject=request.register_no,
        at=at,
        agency=request.agency,
        officer=officer,
    )
    return Person(
        name=request.applicant_name,
        identity_kind=request.get_identity_kind_display(),
        identity_number=request.identity_number,
        contact_name=request.contact_name,
        phone=request.phone,
        email=request.email,
        address=request.address,
        postcode=request.postcode,
    )


def _owner(file: CaseFile) -> tuple[Agency, str]:
    owner = file.request or file.matter
    assert owner is not None
    return owner.agency, owner.register_no
