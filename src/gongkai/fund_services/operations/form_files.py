"""Making blank forms and filled samples as files, and again when what they show changes."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from gongkai.agencies.models import Agency, AgencyKind
from gongkai.agencies.queries import licensed_fonts
from gongkai.documents.keeping import keep
from gongkai.documents.paper_forms.document import PaperForm, paper_form
from gongkai.documents.paper_forms.docx import form_docx
from gongkai.documents.paper_forms.pdf import form_pdf
from gongkai.fund_services.models import FormFile, FormFileKind, ServiceItem
from gongkai.fund_services.queries.applications.forms import definition_of, form_in_force
from gongkai.fund_services.queries.form_files import bytes_of, forms_folder
from gongkai.outbox.operations import announce
from gongkai.rules.form_samples import sample_day, sample_of
from gongkai.rules.service_forms import (
    FormDefinition,
    bundled_form,
    read_definition,
)

# Told apart from what an earlier version of the typesetting made.
_TYPESETTING = 1
_LARGEST = 20 << 20


def make_form_files(*, on: date, at: datetime) -> int:
    """Make the files of every centre's items that are not there or are out of date; return them.

    Each item is a transaction of its own: who breaks off loses nothing, a second run makes none.
    """
    centres = Agency.objects.filter(kind=AgencyKind.FUND_CENTRE).order_by("pk")
    return sum(_make_of_centre(agency, on, at) for agency in centres)


def _make_of_centre(agency: Agency, on: date, at: datetime) -> int:
    items = ServiceItem.objects.filter(agency=agency, offered_from__lte=on).order_by("pk")
    offered = [each for each in items if each.withdrawn_on is None or each.withdrawn_on > on]
    known: dict[int, dict[tuple[str, str], FormFile]] = {}
    for row in FormFile.objects.filter(item__agency=agency):
        known.setdefault(row.item_id, {})[row.kind, row.fmt] = row
    made = sum(_make_of_item(agency, each, known.get(each.pk, {}), on, at) for each in offered)
    if made:
        announce(
            kind="forms.made",
            subject=agency.code,
            at=at,
            agency=agency,
            detail={"touches": [f"forms:{agency.pk}"]},
        )
    return made


@transaction.atomic
def _make_of_item(
    agency: Agency,
    item: ServiceItem,
    known: Mapping[tuple[str, str], FormFile],
    on: date,
    at: datetime,
) -> int:
    definition = _definition(item, on)
    if definition is None:
        return 0
    stamp = _stamp(agency, item, definition)
    made = 0
    for kind in FormFileKind.values:
        form: PaperForm | None = None
        for fmt, write in _WRITERS.items():
            old = known.get((kind, fmt))
            if old is not None and old.made_from == stamp and _is_there(old):
                continue
            form = form or _form(agency, item, definition, kind)
            _keep(item, kind, fmt, write(form), stamp, at, old)
            made += 1
    return made


def _definition(item: ServiceItem, on: date) -> FormDefinition | None:
    version = form_in_force(item, on)
    if version is not None:
        return definition_of(version)
    table = bundled_form(item.code) if item.code else None
    return read_definition(table) if table is not None else None


def _form(agency: Agency, item: ServiceItem, definition: FormDefinition, kind: str) -> PaperForm:
    return paper_form(
        definition,
        organ=agency.name,
        item=item.name,
        sample=sample_of(definition) if kind == FormFileKind.SAMPLE else None,
        is_demonstration=agency.is_demonstration,
    )


def _pdf(form: PaperForm) -> bytes:
    return form_pdf(form, sample_day(), licensed_fonts())


def _docx(form: PaperForm) -> bytes:
    return form_docx(form, sample_day())


_WRITERS: Mapping[str, Callable[[PaperForm], bytes]] = {"docx": _docx, "pdf": _pdf}


def _stamp(agency: Agency, item: ServiceItem, definition: FormDefinition) -> str:
    told = [
        _TYPESETTING,
        repr(definition),
        repr(sample_of(definition)),
        agency.name,
        item.name,
        agency.is_demonstration,
    ]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _is_there(file: FormFile) -> bool:
    try:
        return sha256(bytes_of(file)).hexdigest() == file.sha256
    except FileNotFoundError:
        return False


def _keep(
    item: ServiceItem,
    kind: str,
    fmt: str,
    content: bytes,
    stamp: str,
    at: datetime,
    old: FormFile | None,
) -> None:
    digest = sha256(content).hexdigest()
    name = f"{item.agency_id}/{item.pk}-{kind.lower()}-{digest[:16]}.{fmt}"
    keep(forms_folder() / name, [content], most=_LARGEST)
    FormFile.objects.update_or_create(
        item=item,
        kind=kind,
        fmt=fmt,
        defaults={
            "size": len(content),
            "sha256": digest,
            "made_from": stamp,
            "stored_name": name,
            "made_at": at,
        },
    )
    if old is not None and old.stored_name != name:
        # Whoever reads the old one still finds it until the new one is on record.
        transaction.on_commit(lambda: _forget(forms_folder() / old.stored_name))


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
