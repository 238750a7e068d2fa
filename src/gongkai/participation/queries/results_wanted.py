"""Consultations and surveys that are over and whose result nobody has published."""

from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.participation.models import PieceState, PublicConsultation, Survey


class ResultWanted(NamedTuple):
    """A piece without its result; `stem` is consultation or survey."""

    stem: str
    label: str
    piece: PublicConsultation | Survey


def results_wanted(agency: Agency, on: date) -> list[ResultWanted]:
    """Return what is over before a day and has no published result, the oldest first."""
    found = [
        ResultWanted(stem, label, row)
        for stem, label, model in (
            ("consultation", "意见征集", PublicConsultation),
            ("survey", "网上调查", Survey),
        )
        for row in model._default_manager.filter(
            agency=agency, state=PieceState.PUBLISHED, until_on__lt=on
        ).exclude(result__state=PieceState.PUBLISHED)
    ]
    return sorted(found, key=lambda each: (each.piece.until_on, each.stem, each.piece.pk))
