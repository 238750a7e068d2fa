"""What is told of a matter when a ticket is opened, and what is wrong with it."""

from dataclasses import dataclass

from gongkai.hotline.models import Topic
from gongkai.rules.reply_limits import TicketKind


@dataclass(frozen=True, slots=True)
class TicketContent:
    """A matter as it was told.

    :param matter: in one line, without personal data; "" has it made from `content`
    :param is_secret: who reports somebody is shown to nobody but whom the report is assigned to
    """

    kind: TicketKind
    content: str
    matter: str = ""
    topic: Topic | None = None
    urgency: str = "ORDINARY"
    person_name: str = ""
    phone: str = ""
    email: str = ""
    is_secret: bool = False
