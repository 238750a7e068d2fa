"""Random histories through the real operations: what is kept is what the events say."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fund_services.centre import file_rent, sealed
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.fund_services.models import Application, CoreBusiness, CoreSending
from gongkai.fund_services.operations.applications.accepting import (
    accept_application,
    assign_application,
    not_accept_application,
)
from gongkai.fund_services.operations.applications.correcting import (
    ask_correction,
    correct_application,
)
from gongkai.fund_services.operations.applications.deciding import (
    approve_application,
    propose_decision,
    refuse_application,
    return_proposal,
)
from gongkai.fund_services.operations.applications.delivering import DeliveryWay, deliver_result
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.reminding import remind_of_applications
from gongkai.fund_services.operations.applications.reopening import reopen_application
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.fund_services.operations.applications.withdrawing import withdraw_application
from gongkai.fund_services.queries.applications.history import entries_of
from gongkai.fund_services.queries.applications.limits import limit_of
from gongkai.rules.service_lifecycle import (
    ApplicationEventKind,
    Proposal,
    due_of,
    standing_of,
)

MISSING = [{"name": "本人居民身份证", "what": "不清楚", "material": "identity_card"}]
OFFICERS = ("handler", "second", "reviewer", "head")
ACTS = {
    "accept": lambda **kw: accept_application(**kw),
    "not-accept": lambda **kw: not_accept_application(basis="第三条", reason="不属于", **kw),
    "ask": lambda **kw: ask_correction(missing=MISSING, **kw),
    "grant": lambda **kw: propose_decision(proposal=Proposal.GRANT, **kw),
    "refuse": lambda **kw: propose_decision(
        proposal=Proposal.REFUSE, basis="第二十四条", reason="不符", **kw
    ),
    "approve": lambda **kw: approve_application(**kw),
    "decide-refusal": lambda **kw: refuse_application(**kw),
    "return": lambda **kw: return_proposal(reason="再核对", **kw),
    "deliver": lambda **kw: deliver_result(way=DeliveryWay.ONLINE, **kw),
    "reopen": lambda **kw: reopen_application(reason="有差错", **kw),
}
STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(OFFICERS)),
    st.tuples(st.sampled_from(["correct", "withdraw", "exchange", "remind"]), st.none()),
    st.tuples(st.just("assign"), st.sampled_from(["handler", "second"])),
    st.tuples(st.just("pass"), st.integers(0, 12)),
)
# Without a way to begin with hardly any random history gets as far as the business system.
WAY = (
    ("accept", "handler"), ("grant", "handler"), ("approve", "reviewer"), ("exchange", None),
    ("exchange", None), ("deliver", "second"),
)  # fmt: skip


def act(centre, row, name, who):
    mine = {"account": centre.account, "on": centre.on, "at": centre.at}
    if name == "pass":
        centre.pass_by(days=who, minutes=1)
    elif name == "exchange":
        exchange_with_core(on=centre.on, at=centre.at, core=centre.core)
    elif name == "remind":
        remind_of_applications(on=centre.on, at=centre.at)
    elif name == "withdraw":
        withdraw_application(application=row, **mine)
    elif name == "correct":
        correct_application(application=row, files=[sealed("identity_card")], **mine)
    elif name == "assign":
        assign_application(
            application=row, version=None, handler=getattr(centre, who), **centre.now(centre.head)
        )
    else:
        officer = getattr(centre, who)
        ACTS[name](application=row, version=None, **centre.now(officer))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(begun=st.integers(0, len(WAY)), steps=st.lists(STEPS, min_size=4, max_size=18))
def test_what_is_kept_is_what_the_events_say(centre, begun, steps):
    start, moment = centre.on, centre.at
    point = transaction.savepoint()
    try:
        row = file_rent(centre)
        for name, who in [*WAY[:begun], *steps]:
            try:
                with transaction.atomic():
                    act(centre, row, name, who)
            except (ApplicationRefused, NotAllowed):
                pass
            insist_on_what_holds(row)
    finally:
        transaction.savepoint_rollback(point)
        centre.on, centre.at = start, moment


def insist_on_what_holds(row):
    now = Application.objects.select_related("agency", "item").get(pk=row.pk)
    entries = entries_of(now)
    standing = standing_of(entries)
    due = due_of(standing, limit_of(now), working_calendar())
    kept = {
        "state": now.state, "handler": now.handler_id, "proposed_by": now.proposed_by_id,
        "accepted_on": now.accepted_on, "correct_by": now.correct_by, "due_on": now.due_on,
        "due_reason": now.due_reason, "decided_on": now.decided_on, "closed_on": now.closed_on,
        "delivered_on": now.delivered_on, "days_taken": now.days_taken, "core_no": now.core_no,
        "version": now.version,
    }  # fmt: skip
    assert kept == {
        "state": standing.state.value, "handler": standing.handler,
        "proposed_by": standing.proposed_by, "accepted_on": standing.accepted_on,
        "correct_by": standing.correct_by, "due_on": due.on, "due_reason": due.reason,
        "decided_on": standing.decided_on, "closed_on": standing.closed_on,
        "delivered_on": standing.delivered_on, "days_taken": standing.days_taken,
        "core_no": standing.core_no, "version": len(entries),
    }  # fmt: skip
    kinds = [entry.kind for entry in entries]
    assert kinds.count(ApplicationEventKind.CORRECTION_ASKED) <= 1
    assert kinds.count(ApplicationEventKind.SENT) <= kinds.count(ApplicationEventKind.APPROVED)
    assert CoreBusiness.objects.count() <= CoreSending.objects.count()
    for entry in entries:
        if entry.kind in (ApplicationEventKind.APPROVED, ApplicationEventKind.REFUSED):
            assert entry.person not in standing.hands
