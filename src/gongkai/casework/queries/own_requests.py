"""The requests filed under a person's identity number, for him to see that they are there."""

from collections.abc import Sequence

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.typing_slips import tidy

_MOST = 100


def requests_of_person(agency: Agency, identity_number: str) -> Sequence[DisclosureRequest]:
    """Return the requests to an organ under an identity number, the latest first.

    Whoever applied wrote the number himself and nobody checked it: so only number, days and state
    are fetched. What was asked for and answered is opened with the query code alone.
    """
    digest = keyed_digest("applicant", tidy(identity_number).upper())
    if not digest:
        return ()
    rows = DisclosureRequest.objects.filter(agency=agency, applicant_digest=digest)
    rows = rows.only("register_no", "arrived_on", "received_on", "state", "due_on", "closed_on")
    return rows.order_by("-arrived_on", "-pk")[:_MOST]
