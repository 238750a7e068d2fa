"""People who are signed in on the portal, brought there through the real operations."""

from datetime import UTC, datetime
from itertools import count

from django.utils import timezone
from stdnum.cn import ric

from gongkai.fund_services.models import EmployerAgent
from gongkai.fund_services.operations.accounts.opening import open_account
from gongkai.fund_services.operations.accounts.sessions import act_for, begin_session
from gongkai.fund_services.queries.accounts.sessions import signed_in_with
from gongkai.portal.signed_in import COOKIE

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
PASSWORD = "parola-di-prova-7"
_NUMBERS = count(1)


def made_up_identity(number):
    """Return an identity number whose check digit fits, of nobody: born on New Year's Eve 1899."""
    body = f"11010118991231{number % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def an_account(agency, person=None, *, password=PASSWORD, at=AT, **values):
    """Return an account, of a person of the business system where one is given.

    :param person: whoever has name, identity_number, phone and account_no
    """
    number = next(_NUMBERS)
    told = {
        "name": "测试职工",
        "identity_number": made_up_identity(number),
        "phone": f"139{number:08d}",
        "account_no": "",
    }
    if person is not None:
        told = {name: getattr(person, name) for name in told}
    return open_account(agency=agency, password=password, at=at, **(told | values))


def an_agent(account, *, employer_no="D0001", name="测试单位", is_manager=False, items=(), at=AT):
    """Return a person's right to act for an employer; `items` are codes of service items."""
    return EmployerAgent.objects.create(
        account=account,
        employer_no=employer_no,
        employer_name=name,
        is_manager=is_manager,
        items=list(items),
        from_at=at,
    )


def token_for(account, agent=None, *, at=None, **values):
    """Return the token of a new session, which acts for an employer where an agent is given."""
    moment = at or timezone.now()
    token = begin_session(account=account, at=moment, **values)
    if agent is None:
        return token
    found = signed_in_with(token, account.agency, moment)
    return act_for(session=found.session, agent=agent)


def sign_in(client, account, agent=None, *, at=None):
    """Sign a test client in, for real; return it."""
    client.cookies[COOKIE] = token_for(account, agent, at=at)
    return client
