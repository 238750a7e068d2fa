"""Blank forms and filled samples that are there to take away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import FormFile, ServiceItem


def forms_folder() -> Path:
    """Return the folder that holds the files of forms."""
    return Path(settings.GONGKAI_FILES) / "forms"


def form_files_of(item: ServiceItem) -> Sequence[FormFile]:
    """Return the files of an item: blank form before sample, Word before PDF."""
    return list(FormFile.objects.filter(item=item).order_by("kind", "fmt"))


def form_files_by_item(agency: Agency, on: date) -> Mapping[int, Sequence[FormFile]]:
    """Return the files of a centre's items on offer on a day, by item."""
    offered = Q(item__withdrawn_on=None) | Q(item__withdrawn_on__gt=on)
    rows = FormFile.objects.filter(offered, item__agency=agency, item__offered_from__lte=on)
    found: defaultdict[int, list[FormFile]] = defaultdict(list)
    for row in rows.order_by("item", "kind", "fmt"):
        found[row.item_id].append(row)
    return found


def form_file(agency: Agency, pk: int, kind: str, fmt: str, on: date) -> FormFile | None:
    """Return one file of an item on offer, None if there is none."""
    offered = Q(item__withdrawn_on=None) | Q(item__withdrawn_on__gt=on)
    rows = FormFile.objects.filter(offered, item__agency=agency, item__offered_from__lte=on)
    return rows.filter(item=pk, kind=kind, fmt=fmt).select_related("item").first()


def bytes_of(file: FormFile) -> bytes:
    """Return a file as it was made.

    :raises FileNotFoundError: if it is gone from the disk
    """
    return (forms_folder() / file.stored_name).read_bytes()
