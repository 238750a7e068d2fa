"""Who may sign a page of blocks."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.sites.models import SitePage


def writers_of_page(page: SitePage) -> set[int]:
    """Return the keys of all who wrote what is not public yet: they sign none of it."""
    revisions = page.revisions.all()
    if page.public_revision is not None:
        revisions = revisions.filter(number__gt=page.public_revision.number)
    return {page.drafter_id, *revisions.values_list("officer", flat=True)}


def signers_of_page(page: SitePage, roles: Iterable[str], on: date) -> list[Officer]:
    """Return who may sign at a stage: its roles, without those who wrote or signed before."""
    kept_out = writers_of_page(page)
    if page.review_round is not None:
        kept_out |= set(page.review_round.signatures.values_list("officer", flat=True))
    agency = page.site.agency
    found = {each.pk: each for role in roles for each in officers_with_role(agency, role, on)}
    return [officer for key, officer in sorted(found.items()) if key not in kept_out]
