"""Finding what was filed: by its owner, or by number and code (进度查询)."""

import json

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import Application, EmployerAgent, OnlineAccount
from gongkai.fund_services.queries.applications.codes import PURPOSE, code_of_token, plain_code
from gongkai.privacy.digests import same_digest

# As long as a digest, and no text has it: who asks for a number that is not there waits as long.
_NOBODY = "0" * 64
_LONGEST = 40


def filed_with_token(account: OnlineAccount, token: str) -> Application | None:
    """Return what somebody filed with a form, None while he has not."""
    if not token:
        return None
    rows = Application.objects.select_related("item", "agency", "form")
    return rows.filter(account=account, token=token).first()


def receipt_of(
    account: OnlineAccount, agent: EmployerAgent | None, number: str
) -> Application | None:
    """Return somebody's own application by its number, or one of the employer he acts for."""
    rows = Application.objects.select_related("item", "agency", "form", "account")
    rows = rows.filter(agency=account.agency_id, receipt_no=plain_number(number))
    if agent is None:
        return rows.filter(account=account, agent=None).first()
    return rows.filter(employer_no=agent.employer_no, agent__isnull=False).first()


def code_of(application: Application) -> str:
    """Return the code that opens an application's progress; it is for its owner alone."""
    return code_of_token(application.account_id, application.token)


def application_with_code(agency: Agency, number: str, code: str) -> Application | None:
    """Return the application that a number and its code belong to, None if they do not fit.

    Takes as long for a number that is not there as for a wrong code.
    """
    found = application_numbered(agency, number)
    digest = (found.code_digest if found else "") or _NOBODY
    return found if same_digest(PURPOSE, plain_code(code), digest) and found else None


def application_numbered(agency: Agency, number: str) -> Application | None:
    """Return an organ's application of a number, for who may follow it."""
    rows = Application.objects.select_related("item", "agency", "form")
    return rows.filter(agency=agency, receipt_no=plain_number(number)).first()


def plain_number(number: str) -> str:
    """Return a receipt number as it is compared, however it was typed."""
    return "".join(number.split()).upper()[:_LONGEST]


def values_of(application: Application) -> dict[str, str]:
    """Return what was typed into an application's form, by the names of its version."""
    values: dict[str, str] = json.loads(application.fields or "{}")
    return values
