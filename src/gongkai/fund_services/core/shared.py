"""How the business system stands, remembered in the cache that all nodes share."""

from hashlib import sha256

from django.core.cache import cache

from gongkai.fund_services.core.breaking import Standing

_KEPT = 3600
# How long one node may take to find out for all others.
_PROBING = 15


class SharedStanding:
    """The standing of the system below an address; two nodes may lose a count, never a rest."""

    def __init__(self, base: str) -> None:
        self._key = f"fund-core:{sha256(base.encode()).hexdigest()[:20]}"

    def read(self) -> Standing:
        """Return what is remembered, a fresh standing if nothing is."""
        found = cache.get(self._key)
        return Standing(*found) if isinstance(found, tuple) and len(found) == 4 else Standing()

    def write(self, standing: Standing) -> None:
        """Remember a standing; a fresh one is nothing to remember."""
        if standing == Standing():
            cache.delete_many([self._key, f"{self._key}:probe"])
            return
        told = (standing.failures, standing.failing_since, standing.shut_until, standing.rest)
        cache.set(self._key, told, _KEPT)

    def claim_probe(self) -> bool:
        """Tell whether this call is the one that finds out; only one is, until it is done."""
        return bool(cache.add(f"{self._key}:probe", 1, _PROBING))

    def end_probe(self) -> None:
        """Let another call find out, when its time has come."""
        cache.delete(f"{self._key}:probe")
