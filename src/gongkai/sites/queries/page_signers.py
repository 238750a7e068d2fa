"""Who may sign a page of blocks."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role, roles_of
from gongkai.publications.queries.stages import stages_of_agency
from gongkai.sites.models import PageState, SitePage


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


def pages_to_sign(officer: Officer, on: date) -> set[int]:
    """Return the keys of the pages whose next stage an officer may sign; in four queries.

    Pages of which he ever wrote a revision are not among them.
    """
    roles = {role.value for role in roles_of(officer, on)}
    stages = {stage.name: stage for stage in stages_of_agency(officer.agency)}
    waiting = (
        SitePage.objects.filter(site__agency=officer.agency_id, state=PageState.IN_REVIEW)
        .exclude(drafter=officer)
        .exclude(revisions__officer=officer)
        .select_related("review_round")
        .prefetch_related("review_round__signatures")
    )
    found = set()
    for page in waiting:
        assert page.review_round is not None
        signatures = page.review_round.signatures.all()
        stage = stages.get(page.review_round.stages[len(signatures)])
        signed = {each.officer_id for each in signatures}
        if stage is not None and roles & set(stage.roles) and officer.pk not in signed:
            found.add(page.pk)
    return found
