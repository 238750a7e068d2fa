"""Making, sending and checking codes; a wrong one is answered alike, whoever is asked for."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import AccountCode, CodePurpose
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.recipients import why_not
from gongkai.privacy.digests import keyed_digest, same_digest
from gongkai.rules.message_events import Way
from gongkai.rules.typing_slips import tidy

VALID_FOR = timedelta(minutes=5)
"""How long a code sent by SMS counts."""

PROOF_WITHIN = timedelta(minutes=30)
"""How long somebody may take to fetch a code, from the counter's slip for example."""

TRIES = 5
"""How often somebody may try one code."""

COUNTER_VALID_FOR = timedelta(days=7)
"""How long a code given out at the counter counts."""

WRONG = (
    "验证码或者开通码：不正确、已过期或者尝试次数过多，请核对；没有收到的，"
    "可能是填写的信息与本中心登记的不一致，请返回上一步核对，或者携带身份证件到柜台办理。"
)

# Letters and digits that nobody mistakes for another when he reads them from paper.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Asked(NamedTuple):
    """A code that somebody was asked for, and the messages that take it to him."""

    code: AccountCode
    dispatches: tuple[int, ...]


def sends_codes() -> bool:
    """Tell whether codes can be sent by SMS in this installation."""
    return not why_not(Way.SMS)


@transaction.atomic
def ask_for_code(
    *, agency: Agency, purpose: str, person: Person, is_known: bool, at: datetime
) -> Asked:
    """Make a code and send it by SMS to somebody who is known; for others nobody learns it.

    Without an SMS gateway nothing is sent, and only a code of the counter fits.
    """
    code = f"{secrets.randbelow(1_000_000):06d}"
    told = is_known and sends_codes()
    row = AccountCode.objects.create(
        agency=agency,
        purpose=purpose,
        subject_digest=person.digest,
        code_digest=_digest(person, code if told else secrets.token_hex(16)),
        made_at=at,
        until_at=at + VALID_FOR,
    )
    sent = []
    if told:
        sent = send(
            agency=agency,
            event="account.code",
            key=f"account-code-{row.pk}",
            recipient=Recipient(phone=person.tidied.phone, wants=(Way.SMS,)),
            fields={"code": code},
            at=at,
            subject=str(row),
        )
    return Asked(row, tuple(each.pk for each in sent))


def make_counter_code() -> str:
    """Return a new code of the counter, e.g. ABCDE-23456."""
    letters = [secrets.choice(_LETTERS) for _ in range(10)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def counter_code_digest(person: Person, code: str) -> str:
    """Return what is kept of a code of the counter."""
    return _digest(person, code)


def use_code(
    *, agency: Agency, person: Person, code: str, asked: AccountCode | None, at: datetime
) -> AccountCode:
    """Take a code as proof, once: of the SMS that was asked for, or of the counter.

    Not one transaction on purpose: that a code was tried stays on record when it is refused.

    :raises AccountRefused: if it is neither
    """
    if asked is None or not _counted(asked, at):
        raise AccountRefused(WRONG, "code")
    typed = _plain(code)
    fits = same_digest("online-code", f"{person.digest}:{typed}", asked.code_digest)
    by_sms = asked if fits and asked.until_at > at else None
    fitting = by_sms or _of_counter(agency, person, typed, at)
    if fitting is None or not _taken(fitting, at):
        raise AccountRefused(WRONG, "code")
    return fitting


def use_counter_code(*, agency: Agency, person: Person, code: str, at: datetime) -> bool:
    """Take a code of the counter as proof, once; tell whether it fits the person."""
    row = _of_counter(agency, person, _plain(code), at)
    return row is not None and _taken(row, at)


def _counted(asked: AccountCode, at: datetime) -> bool:
    """Count one more try of what was asked for; tell whether it was allowed."""
    rows = AccountCode.objects.filter(
        pk=asked.pk, tries__lt=TRIES, used_at=None, made_at__gt=at - PROOF_WITHIN
    )
    return bool(rows.update(tries=F("tries") + 1))


def _of_counter(agency: Agency, person: Person, typed: str, at: datetime) -> AccountCode | None:
    return AccountCode.objects.filter(
        agency=agency,
        purpose=CodePurpose.COUNTER,
        subject_digest=person.digest,
        code_digest=keyed_digest("online-code", f"{person.digest}:{typed}"),
        used_at=None,
        voided_at=None,
        until_at__gt=at,
    ).first()


def _taken(row: AccountCode, at: datetime) -> bool:
    # Of two who come at once, one has it.
    rows = AccountCode.objects.filter(pk=row.pk, used_at=None, voided_at=None)
    return bool(rows.update(used_at=at))


def _digest(person: Person, code: str) -> str:
    return keyed_digest("online-code", f"{person.digest}:{_plain(code)}")


def _plain(code: str) -> str:
    return tidy(code).upper().replace("-", "").replace("—", "")
