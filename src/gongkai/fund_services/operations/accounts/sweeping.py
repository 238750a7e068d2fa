"""Forgetting what nobody needs any more: old codes, failures and sessions with their addresses."""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.fund_services.models import AccountCode, AccountEvent, AccountSession, SignInFailure

CODES_FOR = timedelta(days=30)
"""How long a code stays on record after it ran out."""

FAILURES_FOR = timedelta(days=90)
"""How long an owner sees who failed to sign in."""

SESSIONS_FOR = timedelta(days=180)
"""How long a session stays on record after it was last used, and what happened to an account."""


@transaction.atomic
def sweep_accounts(*, at: datetime) -> int:
    """Forget what is older than that; return how many records."""
    swept = AccountCode.objects.filter(until_at__lt=at - CODES_FOR).delete()[0]
    swept += SignInFailure.objects.filter(at__lt=at - FAILURES_FOR).delete()[0]
    swept += AccountSession.objects.filter(seen_at__lt=at - SESSIONS_FOR).delete()[0]
    swept += AccountEvent.objects.filter(at__lt=at - SESSIONS_FOR).delete()[0]
    return int(swept)
