"""Making a bulletin: asked for by an officer, counted and written in the background."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import licensed_fonts
from gongkai.documents.bulletins.composing import composed
from gongkai.documents.bulletins.docx import render_bulletin_docx
from gongkai.documents.bulletins.figures import BulletinKind
from gongkai.documents.bulletins.pdf import render_bulletin_pdf
from gongkai.documents.keeping import keep
from gongkai.hotline.models import Bulletin, BulletinState
from gongkai.hotline.permissions import require_figures
from gongkai.hotline.queries.board.bulletins import PeriodNotBegun, bulletin_figures
from gongkai.hotline.queries.board.spans import Span

# A job that was lost with its process is begun anew after so long.
_GIVEN_UP_AFTER = timedelta(minutes=10)
_LARGEST = 32 << 20


@transaction.atomic
def ask_bulletin(
    *, kind: BulletinKind, span: Span, officer: Officer, on: date, at: datetime
) -> tuple[Bulletin, bool]:
    """Put a bulletin on record as being made; tell whether somebody has to make it.

    One that is being made at the moment is not made twice.

    :param span: the whole week or month
    :raises NotAllowed: if the officer may not see the hotline's figures
    :raises PeriodNotBegun: if the period lies ahead
    """
    agency = officer.agency
    require_figures(officer, agency, on)
    if span.first > on:
        raise PeriodNotBegun("周期：该周期还没有开始，请选择已经开始的周或者月。")
    found, is_new = Bulletin.objects.select_for_update().get_or_create(
        agency=agency,
        kind=kind.value,
        first_on=span.first,
        defaults={
            "last_on": span.last,
            "state": BulletinState.MAKING,
            "asked_by": officer,
            "asked_at": at,
        },
    )
    if is_new:
        return found, True
    if found.state == BulletinState.MAKING and found.asked_at > at - _GIVEN_UP_AFTER:
        return found, False
    found.state, found.asked_by, found.asked_at = BulletinState.MAKING, officer, at
    found.save(update_fields=["state", "asked_by", "asked_at"])
    return found, True


def make_bulletin(*, bulletin: Bulletin, on: date, at: datetime) -> None:
    """Count a bulletin's figures as they are on a day, and write its files.

    :raises FileNotKept: if the disk refuses; what was made before then still stands
    """
    span = Span(bulletin.first_on, bulletin.last_on)
    document = composed(bulletin_figures(bulletin.agency, BulletinKind(bulletin.kind), span, on))
    docx, pdf = _kept(render_bulletin_docx(document), "docx"), ""
    try:
        pdf = _kept(render_bulletin_pdf(document, licensed_fonts()), "pdf")
        earlier = _ready(bulletin, docx, pdf, document.title, on, at)
    except BaseException:
        _forget(docx, pdf)
        raise
    _forget(*earlier)


def fail_bulletin(*, bulletin: Bulletin) -> None:
    """Put on record that a bulletin could not be made; files made before stay."""
    Bulletin.objects.filter(pk=bulletin.pk, state=BulletinState.MAKING).update(
        state=BulletinState.FAILED
    )


@transaction.atomic
def _ready(
    bulletin: Bulletin, docx: str, pdf: str, title: str, on: date, at: datetime
) -> tuple[str, str]:
    """Let the new files stand; return the names of those before."""
    row = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    earlier = (row.docx_name, row.pdf_name)
    row.docx_name, row.pdf_name, row.title = docx, pdf, title
    row.state, row.counted_on, row.made_at = BulletinState.READY, min(on, row.last_on), at
    row.save()
    return earlier


def bulletin_file(name: str) -> bytes:
    """Return the bytes of a bulletin's file.

    :raises FileNotFoundError: if it is not there any more
    """
    return (_folder() / name).read_bytes()


def _kept(content: bytes, fmt: str) -> str:
    name = f"{uuid4().hex}.{fmt}"
    keep(_folder() / name, [content], most=_LARGEST)
    return name


def _forget(*names: str) -> None:
    for name in names:
        if name:
            (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.GONGKAI_FILES) / "bulletins"
