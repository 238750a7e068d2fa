"""Which acts on a ticket are open to an officer now, as its page offers them."""

from gongkai.hotline.models import PublicReply, PublicState, Ticket
from gongkai.hotline.permissions import TicketRights
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import (
    TicketEventKind,
    TicketStanding,
    TicketState,
    possible_kinds,
)

_OF_DISPATCHER = {
    "dispatch": TicketEventKind.DISPATCHED,
    "reclassify": TicketEventKind.RECLASSIFIED,
    "grant-return": TicketEventKind.RETURN_GRANTED,
    "refuse-return": TicketEventKind.RETURN_REFUSED,
    "grant-extension": TicketEventKind.EXTENDED,
    "refuse-extension": TicketEventKind.EXTENSION_REFUSED,
    "merge": TicketEventKind.MERGED,
    "separate": TicketEventKind.SEPARATED,
    "set-aside": TicketEventKind.SET_ASIDE,
    "refer": TicketEventKind.REFERRED,
    "convert": TicketEventKind.CONVERTED,
}
_OF_HANDLER = {
    "ask-return": TicketEventKind.RETURN_ASKED,
    "ask-extension": TicketEventKind.EXTENSION_ASKED,
    "draft": TicketEventKind.DRAFTED,
}
# What is done to the ticket of a message of the site here; the rest is done where the message is.
_OF_MESSAGES = frozenset(
    {"urge", "supervise", "end-supervision", "mark-repeat", "dismiss-repeat", "reopen"}
)


def deeds_of(
    ticket: Ticket,
    standing: TicketStanding,
    rights: TicketRights,
    public: PublicReply | None,
) -> frozenset[str]:
    """Return the acts open to an officer; operations insist on the same."""
    may = possible_kinds(standing)
    handles = rights.handles(ticket.department_id) and (
        not ticket.is_secret or ticket.handler_id in (None, rights.officer.pk)
    )
    releases = rights.releases(ticket.department_id)
    named = standing.handler in (None, rights.officer.pk)
    own_draft = standing.drafted_by == rights.officer.pk
    helps = any(rights.handles(each) for each in standing.helping)
    judges = rights.opens or handles
    open_to = {
        **dict.fromkeys(_OF_DISPATCHER, rights.dispatches),
        **dict.fromkeys(_OF_HANDLER, handles),
        "grant-return": rights.dispatches and not handles,
        "draft": handles and not standing.helping,
        "sign": handles and named,
        "ask-help": (handles or rights.dispatches) and not ticket.is_secret,
        "answer-help": helps,
        "note": rights.opens or handles or helps,
        "urge": rights.opens or rights.looks_second,
        "supervise": rights.dispatches or rights.supervises,
        "end-supervision": rights.dispatches or rights.supervises,
        "release": releases and not own_draft,
        "return-draft": releases and not own_draft,
        "close": (rights.dispatches or releases or handles)
        and standing.state is not TicketState.MERGED,
        "reopen": rights.opens or rights.looks_second,
        "mark-repeat": judges,
        "dismiss-repeat": judges,
    }
    kinds = {**_OF_DISPATCHER, **_OF_HANDLER, **_OF_ANYBODY}
    deeds = {deed for deed, is_open in open_to.items() if is_open and kinds[deed] in may}
    if ticket.is_in_box:
        return frozenset(deeds & _OF_MESSAGES)
    return frozenset(deeds | _public_deeds(ticket, rights, public, handles=handles))


_OF_ANYBODY = {
    "sign": TicketEventKind.SIGNED,
    "ask-help": TicketEventKind.CO_ASKED,
    "answer-help": TicketEventKind.CO_ANSWERED,
    "note": TicketEventKind.NOTED,
    "urge": TicketEventKind.URGED,
    "supervise": TicketEventKind.SUPERVISED,
    "end-supervision": TicketEventKind.SUPERVISION_ENDED,
    "release": TicketEventKind.REPLIED,
    "return-draft": TicketEventKind.DRAFT_RETURNED,
    "close": TicketEventKind.CLOSED,
    "reopen": TicketEventKind.REOPENED,
    "mark-repeat": TicketEventKind.REPEAT_MARKED,
    "dismiss-repeat": TicketEventKind.REPEAT_DISMISSED,
}


def _public_deeds(
    ticket: Ticket, rights: TicketRights, public: PublicReply | None, *, handles: bool
) -> set[str]:
    answered = ticket.state in (TicketState.REPLIED, TicketState.CLOSED) and bool(ticket.reply)
    state = public.state if public else PublicState.NONE
    if public is not None and state == PublicState.PUBLISHED:
        return {"withdraw"} if rights.looks_second else set()
    if not answered or ticket.is_secret or ticket.kind == TicketKind.REPORT:
        return set()
    deeds = set()
    if handles or rights.dispatches or rights.releases(ticket.department_id):
        deeds.add("prepare")
    if public is not None and state == PublicState.PREPARED and rights.looks_second:
        deeds |= {"publish"} if public.prepared_by_id != rights.officer.pk else set()
    return deeds
