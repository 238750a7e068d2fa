"""Calling back (回访): whom, by what way, with what opinion."""

from gongkai.hotline.operations.call_backs.acting import CallBackRefused, OpinionGiven
from gongkai.hotline.operations.call_backs.configuring import set_plan
from gongkai.hotline.operations.call_backs.linking import Sent, end_links, rate_by_link, send_links
from gongkai.hotline.operations.call_backs.phoning import (
    put_back,
    put_down_not_reached,
    put_down_opinion,
    put_down_refusal,
    take_call_back,
)

__all__ = [
    "CallBackRefused",
    "OpinionGiven",
    "Sent",
    "end_links",
    "put_back",
    "put_down_not_reached",
    "put_down_opinion",
    "put_down_refusal",
    "rate_by_link",
    "send_links",
    "set_plan",
    "take_call_back",
]
