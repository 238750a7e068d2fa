"""Invented letters and an SMS to senders of messages, so that lists of what was sent show some."""

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.agencies.models import Agency, Officer
from gongkai.hotline.queries.site_messages import messages_of
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.dead_letters import give_up
from gongkai.messages.operations.letters import record_posting
from gongkai.messages.queries import proof_of
from gongkai.rules.message_events import Way

_EVENT = "message.answered"
_NOBODY = Recipient(
    name="钱某某", address="某某市某某区示例路8号", postcode="125000", wants=(Way.LETTER,)
)


def tell_senders(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Put two letters and an SMS about answered messages on record, unless that was done.

    One letter is posted, one waits; the SMS found no gateway and was given up by telephone.
    """
    answered = messages_of(centre).exclude(released_at=None).order_by("pk")[:3]
    for place, row in enumerate(answered):
        key = f"site-message-{row.pk}-told"
        if proof_of(key) is not None:
            continue
        recipient = Recipient(name="钱某某", wants=(Way.SMS,)) if place == 2 else _NOBODY
        [sent] = send(
            agency=centre,
            event=_EVENT,
            key=key,
            recipient=recipient,
            fields={"number": row.register_no, "answer": row.answer},
            at=at,
            subject=row.register_no,
        )
        act = {"dispatch": sent, "officer": officers["CLERK"], "on": on, "at": at}
        if place == 0:
            record_posting(posted_on=on, tracking_no="XA00000000012", **act)
        elif place == 2:
            give_up(reason="没有登记手机号码，已在网上查询页面答复", **act)
