"""Finding a message by its number and code."""

from gongkai.agencies.models import Agency
from gongkai.hotline.models import SiteMessage
from gongkai.privacy.digests import same_digest

# As long as a digest, and no text has it: who asks for a number that is not there waits as long.
_NOBODY = "0" * 64
_LONGEST = 40


def track_message(agency: Agency, number: str, code: str) -> SiteMessage | None:
    """Return the message that a number and its code belong to, None if they do not fit.

    Takes as long for a number that is not there as for a wrong code.
    """
    found = followed_message(agency, number)
    plain = "".join(letter for letter in code.upper()[:_LONGEST] if letter.isalnum())
    digest = (found.query_digest if found else "") or _NOBODY
    return found if same_digest("query", plain, digest) and found else None


def followed_message(agency: Agency, number: str) -> SiteMessage | None:
    """Return an organ's message of a number, for who may follow it."""
    plain = "".join(number.split()).upper()[:_LONGEST]
    rows = SiteMessage.objects.select_related("agency", "ticket")
    return rows.filter(agency=agency, register_no=plain).first()


def messages_numbered(agency: Agency, numbers: list[str]) -> dict[str, int]:
    """Return the keys of an organ's messages by their register numbers."""
    found = SiteMessage.objects.filter(agency=agency, register_no__in=numbers)
    return dict(found.values_list("register_no", "pk"))
