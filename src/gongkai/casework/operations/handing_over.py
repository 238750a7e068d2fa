"""Files that an applicant takes from the page of his case."""

from datetime import date, datetime

from django.db import transaction

from gongkai.audit.operations import record
from gongkai.casework.models import CaseFile, DisclosureRequest, Letter
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.operations.serving import opened_on_portal


@transaction.atomic
def hand_over(*, request: DisclosureRequest, file: CaseFile, on: date, at: datetime) -> bytes:
    """Return a file's bytes, on record that the applicant took them.

    Opening a letter that is served on the public site serves it.

    :raises Undecipherable: if the key does not fit or the file was altered
    :raises FileNotFoundError: if it is gone from the folder
    """
    content = content_of(file)
    # Before the audit trail is written: whoever acts on a case locks the case first.
    for letter in Letter.objects.filter(request=request, pdf=file).select_related("request"):
        opened_on_portal(letter=letter, on=on, at=at)
    record(
        action="request.file_taken",
        subject=request.register_no,
        at=at,
        agency=request.agency,
        detail={"file": file.pk, "sha256": file.sha256},
    )
    return content
