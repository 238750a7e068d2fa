"""Writing, reviewing and releasing guides; confirming, adding and withdrawing items."""

from gongkai.fund_services.operations.guides.acting import GuideChanged, GuideRefused
from gongkai.fund_services.operations.guides.confirming import confirm_item, set_online_from
from gongkai.fund_services.operations.guides.offering import (
    add_item,
    offer_again,
    withdraw_item,
)
from gongkai.fund_services.operations.guides.registering import Registered, register_listed_items
from gongkai.fund_services.operations.guides.releasing import (
    cancel_guide,
    release_guide,
    return_guide,
)
from gongkai.fund_services.operations.guides.writing import (
    discard_guide,
    submit_guide,
    take_back_guide,
    write_guide,
)

__all__ = [
    "GuideChanged",
    "GuideRefused",
    "Registered",
    "add_item",
    "cancel_guide",
    "confirm_item",
    "discard_guide",
    "offer_again",
    "register_listed_items",
    "release_guide",
    "return_guide",
    "set_online_from",
    "submit_guide",
    "take_back_guide",
    "withdraw_item",
    "write_guide",
]
