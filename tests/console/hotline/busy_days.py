"""An office whose wall has something to show: calls by the hour, tickets in every state."""

from datetime import datetime, timedelta

from django.utils import timezone

from factories import OfficerFactory
from gongkai.agencies.models import Department
from gongkai.hotline.models import Call, Ticket, Topic, WaitingCall
from gongkai.hotline.operations.topics.growing import begin_topics
from gongkai.privacy.digests import keyed_digest

CALLER = "钱来电"
NUMBER = "13912345678"


def busy(office):
    """Fill the office's last two months; return who sits at the desk."""
    at = timezone.now()
    on = timezone.localdate(at)
    agency = office.agency
    begin_topics(agency=agency, at=at)
    agent = OfficerFactory(agency=agency, name="周坐席", role="HOTLINE_AGENT")
    department = Department.objects.create(agency=agency, name="信贷管理科")
    topics = list(Topic.objects.filter(agency=agency).exclude(parent=None).order_by("code"))
    morning = timezone.make_aware(datetime(on.year, on.month, on.day, 8, 5))
    calls = []
    for back in range(60):
        for number in range(12 + back * 7 % 11):
            began = morning - timedelta(days=back) + timedelta(minutes=number * 27)
            calls.append(
                Call(
                    agency=agency, register_no=f"RX-T{back}-{number}", route="DIRECT"
                    if number % 3 else "VIA_12345", called_on=on - timedelta(days=back),
                    topic=topics[number * number % len(topics)], began_at=began,
                    ended_at=began + timedelta(minutes=3), number=NUMBER, caller_name=CALLER,
                    number_digest=keyed_digest("phone", NUMBER), outcome="ANSWERED",
                )
            )  # fmt: skip
    Call.objects.bulk_create(calls)
    states = ("RECEIVED", "DISPATCHED", "HANDLING", "REPLIED", "CLOSED", "CLOSED")
    tickets = []
    for number in range(48):
        accepted = on - timedelta(days=number % 24)
        state = states[number % len(states)]
        closed = accepted if state == "CLOSED" else None
        tickets.append(
            Ticket(
                agency=agency, register_no=f"GD-T{number}", source="CALL", kind="CONSULTATION",
                matter="咨询贷款进度", person_name=CALLER, phone=NUMBER, state=state,
                topic=topics[number % len(topics)], department=department,
                accepted_on=accepted, accepted_at=at, due_on=accepted + timedelta(days=7),
                fed_back_on=closed, closed_on=closed, days_taken=0 if closed else None,
                called_back_on=closed, reached=bool(closed),
                opinion="SATISFIED" if closed and number % 10 else "",
            )
        )  # fmt: skip
    Ticket.objects.bulk_create(tickets)
    WaitingCall.objects.create(
        agency=agency, kind="MISSED", number=NUMBER, number_digest="x", asked_at=at
    )
    return agent
