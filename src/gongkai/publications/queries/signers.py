"""Who may sign an item, and why someone may not."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.publications.models import Item


def writers_of(item: Item) -> set[int]:
    """Return the keys of all who wrote what is not public yet: they sign none of it."""
    revisions = item.revisions.all()
    if item.public_revision is not None:
        revisions = revisions.filter(number__gt=item.public_revision.number)
    return {item.drafter_id, *revisions.values_list("officer", flat=True)}


def signers_of_stage(item: Item, roles: Iterable[str], on: date) -> list[Officer]:
    """Return who may sign at a stage: its roles, without those who wrote or signed before."""
    kept_out = writers_of(item)
    if item.review_round is not None:
        kept_out |= set(item.review_round.signatures.values_list("officer", flat=True))
    found = {
        officer.pk: officer
        for role in roles
        for officer in officers_with_role(item.agency, role, on)
    }
    return [officer for key, officer in sorted(found.items()) if key not in kept_out]
