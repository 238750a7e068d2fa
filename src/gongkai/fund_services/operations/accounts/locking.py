"""Counting what failed, in the cache that all nodes share; nobody is locked out for good.

An office with one address is many people, so an address alone may fail often; one address at one
number may not, and neither may all addresses together at one number.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.cache import cache

from gongkai.privacy.digests import keyed_digest


class Lock(NamedTuple):
    """What is counted, how often it may fail, and for how many seconds that counts."""

    key: str
    most: int
    seconds: int


def sign_in_locks(agency: int, number_digest: str, address: str) -> tuple[Lock, ...]:
    """Return what a sign-in with a number from an address counts under."""
    place = keyed_digest("online-address", address)
    return (
        Lock(f"account-fails-{agency}-{number_digest}-{place}", 5, 15 * 60),
        Lock(f"account-fails-{agency}-{number_digest}", 20, 60 * 60),
        Lock(f"account-fails-{place}", 100, 60 * 60),
    )


def password_locks(account: int) -> tuple[Lock, ...]:
    """Return what a password typed by somebody who is signed in counts under."""
    return (Lock(f"account-password-{account}", 5, 15 * 60),)


def minutes_locked(locks: Iterable[Lock]) -> int:
    """Return for how many minutes at most one of the locks is shut; 0 if none is."""
    shut = [lock.seconds for lock in locks if int(cache.get(lock.key) or 0) >= lock.most]
    return max(shut, default=0) // 60


def count_failure(locks: Iterable[Lock]) -> None:
    """Count one more failure; the first one begins the time for which they count."""
    for lock in locks:
        if not cache.add(lock.key, 1, lock.seconds):
            try:
                cache.incr(lock.key)
            except ValueError:
                # It ran out between the two.
                cache.set(lock.key, 1, lock.seconds)


def forget_failures(locks: Iterable[Lock]) -> None:
    """Forget the failures of a number after it was right; those of an address stay."""
    cache.delete_many([lock.key for lock in locks if lock.most < 100])
