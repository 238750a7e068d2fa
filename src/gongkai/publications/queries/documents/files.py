"""The files of official documents: attachments, and the PDF and Word file that were made."""

from datetime import date

from gongkai.agencies.models import Officer
from gongkai.publications.models import PublicationFile
from gongkai.publications.permissions import insist, may_read


def file_of_document(officer: Officer, pk: int, on: date) -> PublicationFile | None:
    """Return a file of a document of the officer's organ, None if there is no such file.

    :raises NotAllowed: if the officer has no part in it
    """
    insist(may_read(officer, officer.agency, on), "查看公文的文件")
    rows = PublicationFile.objects.select_related("document")
    found: PublicationFile | None = rows.filter(pk=pk, document__agency=officer.agency_id).first()
    return found
