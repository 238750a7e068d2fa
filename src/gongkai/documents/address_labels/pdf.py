"""Address labels as PDF, set by Typst from `labels.typ`."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("labels.typ")
PER_SHEET = 14


class LabelLines(NamedTuple):
    """What stands on one label; `number` helps to put letter and envelope together."""

    postcode: str
    address: str
    addressee: str
    sender: str
    number: str


def labels_pdf(
    labels: Sequence[LabelLines], dated_on: date, fonts_folder: Path | None = None
) -> bytes:
    """Return the labels as PDF, 14 on each sheet.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    content = {"labels": [label._asdict() for label in labels]}
    return _setter(fonts_folder).pdf(content, dated_on)


@lru_cache(maxsize=2)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder))
