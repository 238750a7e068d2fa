"""A new query code for an applicant who lost his, or never had one."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import lock, touch
from gongkai.casework.operations.applying import new_code, query_digest
from gongkai.casework.permissions import require_actor
from gongkai.rules.clock import Event


@transaction.atomic
def renew_code(
    *,
    request: DisclosureRequest,
    version: int | None,
    officer: Officer,
    on: date,
    at: datetime,
) -> str:
    """Return a new query code, told this once only; the old one opens nothing any more.

    The officer has seen who asks for it.

    :raises NotAllowed: if the officer is no clerk of the organ
    :raises CaseChanged: as acting.lock does
    """
    case = lock(request, version=version)
    require_actor(officer, case.agency, Event.ARRIVED, on)
    code = new_code()
    case.query_digest = query_digest(code)
    touch(case, action="code_renewed", officer=officer, at=at)
    return code
