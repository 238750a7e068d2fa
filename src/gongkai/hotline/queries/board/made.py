"""The bulletins of an organ that were made, or are being made."""

from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.documents.bulletins.figures import BulletinKind
from gongkai.hotline.models import Bulletin

_SHOWN = ("kind", "first_on", "last_on", "state", "counted_on", "title", "docx_name", "pdf_name")


class MadeBulletin(NamedTuple):
    """What is on record of one bulletin; names of files are "" until they are there."""

    kind: str
    first_on: date
    last_on: date
    state: str
    counted_on: date | None
    title: str
    docx_name: str
    pdf_name: str


def bulletins_made(agency: Agency) -> dict[tuple[str, date], MadeBulletin]:
    """Return an organ's bulletins by kind and first day, in one statement."""
    rows = Bulletin.objects.filter(agency=agency).values_list(*_SHOWN)
    found = (MadeBulletin(*row) for row in rows)
    return {(each.kind, each.first_on): each for each in found}


def bulletin_made(agency: Agency, kind: BulletinKind, first: date) -> MadeBulletin | None:
    """Return the bulletin of one period, None where nobody asked for it."""
    rows = Bulletin.objects.filter(agency=agency, kind=kind.value, first_on=first)
    row = rows.values_list(*_SHOWN).first()
    return MadeBulletin(*row) if row else None
