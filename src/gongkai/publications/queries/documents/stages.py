"""Who may sign an official document, at which stage, and why someone may not."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.publications.models import OfficialDocument
from gongkai.rules.document_stages import document_stages
from gongkai.rules.review_stages import Stage


def stage_of(document: OfficialDocument) -> Stage | None:
    """Return the stage that is to be signed now; None if none is."""
    round = document.review_round
    if round is None or round.state != "OPEN":
        return None
    name = round.stages[round.signatures.count()]
    return next((stage for stage in document_stages() if stage.name == name), None)


def is_last(stage: Stage) -> bool:
    """Tell whether who signs at a stage is the signatory (签发人)."""
    return stage.name == document_stages()[-1].name


def writers_of(document: OfficialDocument) -> set[int]:
    """Return the keys of all who wrote any of a document: they sign none of it."""
    return {document.drafter_id, *document.written_by}


def signers_of(document: OfficialDocument, roles: Iterable[str], on: date) -> list[Officer]:
    """Return who may sign at a stage: its roles, without those who wrote or signed before."""
    kept_out = writers_of(document)
    if document.review_round is not None:
        kept_out |= set(document.review_round.signatures.values_list("officer", flat=True))
    found = {
        officer.pk: officer
        for role in roles
        for officer in officers_with_role(document.agency, role, on)
    }
    return [officer for key, officer in sorted(found.items()) if key not in kept_out]
