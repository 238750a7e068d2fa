"""Telling somebody of an event, once: by his ways, in the words of the catalogue, on record."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.messages.models import Dispatch, DispatchState, Notice
from gongkai.messages.operations.mailing import mail_on_record
from gongkai.messages.operations.recipients import Path, Recipient, paths_to
from gongkai.messages.operations.waiting import first_moment_for
from gongkai.privacy.digests import keyed_digest
from gongkai.privacy.finding import personal_data_in
from gongkai.rules.message_events import (
    Composed,
    Event,
    FieldRefused,
    Way,
    composed,
    event_of,
)

# An organ may name several telephones in one entry.
_NUMBERS = re.compile(r"[0-9][0-9\-]{5,}")
_WITH_ANSWER = (Way.EMAIL, Way.LETTER)
# Whoever has one of these acts for the recipient.
_SECRET = ("link", "code")


@transaction.atomic
def send(
    *,
    agency: Agency,
    event: str,
    key: str,
    recipient: Recipient,
    fields: Mapping[str, str],
    at: datetime,
    subject: str = "",
) -> list[Dispatch]:
    """Have somebody told of an event by each of his ways; the same key again sends nothing more.

    What goes out is sent in the background as soon as it may: an ordinary message by mail, SMS or
    WeChat waits for the end of the organ's quiet hours. A way that a citizen chose and that cannot
    be gone is on record as failed at once, with the reason.

    :param key: names what it is sent for, one for each person, e.g. `ticket-12-answered`
    :param fields: as rules/data/message_events.toml lists them, days as YYYY-MM-DD
    :param subject: the register number it is about, for the list and the notice's link
    :raises EventUnknown: if the catalogue has no such event
    :raises FieldRefused: if a field is missing, or holds what a message may not
    """
    found = event_of(event)
    earlier = list(Dispatch.objects.filter(key=key).order_by("pk"))
    if earlier:
        return earlier
    paths = paths_to(recipient, found)
    return send_by(
        paths,
        agency=agency,
        event=found,
        key=key,
        recipient=recipient,
        fields=fields,
        at=at,
        subject=subject,
    )


def send_by(
    paths: Sequence[Path],
    *,
    agency: Agency,
    event: Event,
    key: str,
    recipient: Recipient,
    fields: Mapping[str, str],
    at: datetime,
    subject: str,
) -> list[Dispatch]:
    """Put a message on record for each way; without a transaction of its own."""
    own = {
        "organ": agency.short_name,
        "organ_name": agency.name,
        "organ_phone": agency.phone,
    }
    rows = []
    for path in paths:
        told = _checked(composed(event, path.way, {**fields, **own}), path.way, agency)
        rows.append(_dispatch(path, told, agency, event, key, recipient, fields, at, subject))
    return rows


def wire_id_of(key: str, way: str, rounds: int = 0) -> str:
    """Return by which number a gateway knows a dispatch, in one round of sending."""
    return keyed_digest("dispatch", f"{key}:{way}:{rounds}")[:32]


def _dispatch(
    path: Path,
    told: Composed,
    agency: Agency,
    event: Event,
    key: str,
    recipient: Recipient,
    fields: Mapping[str, str],
    at: datetime,
    subject: str,
) -> Dispatch:
    values: dict[str, Any] = {
        "agency": agency,
        "event": event.code,
        "subject": subject[:200],
        "officer": recipient.officer,
        "address": path.address,
        "addressee": recipient.name,
        "heading": told.subject[:200],
        "text": told.text,
        "fields": {name: value for name, value in told.values.items() if name not in _SECRET},
        "link": fields.get("link") or fields.get("code", ""),
        "is_urgent": event.is_urgent,
        "queued_at": at,
        "wire_id": wire_id_of(key, path.way.value),
        **_beginning(path, event, agency, at),
    }
    row, is_new = Dispatch.objects.get_or_create(key=key, way=path.way.value, defaults=values)
    if is_new and path.way is Way.SCREEN and recipient.officer is not None:
        _show(row, recipient.officer, told.text, subject, at)
    elif is_new and path.way is Way.EMAIL and not path.problem:
        row.mail = mail_on_record(
            key=key, to=path.address, subject=told.subject, body=told.text, at=at
        )
        row.save(update_fields=["mail"])
    return row


def _beginning(path: Path, event: Event, agency: Agency, at: datetime) -> dict[str, Any]:
    """Return how a dispatch begins: done at once, waiting, or failed already."""
    if path.problem:
        problem = f"{path.problem}。"
        return {"state": DispatchState.FAILED, "failed_at": at, "failure": problem}
    if path.way is Way.SCREEN:
        return {"state": DispatchState.SENT, "sent_at": at}
    if path.way is Way.LETTER:
        return {}
    return {"next_at": first_moment_for(agency, path.way, event.is_urgent, at)}


def _show(row: Dispatch, officer: Officer, text: str, subject: str, at: datetime) -> None:
    row.notice = Notice.objects.create(
        officer=officer, text=text[:300], subject=(subject or row.key)[:200], sent_at=at
    )
    row.save(update_fields=["notice"])


def _checked(told: Composed, way: Way, agency: Agency) -> Composed:
    """Insist that a text without a reply in it holds no personal data.

    :raises FieldRefused: if it does, or if it leads to another site
    """
    link = told.values.get("link", "")
    if link and not link.startswith(f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/"):
        raise FieldRefused("网址：只能是本网站的网址，不能写入通知。")
    if way not in _WITH_ANSWER:
        # What stands in a link is chance, and may look like anything.
        text = told.text.replace(link, "") if link else told.text
        own = tuple(_NUMBERS.findall(agency.phone))
        found = personal_data_in(text, {}, allowed=(agency.phone, agency.email, *own))
        if found:
            raise FieldRefused(f"通知内容中有{found[0].what}，不能发送。")
    return told
