"""The states of a request and what may happen in each, as a table."""

from datetime import date

import pytest

from gongkai.rules.clock import Event, ImpossibleHistory
from gongkai.rules.letters import LetterKind
from gongkai.rules.lifecycle import (
    ACTS,
    EventNotAllowed,
    State,
    allowed_events,
    next_events,
    require_allowed,
    state_of,
)
from rules.histories import dated, in_turn

ARRIVAL = "ARRIVED RECEIVED"
ASK = "CORRECTION_ASKED"
WISH = "WITHDRAWAL_ASKED DELIVERY_CHANGED"  # what the applicant may want at any time
SEND = "LETTER_SENT"
WORK = f"SEARCH_ORDERED SPLIT JOINED {WISH} {SEND} REPLIED"
OTHERS = "THIRD_PARTY_CONSULTED ORGAN_CONSULTED"
FREE = f"{ASK} REASONS_ASKED {OTHERS} EXTENDED FEE_NOTICED {WORK}"
SERVE = "SERVED SERVICE_FAILED"  # once a letter was sent
CLOSED = f"{SEND} {SERVE} ARCHIVED"


def without(names, *gone):
    return " ".join(name for name in names.split() if name not in gone)


TABLE = [
    # history, state, what may happen next
    ("", "AWAITING_CONFIRMATION", "ARRIVED RECEIVED"),
    ("ARRIVED", "AWAITING_CONFIRMATION", f"RECEIVED DROPPED {WISH} {SEND}"),
    ("ARRIVED LETTER_SENT", "AWAITING_CONFIRMATION", f"RECEIVED DROPPED {WISH} {SEND} {SERVE}"),
    (
        "ARRIVED WITHDRAWAL_ASKED",
        "AWAITING_CONFIRMATION",
        f"RECEIVED DROPPED DELIVERY_CHANGED {SEND}",
    ),
    ("ARRIVED DROPPED", "DROPPED", f"RECEIVED {SEND}"),
    ("ARRIVED DROPPED RECEIVED", "RECEIVED", FREE),
    ("RECEIVED", "RECEIVED", FREE),
    (f"{ARRIVAL} LETTER_SENT SERVED", "RECEIVED", f"{FREE} {SERVE}"),
    (f"{ARRIVAL} WITHDRAWAL_ASKED", "RECEIVED", without(FREE, "WITHDRAWAL_ASKED")),
    (
        f"{ARRIVAL} CORRECTION_ASKED",
        "WAITING_CORRECTION",
        f"CORRECTED {WORK} {SERVE}",
    ),
    (
        f"{ARRIVAL} CORRECTION_ASKED CORRECTED",
        "IN_PROGRESS",
        f"{without(FREE, ASK)} {SERVE}",
    ),
    (f"{ARRIVAL} EXTENDED", "IN_PROGRESS", f"{without(FREE, 'EXTENDED')} {SERVE}"),
    (f"{ARRIVAL} SEARCH_ORDERED:甲科", "IN_PROGRESS", f"{FREE} SEARCH_ANSWERED"),
    (f"{ARRIVAL} SEARCH_ORDERED:甲科 SEARCH_ANSWERED:甲科", "IN_PROGRESS", FREE),
    (
        f"{ARRIVAL} REASONS_ASKED",
        "WAITING_REASONS",
        f"REASONS_GIVEN {without(FREE, 'REASONS_ASKED')} {SERVE}",
    ),
    (
        f"{ARRIVAL} REASONS_ASKED ORGAN_CONSULTED:甲局",
        "WAITING_REASONS",
        f"REASONS_GIVEN ORGAN_ANSWERED {without(FREE, 'REASONS_ASKED')} {SERVE}",
    ),
    (
        f"{ARRIVAL} REASONS_ASKED CORRECTION_ASKED",
        "WAITING_CORRECTION",
        f"CORRECTED REASONS_GIVEN {WORK} {SERVE}",
    ),
    (
        f"{ARRIVAL} REASONS_ASKED REASONS_GIVEN",
        "IN_PROGRESS",
        f"DELAYED {without(FREE, 'REASONS_ASKED')} {SERVE}",
    ),
    # 第三十五条: the day set stands in place of an extension.
    (
        f"{ARRIVAL} REASONS_ASKED REASONS_GIVEN DELAYED",
        "IN_PROGRESS",
        f"{without(FREE, 'REASONS_ASKED', 'EXTENDED')} {SERVE}",
    ),
    (f"{ARRIVAL} ORGAN_CONSULTED", "CONSULTING", f"{FREE} ORGAN_ANSWERED {SERVE}"),
    (
        f"{ARRIVAL} THIRD_PARTY_CONSULTED",
        "CONSULTING",
        f"{FREE} THIRD_PARTY_ANSWERED THIRD_PARTY_INFORMED {SERVE}",
    ),
    (f"{ARRIVAL} ORGAN_CONSULTED ORGAN_ANSWERED", "IN_PROGRESS", f"{FREE} {SERVE}"),
    (
        f"{ARRIVAL} THIRD_PARTY_CONSULTED THIRD_PARTY_ANSWERED",
        "IN_PROGRESS",
        f"{FREE} THIRD_PARTY_INFORMED {SERVE}",
    ),
    (
        f"{ARRIVAL} ORGAN_CONSULTED:甲 ORGAN_CONSULTED:乙 ORGAN_ANSWERED:甲",
        "CONSULTING",
        f"{FREE} ORGAN_ANSWERED {SERVE}",
    ),
    (
        f"{ARRIVAL} ORGAN_CONSULTED CORRECTION_ASKED",
        "WAITING_CORRECTION",
        f"CORRECTED ORGAN_ANSWERED {WORK} {SERVE}",
    ),
    (
        f"{ARRIVAL} FEE_NOTICED",
        "WAITING_FEE",
        f"FEE_PAID FEE_DISPUTED {without(WORK, 'SPLIT', 'JOINED')} {SERVE}",
    ),
    (
        f"{ARRIVAL} FEE_NOTICED FEE_DISPUTED",
        "WAITING_FEE",
        f"FEE_PAID {without(WORK, 'SPLIT', 'JOINED')} {SERVE}",
    ),
    (
        f"{ARRIVAL} FEE_NOTICED FEE_PAID",
        "IN_PROGRESS",
        f"{without(FREE, 'FEE_NOTICED')} {SERVE}",
    ),
    (f"{ARRIVAL} REPLIED", "CLOSED", CLOSED),
    (f"{ARRIVAL} CORRECTION_ASKED REPLIED", "CLOSED", CLOSED),
    # What was asked of others may still come in, and is filed.
    (f"{ARRIVAL} ORGAN_CONSULTED REPLIED", "CLOSED", f"{CLOSED} ORGAN_ANSWERED"),
    (f"{ARRIVAL} SEARCH_ORDERED REPLIED", "CLOSED", f"{CLOSED} SEARCH_ANSWERED"),
    (f"{ARRIVAL} REPLIED SERVED ARCHIVED", "ARCHIVED", ""),
]


@pytest.mark.parametrize("history, state, following", TABLE)
def test_the_state_follows_from_the_history(history, state, following):
    history = in_turn(history)
    assert state_of(history) is State(state)
    assert next_events(history) == {Event(event) for event in following.split()}
    assert next_events(history) <= allowed_events(State(state))


def test_every_state_is_reached_and_has_a_name():
    assert {State(state) for _, state, _ in TABLE} == set(State)
    assert all(state.label for state in State)


@pytest.mark.parametrize("event", list(Event))
def test_every_event_is_offered_in_some_history_and_has_its_actors(event):
    assert any(event.value in following.split() for _, _, following in TABLE)
    assert ACTS[event].who <= {"CLERK", "APPLICANT", "DEPARTMENT"}
    assert ACTS[event].who


def test_every_state_offers_only_what_some_history_in_it_can_use():
    used = {state: set() for state in State}
    for _, state, following in TABLE:
        used[State(state)] |= set(following.split())
    spare = {
        (state.value, event.value)
        for state in State
        for event in allowed_events(state)
        if event not in used[state]
    }
    # These need more than one question at once.
    assert spare == {
        ("CONSULTING", "DELAYED"),
        ("CONSULTING", "SEARCH_ANSWERED"),
        ("CLOSED", "THIRD_PARTY_ANSWERED"),
        ("CLOSED", "THIRD_PARTY_INFORMED"),
        ("DROPPED", "SERVED"),
        ("DROPPED", "SERVICE_FAILED"),
        ("WAITING_CORRECTION", "SEARCH_ANSWERED"),
        ("WAITING_CORRECTION", "THIRD_PARTY_ANSWERED"),
        ("WAITING_FEE", "ORGAN_ANSWERED"),
        ("WAITING_FEE", "REASONS_GIVEN"),
        ("WAITING_FEE", "SEARCH_ANSWERED"),
        ("WAITING_FEE", "THIRD_PARTY_ANSWERED"),
        ("WAITING_REASONS", "SEARCH_ANSWERED"),
        ("WAITING_REASONS", "THIRD_PARTY_ANSWERED"),
        ("WAITING_REASONS", "THIRD_PARTY_INFORMED"),
    }


# What has legal effect is done by a letter, and by which.
BY_LETTER = {
    "CORRECTION_ASKED": "CORRECTION_NOTICE",
    "REASONS_ASKED": "REASONS_REQUEST",
    "DELAYED": "DELAY_NOTICE",
    "THIRD_PARTY_CONSULTED": "THIRD_PARTY_CONSULTATION",
    "THIRD_PARTY_INFORMED": "THIRD_PARTY_NOTICE",
    "ORGAN_CONSULTED": "CO_MAKER_CONSULTATION",
    "EXTENDED": "EXTENSION_NOTICE",
    "FEE_NOTICED": "FEE_NOTICE",
    "REPLIED": "REPLY",
}


def test_what_has_legal_effect_is_done_by_a_letter_of_a_known_kind():
    assert {event.value: act.letter for event, act in ACTS.items() if act.letter} == BY_LETTER
    assert set(BY_LETTER.values()) <= {kind.value for kind in LetterKind}
    assert set(ACTS) == set(Event)


# What the applicant does himself on the public site, and what a department asked may answer.
def test_the_applicant_and_the_department_have_their_own_acts():
    assert {event.value for event, act in ACTS.items() if "APPLICANT" in act.who} == {
        "ARRIVED",
        "CORRECTED",
        "REASONS_GIVEN",
        "FEE_DISPUTED",
        "WITHDRAWAL_ASKED",
        "DELIVERY_CHANGED",
        "SERVED",  # who downloads a letter has it
    }
    assert {event.value for event, act in ACTS.items() if "DEPARTMENT" in act.who} == {
        "SEARCH_ANSWERED"
    }


def test_what_may_not_happen_is_refused_with_what_may():
    with pytest.raises(EventNotAllowed) as refused:
        require_allowed(in_turn(f"{ARRIVAL} REPLIED"), Event.EXTENDED)
    assert str(refused.value) == (
        "申请当前为“已办结”，不能登记“延长答复期限”。"
        "可以登记的事项：发出文书、送达、送达未成、归档。"
    )
    with pytest.raises(EventNotAllowed, match="可以登记的事项：无。"):
        require_allowed(in_turn(f"{ARRIVAL} REPLIED ARCHIVED"), Event.EXTENDED)
    require_allowed(in_turn(ARRIVAL), Event.EXTENDED)


DISORDER = [
    # history, what is told
    ("01-05 dropped", "“终止登记”（2026-01-05）之前没有“申请到达”"),
    ("01-06 arrived / 01-05 dropped", "“终止登记”（2026-01-05）早于“申请到达”（2026-01-06）"),
    ("01-06 arrived / 01-05 received", "“收到申请”（2026-01-05）早于“申请到达”（2026-01-06）"),
    ("01-05 served", "“送达”（2026-01-05）之前没有发出的文书"),
    ("01-05 received / 01-06 served", "“送达”（2026-01-06）之前没有发出的文书"),
    ("01-05 received / 01-07 replied / 01-06 served", "“送达”（2026-01-06）早于“作出答复”"),
    ("01-05 received / 01-06 service_failed", "“送达未成”（2026-01-06）之前没有发出的文书"),
    ("01-05 received / 01-06 archived", "“归档”（2026-01-06）之前没有“作出答复”"),
    ("01-05 received / 01-08 replied / 01-07 archived", "“归档”（2026-01-07）早于“作出答复”"),
    ("01-05 received / 01-06 reasons_given", "“收到理由说明”（2026-01-06）之前没有“要求说明理由”"),
    (
        "01-05 received / 01-07 reasons_asked / 01-06 reasons_given",
        "“收到理由说明”（2026-01-06）早于“要求说明理由”（2026-01-07）",
    ),
    (
        "01-05 received / 01-06 reasons_asked / 01-07 delayed>03-31",
        "“确定延迟答复期限”（2026-01-07）之前没有“收到理由说明”",
    ),
    ("01-05 received / 01-06 search_answered:甲科", "之前没有“交办检索”"),
    ("01-05 received / 01-02 search_ordered:甲科", "早于“收到申请”（2026-01-05）"),
    ("01-05 received / 01-06 fee_disputed", "之前没有“发出收费通知”"),
    ("01-05 received / 01-06 third_party_informed", "之前没有“征求第三方意见”"),
    ("01-05 withdrawal_asked", "之前没有“申请到达”或者“收到申请”"),
]


@pytest.mark.parametrize("history, told", DISORDER)
def test_a_history_out_of_order_is_refused(history, told):
    with pytest.raises(ImpossibleHistory) as refused:
        state_of(dated(history))
    assert told in str(refused.value)
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize(
    "history",
    [
        "01-05 arrived / 01-05 received / 01-05 replied / 01-05 served / 01-05 archived",
        "01-05 arrived / 01-05 letter_sent / 01-06 served / 01-07 received",
        "01-05 received / 01-06 correction_asked / 01-08 served",
    ],
)
def test_all_on_one_day_or_in_turn_is_in_order(history):
    assert state_of(dated(history))


def test_the_state_does_not_depend_on_the_order_in_which_entries_are_given():
    history = in_turn(f"{ARRIVAL} CORRECTION_ASKED CORRECTED REPLIED SERVED ARCHIVED")
    assert state_of(reversed(history)) is State.ARCHIVED
    assert history[0].on == date(2026, 1, 5)
