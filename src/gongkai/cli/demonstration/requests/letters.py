"""Letters of the living cases: written by one, signed by two others, sent and received."""

from typing import Any

from gongkai.casework.operations.drafting import draft_letter
from gongkai.casework.operations.handing_over import hand_over
from gongkai.casework.operations.issuing import issue_letter
from gongkai.casework.operations.serving import record_failure, record_service, send_letter
from gongkai.casework.operations.signing import sign_letter, submit_letter
from gongkai.cli.demonstration.requests.living import LivingCase, Told
from gongkai.cli.demonstration.requests.office import CLERK, HEAD, REVIEWER, Sitting

_OPINIONS = {REVIEWER: "事实、依据和期限均已核对，同意。", HEAD: "同意发出。"}


def letter(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Write a letter and take it as far as told; without a word, until it has left.

    `waits_for` is the role whose turn it is: the clerk's before it is sent in.
    """
    waits_for = act.get("waits_for", "")
    case.letter = draft_letter(
        **case.standing,
        kind=act["kind"],
        terms=_terms(act, sitting),
        outcome=act.get("outcome", ""),
        enclosures=[file.pk for kind, (file, _) in case.papers.items() if kind == "RELEASED"],
        **sitting.acting(),
    )
    if waits_for == CLERK:
        return
    submit_letter(letter=case.letter, version=case.version, **sitting.acting())
    for role in (REVIEWER, HEAD):
        if waits_for == role:
            return
        sign(case, role, sitting)
    case.letter.refresh_from_db()
    case.letter = issue_letter(
        letter=case.letter, version=case.version, issued_on=sitting.on, **sitting.acting()
    )


def sign(case: LivingCase, role: str, sitting: Sitting) -> None:
    """Sign the last letter at the stage of a role."""
    sign_letter(
        letter=case.letter,
        verdict="PASS",
        opinion=_OPINIONS[role],
        content_hash=case.letter.content_hash,
        **sitting.acting(role),
    )


def send(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Send the last letter."""
    case.service = send_letter(
        letter=case.letter,
        version=case.version,
        method=act["method"],
        sent_on=sitting.on,
        tracking_no=act.get("tracking_no", ""),
        **sitting.acting(),
    )


def received(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Enter that the last letter was received."""
    record_service(
        service=case.service,
        version=case.version,
        served_on=sitting.on,
        recipient=act["recipient"],
        **sitting.acting(),
    )


def opened(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Have the applicant open the last letter on the public site."""
    hand_over(request=case.standing["request"], file=case.letter.pdf, **sitting.moment)


def failed(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Enter that the last letter came back."""
    record_failure(
        service=case.service,
        version=case.version,
        failed_on=sitting.on,
        failure=act["failure"],
        **sitting.acting(),
    )


def _terms(act: Told, sitting: Sitting) -> dict[str, Any]:
    terms = dict(act.get("terms", {}))
    if "until" in act:
        terms["until"] = sitting.office.days.later(act["until"]).isoformat()
    return terms
