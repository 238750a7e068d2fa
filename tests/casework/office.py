"""An office with its people, and letters taken from draft to post."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from factories import AgencyFactory, CaseFactory, OfficerFactory
from gongkai.casework.operations.drafting import draft_letter
from gongkai.casework.operations.issuing import issue_letter
from gongkai.casework.operations.signing import sign_letter, submit_letter
from gongkai.rules.clock import Entry, Event

RECEIVED = date(2024, 1, 31)
ON = date(2024, 2, 5)
AT = datetime(2024, 2, 5, 1, tzinfo=UTC)
NOW = {"on": ON, "at": AT}


def new_office(**details):
    """Return an organ with a clerk, a reviewer, a head of the office and an outsider."""
    agency = AgencyFactory(**details)
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, name="王经办", clerk=True),
        reviewer=OfficerFactory(agency=agency, name="李审核", reviewer=True),
        head=OfficerFactory(agency=agency, name="张主任", head=True),
        outsider=OfficerFactory(name="赵外人", head=True),
    )


def new_case(office, *later, **details):
    """Return a case received on 2024-01-31, with what happened to it later."""
    entries = (Entry(RECEIVED, Event.RECEIVED), *later)
    details = {"arrived_on": RECEIVED, "applicant_digest": "a" * 64, **details}
    return CaseFactory(agency=office.agency, entries=entries, **details)


def drafted(office, case, kind="REPLY", outcome="DISCLOSED", terms=None, **more):
    """Return a letter drafted by the clerk, in words of the kind's own."""
    case.refresh_from_db()
    if terms is None:
        terms = {"how": "登录本机关网站“政府信息公开”专栏下载"} if kind == "REPLY" else {}
    return draft_letter(
        request=case, version=case.version, kind=kind, outcome=outcome if kind == "REPLY" else "",
        terms=terms, officer=office.clerk, **{**NOW, **more},
    )  # fmt: skip


def act(operation, letter, officer, **details):
    """Do something with a letter as it stands."""
    letter.refresh_from_db()
    letter.request.refresh_from_db()
    return operation(
        letter=letter, version=letter.request.version, officer=officer, **{**NOW, **details}
    )


def signed(office, letter, **day):
    """Return a letter after both signatures."""
    letter = act(submit_letter, letter, office.clerk, **day)
    for officer in (office.reviewer, office.head):
        letter = sign_letter(
            letter=letter, verdict="PASS", opinion="", content_hash=letter.content_hash,
            officer=officer, **{**NOW, **day},
        )  # fmt: skip
    return letter


def issued(office, letter, on=ON, **day):
    """Return a letter after it left on a day."""
    return act(issue_letter, signed(office, letter, **day), office.clerk, issued_on=on, **day)
