"""The keys that an organ has put on record as sealing its certificates."""

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import SealKey


def seal_keys(agency: Agency) -> list[SealKey]:
    """Return an organ's keys, the newest first; retired ones as well."""
    rows = SealKey.objects.filter(agency=agency).select_related("registered_by", "retired_by")
    return list(rows.order_by("-since", "-pk"))


def key_in_use(agency: Agency, fingerprint: str) -> SealKey | None:
    """Return the record of a key that may sign, None where it is not on record or retired."""
    rows = SealKey.objects.filter(agency=agency, fingerprint=fingerprint, retired_at=None)
    return rows.first()


def known_fingerprints(agency: Agency) -> frozenset[str]:
    """Return the fingerprints of all keys that ever sealed an organ's certificates."""
    return frozenset(SealKey.objects.filter(agency=agency).values_list("fingerprint", flat=True))
