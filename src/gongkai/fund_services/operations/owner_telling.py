"""By which way the owner of an account is told of something."""

from gongkai.messages.operations.recipients import Recipient, first_open
from gongkai.rules.message_events import Event, Way


def ways_for(agency: int, event: Event, recipient: Recipient) -> tuple[Way, ...]:
    """Return the way somebody is told of an event: WeChat where he chose it, else SMS.

    :param agency: key of the centre
    :param recipient: with his openid where he chose WeChat
    """
    if not recipient.openid:
        return (Way.SMS,)
    return first_open(agency, event, recipient, (Way.WECHAT, Way.SMS))
