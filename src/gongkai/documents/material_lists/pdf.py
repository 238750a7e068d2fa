"""A personal list of materials as PDF/A-2b, set by Typst from `list.typ`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("list.typ")


class ListedMaterial(NamedTuple):
    """A material to bring: its name, in which form, and why."""

    name: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class MaterialList:
    """What somebody's situation asks for.

    :param given: questions and answers that it rests on
    :param limits: each with its basis, "" where it is the centre's own
    :param not_needed: names with reasons
    :param contact: labels and texts of how to reach the centre
    """

    organ: str
    items: Sequence[str]
    given: Sequence[tuple[str, str]]
    advice: Sequence[str]
    materials: Sequence[ListedMaterial]
    limits: Sequence[tuple[str, str]]
    not_needed: Sequence[tuple[str, str]]
    places: Sequence[str]
    contact: Sequence[tuple[str, str]]
    source: str
    address: str
    is_demonstration: bool = False


def material_list_pdf(told: MaterialList, dated: date, fonts_folder: Path | None = None) -> bytes:
    """Return a list as PDF/A-2b, the same bytes for the same list and day.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    content = {
        "organ": told.organ,
        "items": list(told.items),
        "given": [list(each) for each in told.given],
        "advice": list(told.advice),
        "materials": [each._asdict() for each in told.materials],
        "limits": [list(each) for each in told.limits],
        "not_needed": [list(each) for each in told.not_needed],
        "places": list(told.places),
        "contact": [list(each) for each in told.contact],
        "source": told.source,
        "address": told.address,
        "mark": "演示数据" if told.is_demonstration else "",
        "dated": [dated.year, dated.month, dated.day],
    }
    return _setter(fonts_folder).pdf(content, dated)


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder), archival=True)
