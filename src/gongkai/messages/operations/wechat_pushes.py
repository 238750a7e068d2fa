"""Keeping what a follower sent apart from the platform's repetition of it, and counting both."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from gongkai.agencies.models import Agency
from gongkai.messages.models import WeChatPush
from gongkai.messages.queries.wechat import openid_digest
from gongkai.privacy.digests import keyed_digest

_HOUR = timedelta(hours=1)
_KEPT = timedelta(days=1)


@dataclass(slots=True)
class Arrival:
    """A message of a follower that came now; the counts are of his last hour, without this one.

    `reply` is None where it is new. `token` is the same whenever it comes, and nobody can guess it.
    """

    row: WeChatPush
    sender: str
    token: str
    reply: str | None
    messages: int = 0
    wrong_codes: int = 0


def arrive(
    *, agency: Agency, openid: str, message_id: str, most: int, at: datetime
) -> Arrival | None:
    """Put down that a follower sent something, in the caller's transaction.

    Of several that come at once one is new; the others wait for it, and have its reply.

    :param most: how much he may send in an hour; None is returned for what is more
    """
    sender = openid_digest(agency.pk, openid)
    number = keyed_digest("wechat-push", f"{agency.pk}:{sender}:{message_id}")
    rows = WeChatPush.objects.filter(agency=agency)
    earlier = rows.filter(push_digest=number).first()
    if earlier is not None:
        return Arrival(earlier, sender, number, earlier.reply)
    WeChatPush.objects.filter(received_at__lt=at - _KEPT).delete()
    lately = rows.filter(sender_digest=sender, received_at__gt=at - _HOUR).aggregate(
        all=Count("pk"),
        messages=Count("pk", filter=Q(is_message=True)),
        wrong=Count("pk", filter=Q(is_wrong_code=True)),
    )
    if lately["all"] >= most:
        return None
    try:
        with transaction.atomic():
            row = WeChatPush.objects.create(
                agency=agency, push_digest=number, sender_digest=sender, received_at=at
            )
    except IntegrityError:
        # Pushed again while the first was being taken, which is done by now.
        row = rows.get(push_digest=number)
        return Arrival(row, sender, number, row.reply)
    return Arrival(row, sender, number, None, lately["messages"], lately["wrong"])


def answer(
    *, arrival: Arrival, reply: str, is_message: bool = False, is_wrong_code: bool = False
) -> str:
    """Keep what a follower is answered, and what his message was; return the answer."""
    changes = {"reply": reply, "is_message": is_message, "is_wrong_code": is_wrong_code}
    WeChatPush.objects.filter(pk=arrival.row.pk).update(**changes)
    return reply
