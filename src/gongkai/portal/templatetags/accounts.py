"""Tags that tell, on a person's own pages alone, who is signed in."""

from typing import Any

from django import template

from gongkai.fund_services.queries.accounts.sessions import SignedIn
from gongkai.portal.signed_in import shown_on_page

register = template.Library()


@register.simple_tag(takes_context=True)
def signed_in_here(context: dict[str, Any]) -> SignedIn | None:
    """Return who is signed in, and for whom he acts; None on every page that is nobody's own."""
    request = context.get("request")
    return shown_on_page(request) if request is not None else None
