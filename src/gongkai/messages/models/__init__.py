"""Notices, mail, and every dispatch with the proof of how far it came."""

from gongkai.messages.models.dispatches import Dispatch, DispatchState
from gongkai.messages.models.gateways import (
    GatewayTemplate,
    QuietHoursSetting,
    SeenNonce,
    WeChatCallback,
)
from gongkai.messages.models.mails import Mail
from gongkai.messages.models.notices import Notice
from gongkai.messages.models.preferences import OfficerContact, WayPreference
from gongkai.messages.models.wechat import (
    BindingKind,
    WeChatBinding,
    WeChatBindingCode,
    WeChatPush,
)

__all__ = [
    "BindingKind",
    "Dispatch",
    "DispatchState",
    "GatewayTemplate",
    "Mail",
    "Notice",
    "OfficerContact",
    "QuietHoursSetting",
    "SeenNonce",
    "WayPreference",
    "WeChatBinding",
    "WeChatBindingCode",
    "WeChatCallback",
    "WeChatPush",
]
