"""The day a request counts as received, by the way it came in: 条例第三十一条."""

from datetime import date
from enum import StrEnum


class ImpossibleReceipt(ValueError):
    """The request cannot have been confirmed before it arrived."""


class Channel(StrEnum):
    """A way in which the regulation lets a request arrive: 条例第三十一条."""

    IN_PERSON = "IN_PERSON"
    MAIL_SIGNED = "MAIL_SIGNED"
    MAIL_PLAIN = "MAIL_PLAIN"
    ONLINE = "ONLINE"
    FAX = "FAX"

    @property
    def label(self) -> str:
        """Return the channel's official term."""
        return _LABELS[self]

    @property
    def needs_confirmation(self) -> bool:
        """Test if the request counts as received only once confirmed with the applicant."""
        return self in _CONFIRMED


_LABELS = {
    Channel.IN_PERSON: "当面提交",
    Channel.MAIL_SIGNED: "邮寄（签收）",
    Channel.MAIL_PLAIN: "平常信函",
    Channel.ONLINE: "互联网渠道",
    Channel.FAX: "传真",
}
_CONFIRMED = {Channel.MAIL_PLAIN, Channel.ONLINE, Channel.FAX}


def received_on(channel: Channel, arrived_on: date, confirmed_on: date | None) -> date | None:
    """Return the day of receipt, or None until applicant and office have confirmed it.

    条例第三十一条: handed in or signed for counts at once; plain mail, online and fax count from
    the confirmation.

    :raises ImpossibleReceipt: if the confirmation is dated before the arrival
    """
    if not channel.needs_confirmation:
        return arrived_on
    if confirmed_on is not None and confirmed_on < arrived_on:
        raise ImpossibleReceipt(
            f"确认日期 {confirmed_on.isoformat()} 早于到达日期 {arrived_on.isoformat()}，"
            "请核对后改正。"
        )
    return confirmed_on
