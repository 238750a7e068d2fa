"""Forms filled in for tests, as somebody fills them in on the site."""

from fund_services.centre import RENT, sealed
from gongkai.fund_services.operations.applications.drafting import (
    attach_file,
    open_draft,
    save_step,
)
from gongkai.fund_services.operations.applications.submitting import submit_draft
from gongkai.fund_services.queries.applications.drafts import content_now, draft_of
from gongkai.fund_services.queries.applications.facts import known_facts
from gongkai.fund_services.queries.applications.forms import (
    definition_of,
    form_in_force,
    item_with_code,
)


def begun(centre, code="RENT_WITHDRAWAL", account=None, agent=None):
    """Return a draft that was begun now, with what the business system tells."""
    account = account or centre.account
    item = item_with_code(centre.agency, code, centre.on)
    form = form_in_force(item, centre.on)
    known = known_facts(definition_of(form), account, agent)
    return open_draft(
        account=account,
        agent=agent,
        item=item,
        form=form,
        prefill=known.of(definition_of(form)),
        at=centre.at,
    ).draft


def filled(centre, **changed):
    """Return a draft of a withdrawal for rent that is ready to be signed."""
    draft = begun(centre)
    save_step(draft=draft, values=RENT | changed, at=centre.at)
    attach_file(draft=draft, file=sealed("identity_card"), at=centre.at)
    return draft_of(centre.account, None, draft.item)


def submitted(centre, draft, agent=None, **changed):
    """Send a draft in, signed by its owner as he looked at it."""
    told = {
        "draft": draft,
        "agent": agent,
        "seen": content_now(draft).digest(),
        "agrees": True,
        "signature": str(draft.account.name),
        "on": centre.on,
        "at": centre.at,
    }
    return submit_draft(**(told | changed))
