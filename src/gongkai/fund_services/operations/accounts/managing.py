"""Becoming an employer's first manager: applied for with materials, confirmed by the centre."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from gongkai.agencies.queries import officers_with_role
from gongkai.documents.attachments.taking import Inspected
from gongkai.documents.keeping import keep
from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import AccountState, Employer
from gongkai.fund_services.models import (
    AccountEventKind,
    AgentApplication,
    AgentApplicationState,
    AgentMaterial,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.recording import audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AgentRefused
from gongkai.fund_services.queries.accounts.names import plain_name
from gongkai.messages.operations import notify
from gongkai.privacy.encryption import decrypt_bytes, encrypt_bytes
from gongkai.rules.identity import check_credit_code
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy

_NOTE_MOST = 500
_LARGEST = 21 << 20


def apply_to_manage(
    *,
    account: OnlineAccount,
    credit_code: str,
    employer_no: str,
    note: str,
    files: Sequence[Inspected],
    at: datetime,
) -> AgentApplication:
    """Apply to be the manager of an employer; credit code and number must belong together.

    With GONGKAI_AGENT_CONFIRMATION=contact the contact that the business system has of the employer
    is confirmed at once; everybody else waits for the centre.

    :raises AgentRefused: if the employer is not found, or nothing proves the applicant's leave
    :raises CoreAway: if the business system cannot be asked
    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    employer = _employer(credit_code, employer_no)
    if len(note) > _NOTE_MOST:
        raise AgentRefused(f"说明：最多{_NOTE_MOST}个字，请缩短。", "note")
    by_contact = settings.GONGKAI_AGENT_CONFIRMATION == "contact" and _is_contact(account, employer)
    if not files and not by_contact:
        raise AgentRefused(
            "材料：未上传，请上传加盖单位公章的授权书，以及营业执照或者登记证书。", "files"
        )
    if EmployerAgent.objects.filter(
        account=account, employer_no=employer.employer_no, until_at=None
    ).exists():
        raise AgentRefused("您已经是该单位的经办人；需要成为管理员的，请由现有管理员授权。")
    materials = [_sealed(file, at) for file in files]
    with transaction.atomic():
        row = _filed(account, employer, note, at)
        for material in materials:
            material.application = row
        AgentMaterial.objects.bulk_create(materials)
        audit("manager_applied", account, at, employer=row.employer_no, files=len(materials))
        if by_contact:
            confirm(row, at)
        else:
            _tell_reviewers(row, at)
    return row


@transaction.atomic
def withdraw_application(*, application: AgentApplication, at: datetime) -> None:
    """Withdraw one's own application to manage an employer.

    :raises AgentRefused: if it was decided meanwhile
    """
    row = held_application(application)
    row.state, row.decided_at = AgentApplicationState.WITHDRAWN, at
    row.save(update_fields=["state", "decided_at"])
    audit("manager_withdrawn", row.account, at, employer=row.employer_no)


def held_application(application: AgentApplication) -> AgentApplication:
    """Return an application that waits, held for the transaction.

    :raises AgentRefused: if it was decided or withdrawn meanwhile
    """
    rows = AgentApplication.objects.select_for_update(of=("self",))
    row = (
        rows.select_related("account__agency")
        .filter(pk=application.pk, state=AgentApplicationState.WAITING)
        .first()
    )
    if row is None:
        raise AgentRefused("这份申请已经处理或者撤回，请刷新页面核对。")
    return row


def confirm(row: AgentApplication, at: datetime) -> EmployerAgent:
    """Make an applicant the manager he applied to be; within the caller's transaction.

    :raises AgentRefused: if he became an agent of the employer meanwhile, or closed his account
    """
    own = EmployerAgent.objects.filter(
        account=row.account, employer_no=row.employer_no, until_at=None
    )
    if row.account.deleted_at is not None or own.exists():
        raise AgentRefused("申请人的账户已经注销，或者已经是该单位的经办人，不能确认。")
    agent = EmployerAgent.objects.create(
        account=row.account,
        employer_no=row.employer_no,
        employer_name=row.employer_name,
        is_manager=True,
        from_at=at,
    )
    row.state, row.decided_at, row.agent = AgentApplicationState.CONFIRMED, at, agent
    row.save(update_fields=["state", "decided_at", "decided_by", "agent", "reason"])
    tell_owner(row.account, AccountEventKind.NAMED, at, note=row.employer_name)
    return agent


def material_content(material: AgentMaterial) -> bytes:
    """Return a material's bytes as they were handed in.

    :raises Undecipherable: if the key does not fit or the file was altered
    :raises FileNotFoundError: if it is gone from the folder
    """
    return decrypt_bytes((_folder() / material.stored_name).read_bytes())


def _employer(credit_code: str, employer_no: str) -> Employer:
    code = check_credit_code(credit_code)
    if code.fault:
        raise AgentRefused(code.fault, "credit_code")
    number = tidy(employer_no)
    if not number:
        raise AgentRefused("单位账号：未填写，请填写住房公积金单位账号。", "employer_no")
    found = fund_core().employer_of(code.value)
    if found is None or found.employer_no != number:
        raise AgentRefused(
            "单位账号：与统一社会信用代码不相符，或者单位尚未办理缴存登记，请核对后重新填写。",
            "employer_no",
        )
    if found.state is AccountState.CLOSED:
        raise AgentRefused("单位账号：该单位的缴存登记已经注销，不能再授权经办人。", "employer_no")
    return found


def _is_contact(account: OnlineAccount, employer: Employer) -> bool:
    same_name = plain_name(employer.contact_name) == plain_name(account.name)
    phone = check_phone(employer.contact_phone).value
    return same_name and bool(phone) and phone == check_phone(account.phone).value


def _filed(account: OnlineAccount, employer: Employer, note: str, at: datetime) -> AgentApplication:
    row = AgentApplication(
        agency=account.agency,
        account=account,
        employer_no=employer.employer_no,
        employer_name=employer.name,
        credit_code=employer.credit_code,
        note=note.strip(),
        filed_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AgentRefused("您已经为该单位提交过申请，正在等待中心确认，不需要重复提交。") from None
    return row


def _tell_reviewers(row: AgentApplication, at: datetime) -> None:
    on = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    notify(
        officers=officers_with_role(row.agency, "SERVICE_REVIEWER", on),
        text=f"{row.employer_name}申请单位管理员，请核对材料后确认。",
        subject=f"单位管理员申请 {row.pk}",
        at=at,
    )


def _sealed(file: Inspected, at: datetime) -> AgentMaterial:
    stored_name = f"{at:%Y%m}/{uuid4().hex}"
    keep(_folder() / stored_name, [encrypt_bytes(file.content)], most=_LARGEST)
    return AgentMaterial(
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        stored_name=stored_name,
        added_at=at,
    )


def _folder() -> Path:
    return Path(settings.GONGKAI_FILES) / "agents"
