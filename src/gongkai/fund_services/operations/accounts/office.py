"""What officers do with accounts: find one, end its sessions, close it, give out codes.

Every one of these acts is on the trail and, where an account was touched, in its owner's own list.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.fund_services.models import (
    AccountCode,
    AccountEventKind,
    AgentApplication,
    AgentApplicationState,
    AgentMaterial,
    CodePurpose,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.codes import (
    COUNTER_VALID_FOR,
    counter_code_digest,
    make_counter_code,
)
from gongkai.fund_services.operations.accounts.deleting import close_account
from gongkai.fund_services.operations.accounts.knowing import Person, known_person
from gongkai.fund_services.operations.accounts.managing import (
    confirm,
    held_application,
    material_content,
)
from gongkai.fund_services.operations.accounts.proving import insist_on_form
from gongkai.fund_services.operations.accounts.recording import audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.sessions import end_sessions
from gongkai.fund_services.permissions import require_decider, require_staff
from gongkai.fund_services.queries.accounts.finding import account_with_identity


class Issued(NamedTuple):
    """A code of the counter, told this once for the slip, and until when it counts."""

    code: str
    row: AccountCode


def require_counter(officer: Officer, agency: Agency, on: date) -> None:
    """Insist that an officer handles or decides business, and so may look at accounts.

    :raises NotAllowed: if he does neither
    """
    rights = require_staff(officer, agency, on)
    if not (rights.handles or rights.decides):
        raise NotAllowed(
            f"网上办事账户由{agency.short_name}的“业务经办人”和“业务复核人”管理，您没有相应角色。"
        )


@transaction.atomic
def look_up(
    *, agency: Agency, identity_number: str, officer: Officer, on: date, at: datetime
) -> OnlineAccount | None:
    """Find a person's account by his identity number; that somebody looked is on record.

    :raises NotAllowed: if the officer may not
    :raises AccountRefused: if no number was typed
    """
    require_counter(officer, agency, on)
    if not identity_number.strip():
        raise AccountRefused("证件号码：未填写，请填写要查询的证件号码。", "identity_number")
    found = account_with_identity(agency, identity_number)
    record(
        action="online_account.looked_up",
        subject=str(found) if found else "未开通账户的人员",
        at=at,
        agency=agency,
        officer=officer,
        detail={"found": found is not None},
    )
    if found is not None:
        tell_owner(found, AccountEventKind.LOOKED_UP, at)
    return found


@transaction.atomic
def end_all_sessions(
    *, account: OnlineAccount, officer: Officer, reason: str, on: date, at: datetime
) -> int:
    """Sign an account out everywhere; return how many sessions were ended.

    :raises NotAllowed: if the officer may not
    :raises AccountRefused: if no reason is given
    """
    require_counter(officer, account.agency, on)
    why = _reason(reason)
    ended = end_sessions(account=account, at=at)
    tell_owner(account, AccountEventKind.ENDED_BY_OFFICE, at)
    audit("sessions_ended", account, at, officer, reason=why, ended=ended)
    return ended


@transaction.atomic
def close_at_counter(
    *, account: OnlineAccount, officer: Officer, reason: str, on: date, at: datetime
) -> None:
    """Delete an account whose owner asked for it at the counter.

    :raises NotAllowed: if the officer may not
    :raises AccountRefused: if no reason is given, or business of it is still open
    """
    require_counter(officer, account.agency, on)
    close_account(account=account, officer=officer, reason=_reason(reason), at=at)


def issue_counter_code(
    *,
    agency: Agency,
    person: Person,
    without_account: bool,
    has_seen: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> Issued:
    """Give out a code that opens or changes an account; earlier ones for the person are void.

    :param without_account: the person has no fund account here, as some agents of employers
    :param has_seen: the officer saw the person and his identity document
    :raises NotAllowed: if the officer may not
    :raises AccountRefused: if the person is not known so, or was not seen
    :raises CoreAway: if the business system cannot be asked
    """
    require_counter(officer, agency, on)
    insist_on_form(person, at)
    if not has_seen:
        raise AccountRefused("请当面核对本人身份证件，并勾选“已核对”后再发放。", "has_seen")
    if not without_account and known_person(person) is None:
        raise AccountRefused(
            "姓名、证件号码、手机号码与业务系统登记的不一致；请先在业务系统中更正，"
            "没有个人账户的单位经办人请勾选“无个人账户”。"
        )
    code = make_counter_code()
    with transaction.atomic():
        AccountCode.objects.filter(
            agency=agency,
            purpose=CodePurpose.COUNTER,
            subject_digest=person.digest,
            used_at=None,
            voided_at=None,
        ).update(voided_at=at)
        row = AccountCode.objects.create(
            agency=agency,
            purpose=CodePurpose.COUNTER,
            subject_digest=person.digest,
            code_digest=counter_code_digest(person, code),
            made_at=at,
            until_at=at + COUNTER_VALID_FOR,
            issued_by=officer,
            without_account=without_account,
        )
        record(
            action="online_account.code_issued",
            subject=str(row),
            at=at,
            agency=agency,
            officer=officer,
            detail={"without_account": without_account},
        )
    return Issued(code, row)


@transaction.atomic
def confirm_manager(
    *, application: AgentApplication, officer: Officer, on: date, at: datetime
) -> None:
    """Confirm that an applicant is an employer's manager.

    :raises NotAllowed: if the officer is no 业务复核人
    :raises AgentRefused: if it was decided meanwhile
    """
    row = held_application(application)
    require_decider(officer, row.agency, on)
    row.decided_by = officer
    confirm(row, at)
    audit("manager_confirmed", row.account, at, officer, employer=row.employer_no)


@transaction.atomic
def refuse_manager(
    *, application: AgentApplication, reason: str, officer: Officer, on: date, at: datetime
) -> None:
    """Refuse an application to manage an employer, with the reason that the applicant reads.

    :raises NotAllowed: if the officer is no 业务复核人
    :raises AccountRefused: if no reason is given, or it was decided meanwhile
    """
    row = held_application(application)
    require_decider(officer, row.agency, on)
    row.reason = _reason(reason)
    row.state, row.decided_by, row.decided_at = AgentApplicationState.REFUSED, officer, at
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit("manager_refused", row.account, at, officer, employer=row.employer_no)


@transaction.atomic
def read_material(*, material: AgentMaterial, officer: Officer, on: date, at: datetime) -> bytes:
    """Return a material of an application; that somebody read it is on record.

    :raises NotAllowed: if the officer may not
    :raises FileNotFoundError: if it is gone from the folder
    """
    row = material.application
    require_counter(officer, row.agency, on)
    content = material_content(material)
    audit("material_read", row.account, at, officer, employer=row.employer_no)
    return content


@transaction.atomic
def read_numbers(*, account: OnlineAccount, officer: Officer, on: date, at: datetime) -> Person:
    """Return name, identity number and phone in full; that somebody read them is on record.

    :raises NotAllowed: if the officer may not
    """
    require_counter(officer, account.agency, on)
    audit("numbers_read", account, at, officer)
    tell_owner(account, AccountEventKind.LOOKED_UP, at)
    return Person(account.name, account.identity_number, account.phone)


def _reason(reason: str) -> str:
    plain = " ".join(reason.split())
    if not plain:
        raise AccountRefused("理由：未填写，请填写。", "reason")
    if len(plain) > 300:
        raise AccountRefused(f"理由：共{len(plain)}个字，最多300个字，请缩短。", "reason")
    return plain
