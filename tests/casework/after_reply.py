"""Cases whose letters have left, as serving, archiving and publishing find them."""

from datetime import date

from factories import AgencyFactory, CaseFactory, IssuedLetterFactory, OfficerFactory
from gongkai.casework.models import Consultation, DisclosureRequest
from gongkai.casework.operations.serving import record_service, send_letter

SENT_ON = date(2024, 1, 9)


def office_of(**details):
    """Return an organ with a clerk, a reviewer and a head."""
    agency = AgencyFactory(**details)
    return (
        agency,
        OfficerFactory(agency=agency, name="王经办", clerk=True),
        OfficerFactory(agency=agency, name="李审核", reviewer=True),
        OfficerFactory(agency=agency, name="张主任", head=True),
    )


def replied(agency, clerk, **details):
    """Return a closed case with the reply that has left."""
    letter = details.pop("letter", {})
    case = CaseFactory(agency=agency, **details)
    reply = IssuedLetterFactory(request=case, drafter=clerk, **letter)
    return again(case), reply


def consulted(agency, clerk, kind="THIRD_PARTY"):
    """Return a case in which an opinion was asked, with the letter that asks it."""
    case = CaseFactory(agency=agency)
    asked = Consultation.objects.create(
        request=case,
        kind=kind,
        label="第三方甲",
        name="某某置业有限公司",
        contact="lianxi@example.com 13900005678",
        asked_about="合同价格",
        sent_on=date(2024, 1, 8),
    )
    letter = IssuedLetterFactory(
        request=case, drafter=clerk, kind=f"{kind}_CONSULTATION", consultation=asked
    )
    return again(case), letter


def sent(letter, officer, on, at, **details):
    """Return an attempt to serve a letter."""
    details = {"method": "REGISTERED_MAIL", "tracking_no": "XA12345678911", **details}
    return send_letter(
        letter=letter,
        version=again(letter.request).version,
        sent_on=SENT_ON,
        officer=officer,
        on=on,
        at=at,
        **details,
    )


def served(letter, officer, on, at, served_on=date(2024, 1, 10)):
    """Return a finished service of a letter."""
    service = sent(letter, officer, on, at)
    return record_service(
        service=service,
        version=again(letter.request).version,
        served_on=served_on,
        recipient="赵小明",
        officer=officer,
        on=on,
        at=at,
    )


def again(case):
    """Return a case as it stands now."""
    return DisclosureRequest.objects.select_related("agency").get(pk=case.pk)
