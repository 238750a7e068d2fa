"""An organ's hotline for tests: an agent or two, who runs it, the tree of matters, calls."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from factories import AgencyFactory, OfficerFactory
from gongkai.hotline.models import Topic
from gongkai.hotline.operations.calls.contents import CallContent
from gongkai.hotline.operations.calls.registering import register_call
from gongkai.hotline.operations.topics.growing import begin_topics

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
NUMBER = "19900001234"


def hotline(agency=None):
    """Return an organ with its hotline."""
    agency = agency or AgencyFactory()
    begin_topics(agency=agency, at=AT)
    return SimpleNamespace(
        agency=agency,
        agent=OfficerFactory(agency=agency, name="周坐席", role="HOTLINE_AGENT"),
        other=OfficerFactory(agency=agency, name="吴坐席", role="HOTLINE_AGENT"),
        dispatcher=OfficerFactory(agency=agency, name="郑工单", role="TICKET_DISPATCHER"),
    )


def topic(place, code="202"):
    """Return the key of a matter."""
    return Topic.objects.get(agency=place.agency, code=code).pk


def content(place, **changes):
    """Return what an agent enters of an ordinary call."""
    told = {
        "route": "DIRECT",
        "outcome": "ANSWERED",
        "caller_kind": "WORKER",
        "number": NUMBER,
        "topic": topic(place),
        "question": "租房提取要什么材料",
        "answer": "身份证和无房证明。",
    }
    return CallContent(**told | changes)


def registered(place, *, minutes=0, officer=None, on=ON, at=AT, waiting=None, **changes):
    """Register a call that began three minutes ago, `minutes` after the usual moment."""
    at = at + timedelta(minutes=minutes)
    return register_call(
        agency=place.agency,
        content=content(place, **changes),
        began_at=at - timedelta(minutes=3),
        called_on=on,
        officer=officer or place.agent,
        on=on,
        at=at,
        waiting=waiting,
    )
