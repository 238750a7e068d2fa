"""Numbers of certificates without gaps, and the codes by which they are verified."""

import secrets

from django.db import connection

from gongkai.agencies.models import Agency
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.certificates import CertificateForm

# Letters that nobody takes for each other on paper: 49 bits in ten of them.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10

# One statement on every database: the row is made on first use and held from then on.
_NEXT = """
    INSERT INTO fund_services_certificateseries ("agency_id", "kind", "year", "last")
    VALUES (%s, %s, %s, 1)
    ON CONFLICT ("agency_id", "kind", "year")
    DO UPDATE SET "last" = fund_services_certificateseries."last" + 1
    RETURNING "last"
"""


def next_number(agency: Agency, form: CertificateForm, year: int) -> int:
    """Return a kind's next number, held until the transaction ends and undone with it."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, form.kind.value, year])
        return int(cursor.fetchone()[0])


def number_text(form: CertificateForm, year: int, number: int) -> str:
    """Return a number as it is printed, e.g. JC2026-000012."""
    return f"{form.prefix}{year}-{number:06}"


def new_code() -> str:
    """Return a new verification code, e.g. 7KQ2M-XA9RT."""
    letters = [secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)]
    half = _CODE_LENGTH // 2
    return f"{''.join(letters[:half])}-{''.join(letters[half:])}"


def code_digest(code: str) -> str:
    """Return what a verification code is compared by, however it was typed."""
    return keyed_digest("certificate-code", plain_code(code))


def plain_code(code: str) -> str:
    """Return a code as it is compared: capital letters and digits alone."""
    narrow = code.translate(_NARROW).upper()
    return "".join(each for each in narrow if each.isascii() and each.isalnum())[:40]


_NARROW = {0xFF01 + place: 0x21 + place for place in range(94)}


def form_digest(whose: str, token: str) -> str:
    """Return what makes a form that is sent twice one certificate.

    :param whose: who sends it; another's token is another form
    :param token: of the form as it was shown, "" for one that is sent once in any case
    """
    return keyed_digest("certificate-form", f"{whose}:{token or secrets.token_hex(16)}")
