"""Sentences that say there was none: 未收到政府信息公开申请, 无行政复议, 无下年度结转."""

from gongkai.rules.reports.prose.concepts import (
    CARRIED_IN,
    CARRIED_OUT,
    RECEIVED,
    Reading,
    dispute_readings,
)
from gongkai.rules.reports.prose.counts import EVERYBODY, REQUESTS, Context, Meaning, routes_of
from gongkai.rules.reports.prose.segments import DISPUTES, PROACTIVE, Segment

# 无 and 没有 negate whatever follows; these speak of what came in.
_RECEIVING = ("收", "接", "受理", "无新收")
_CARRIED: dict[Reading, str] = {CARRIED_IN: "上年结转", CARRIED_OUT: "结转下年度"}


def none_claimed(word: str, said: Segment, before: Segment, context: Context) -> Meaning | None:
    """Return what is claimed to be zero by a negating word, the words behind and before it."""
    if not said.is_known or said.marks & {"channel", "limit", "limb", "among", "compare"}:
        return None
    if before.marks & {"channel", "limit", "limb"} or before.lines or before.results:
        return None
    if said.results or said.routes or said.acts or said.carry:
        return None
    if said.applicants and not set(said.applicants) >= EVERYBODY:
        return None
    if any(noun in PROACTIVE for noun in said.nouns):
        return None
    disputes = [noun for noun in said.nouns if noun in DISPUTES]
    if disputes:
        return _no_disputes(disputes, said, context)
    if said.lines:
        return _nothing_carried(said, context)
    if REQUESTS in said.nouns:
        context.topic, context.inherited = REQUESTS, False
        return Meaning("未收到申请", (RECEIVED,), is_base=True)
    if "bare_request" in said.nouns and context.topic == REQUESTS:
        receiving = any(part in word for part in _RECEIVING) or word == "零"
        return Meaning("未收到申请", (RECEIVED,), is_base=True) if receiving else None
    return None


def _no_disputes(nouns: list[str], said: Segment, context: Context) -> Meaning | None:
    if said.lines:
        return None
    told = context.disclosed or REQUESTS in said.nouns or "disclosure" in said.nouns
    return Meaning("没有发生复议、诉讼", dispute_readings(routes_of(nouns), "total"), firm=told)


def _nothing_carried(said: Segment, context: Context) -> Meaning | None:
    if len(said.lines) != 1 or context.topic not in (REQUESTS, ""):
        return None
    label = _CARRIED.get(said.lines[0].readings[0])
    if label is None or said.lines[0].is_vague:
        return None
    return Meaning(f"没有{label}", said.lines[0].readings, firm=context.topic == REQUESTS)
