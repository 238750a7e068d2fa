"""Calls, tickets, and the messages of the website that become tickets."""

from gongkai.hotline.models.bulletins import Bulletin, BulletinState
from gongkai.hotline.models.call_backs import (
    CallBack,
    CallBackSetting,
    CallBackState,
    CallBackWay,
)
from gongkai.hotline.models.calls import (
    Call,
    CallerKind,
    CallOrigin,
    CallOutcome,
    CallRoute,
    WaitingCall,
    WaitingKind,
    WaitingState,
)
from gongkai.hotline.models.imports import (
    ImportKind,
    ImportMapping,
    ImportRun,
    ImportState,
    MissedCall,
)
from gongkai.hotline.models.platform import (
    PlatformFault,
    PlatformLink,
    PlatformOrderTaken,
    PlatformTelling,
    TellingState,
)
from gongkai.hotline.models.public_replies import PublicReply
from gongkai.hotline.models.site_messages import (
    AnswerWay,
    MessageState,
    PublicState,
    SiteMessage,
    SiteMessageReminder,
)
from gongkai.hotline.models.tickets import (
    UNTOLD,
    CoHandling,
    Opinion,
    Ticket,
    TicketEvent,
    TicketLimits,
    TicketReminder,
    TicketSource,
    TicketState,
    Urgency,
)
from gongkai.hotline.models.topics import Topic

__all__ = [
    "Bulletin",
    "BulletinState",
    "AnswerWay",
    "Call",
    "CallBack",
    "CallBackSetting",
    "CallBackState",
    "CallBackWay",
    "CallOrigin",
    "CallOutcome",
    "CallRoute",
    "CallerKind",
    "CoHandling",
    "MessageState",
    "ImportKind",
    "ImportMapping",
    "ImportRun",
    "ImportState",
    "MissedCall",
    "Opinion",
    "PlatformFault",
    "PlatformLink",
    "PlatformOrderTaken",
    "PlatformTelling",
    "PublicReply",
    "PublicState",
    "SiteMessage",
    "SiteMessageReminder",
    "TellingState",
    "Ticket",
    "TicketEvent",
    "TicketLimits",
    "TicketReminder",
    "TicketSource",
    "TicketState",
    "UNTOLD",
    "Topic",
    "Urgency",
    "WaitingCall",
    "WaitingKind",
    "WaitingState",
]
