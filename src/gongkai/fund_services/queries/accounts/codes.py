"""A code that somebody was asked for."""

from typing import Any

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import AccountCode, CodePurpose

OPENING = CodePurpose.OPENING
PASSWORD = CodePurpose.PASSWORD
PHONE = CodePurpose.PHONE


def code_asked(agency: Agency, pk: int, purpose: Any) -> AccountCode | None:
    """Return the code a browser was asked for; its number is sealed in the browser's session."""
    return AccountCode.objects.filter(agency=agency, pk=pk, purpose=purpose).first()
