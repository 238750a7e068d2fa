"""What every act on an appointment has in common: held, checked, counted, recorded, told."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import AppointmentBooking
from gongkai.fund_services.operations.owner_telling import ways_for
from gongkai.fund_services.queries.accounts.wechat import openid_of
from gongkai.messages.operations import Recipient, send
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.message_events import event_of
from gongkai.rules.typing_slips import tidy

PREFIX = "YY"
# Without 0, 1, I, L and O, which are taken for each other on paper and on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_HALF = 5
_NEXT = """
    INSERT INTO fund_services_appointmentseries ("agency_id", "year", "last") VALUES (%s, %s, 1)
    ON CONFLICT ("agency_id", "year")
    DO UPDATE SET "last" = fund_services_appointmentseries."last" + 1
    RETURNING "last"
"""


class BookingRefused(ValueError):
    """This cannot be done as asked; the message names field, value and remedy, in Chinese.

    `field` is the field at fault, "" where it is no single one.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class SlotFull(BookingRefused):
    """Somebody else has taken the last place."""


class BookingChanged(BookingRefused):
    """The appointment was changed meanwhile."""


def next_number(agency: Agency, year: int) -> str:
    """Return the next number, e.g. YY2026-00012; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, year])
        (number,) = cursor.fetchone()
    return f"{PREFIX}{year}-{number:05}"


def booking_code(token: str = "") -> str:
    """Return the code of an appointment, the same for the same form; "" gives a chance one."""
    number = int(keyed_digest("appointment-code", token or secrets.token_hex(16)), 16)
    letters = []
    for _ in range(2 * _HALF):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return f"{''.join(letters[:_HALF])}-{''.join(letters[_HALF:])}"


def code_digest(code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    plain = tidy(code).upper().replace("-", "").replace("—", "")
    return keyed_digest("appointment", plain)


def phone_digest(phone: str) -> str:
    """Return the digest by which a phone's appointments are found."""
    return keyed_digest("appointment-phone", phone)


def person_digest(name: str, phone: str) -> str:
    """Return the digest by which a person's appointments are told from others of his phone."""
    return keyed_digest("appointment-person", f"{tidy(name)}:{phone}")


def hold(booking: AppointmentBooking, *, version: int | None = None) -> AppointmentBooking:
    """Return an appointment held for the transaction, as it stands now.

    :param version: the version the actor saw; None where he does not act on what he saw
    :raises BookingChanged: if it was changed since
    """
    rows = AppointmentBooking.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("agency", "slot__counter", "item").get(pk=booking.pk)
    if version is not None and version != held.version:
        raise BookingChanged("预约刚刚有了变化，请查看最新情况后再操作。")
    return held


def touch(
    booking: AppointmentBooking,
    deed: str,
    *,
    officer: Officer | None,
    at: datetime,
    **detail: object,
) -> None:
    """Count, save and record what was done to a held appointment."""
    booking.version += 1
    booking.save()
    record(
        action=f"appointment.{deed}",
        subject=booking.register_no,
        at=at,
        agency=booking.agency,
        officer=officer,
        detail=detail,
    )


def tell(booking: AppointmentBooking, event: str, at: datetime) -> None:
    """Have who booked told once for each version of the appointment.

    It goes by WeChat where he booked with an account that he bound and chose so, and by SMS else.
    """
    code = f"appointment.{event}"
    openid = openid_of(booking.account_id)
    recipient = Recipient(name=booking.name, phone=booking.phone, openid=openid)
    send(
        agency=booking.agency,
        event=code,
        key=f"appointment-{booking.pk}-{event}-{booking.version}",
        recipient=replace(recipient, wants=ways_for(booking.agency_id, event_of(code), recipient)),
        fields=_fields(booking),
        at=at,
        subject=booking.register_no,
    )


def _fields(booking: AppointmentBooking) -> dict[str, Any]:
    return {
        "number": booking.register_no,
        "date": booking.slot.on.isoformat(),
        "time": f"{booking.slot.starts:%H:%M}",
        "place": booking.slot.counter.name,
    }
