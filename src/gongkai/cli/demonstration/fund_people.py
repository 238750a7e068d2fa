"""People of the embedded business system with accounts on the portal, and how they sign in."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.people import Login, keep_logins, kept_logins
from gongkai.documents.attachments.taking import inspected
from gongkai.fund_services.core.choosing import is_embedded
from gongkai.fund_services.core.made_up import people
from gongkai.fund_services.core.made_up.loading import load_made_up_people
from gongkai.fund_services.operations.accounts.managing import apply_to_manage
from gongkai.fund_services.operations.accounts.office import confirm_manager
from gongkai.fund_services.operations.accounts.opening import open_account
from gongkai.fund_services.queries.accounts.finding import account_named

ACCOUNTS_FILE = "demo-accounts.txt"
# Who signs in, and what there is to see; agents apply for the employer that they work for.
_PARTS = {
    people.DEPOSITING: "正常缴存、有公开申请",
    people.BORROWER: "有贷款",
    people.TWO_LOANS: "有两次贷款",
    people.SETTLED: "贷款已结清",
    people.SMALL_AGENT: "12人单位的管理员",
    people.LARGE_AGENT: "2000人单位的管理员",
}
_AGENTS = (people.SMALL_AGENT, people.LARGE_AGENT)
_OPENED_BEFORE = timedelta(days=30)


def open_accounts(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime, home: Path
) -> list[Login]:
    """Fill the business system, open accounts for some of its people, and return their logins.

    Passwords are made by chance once and kept in the home folder for its owner's eyes only; where
    the account is there and the password no longer, it is not told. Nobody has any where the
    installation speaks to a real business system.

    :raises Refused: if the file cannot be read or written
    """
    if not is_embedded():
        return []
    load_made_up_people(on=on)
    kept = kept_logins(home / ACCOUNTS_FILE)
    logins = []
    for worker in people.named_workers():
        if worker.account_no not in _PARTS:
            continue
        password = kept.get(worker.phone) or secrets.token_urlsafe(9)
        login = Login(f"{worker.name}：{_PARTS[worker.account_no]}", worker.phone, password)
        if account_named(centre, worker.phone) is None:
            _open(centre, officers, worker, password, on, at)
            logins.append(login)
        elif worker.phone in kept:
            logins.append(login)
    if any(login.username not in kept for login in logins):
        keep_logins(logins, home / ACCOUNTS_FILE)
    return logins


def _open(
    centre: Agency,
    officers: Mapping[str, Officer],
    worker: people.MadeUpWorker,
    password: str,
    on: date,
    at: datetime,
) -> None:
    account = open_account(
        agency=centre,
        name=worker.name,
        identity_number=worker.identity_number,
        phone=worker.phone,
        password=password,
        account_no=worker.account_no,
        at=at - _OPENED_BEFORE,
    )
    if worker.account_no not in _AGENTS:
        return
    [employer] = [each for each in people.employers() if each.employer_no == worker.employer_no]
    application = apply_to_manage(
        account=account,
        credit_code=employer.credit_code,
        employer_no=employer.employer_no,
        note="演示：单位授权书",
        files=[inspected("授权书（演示）.png", _authorisation())],
        at=at,
    )
    reviewer = officers.get("SERVICE_REVIEWER")
    if reviewer is not None:
        confirm_manager(application=application, officer=reviewer, on=on, at=at)


def _authorisation() -> bytes:
    """Return a PNG that says that it is a demonstration."""
    picture = Image.new("RGB", (600, 400), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 580, 380), outline="#1f4e8c", width=3)
    draw.text((300, 200), "DEMONSTRATION", font=ImageFont.load_default(size=40), anchor="mm")
    found = BytesIO()
    picture.save(found, "PNG")
    return found.getvalue()
