"""What the applicant does in his own case, from the page that follows it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.queries import officers_with_role
from gongkai.casework.models import CaseFile, DisclosureRequest
from gongkai.casework.operations.acting import CaseRefused, enter, lock, touch
from gongkai.casework.operations.applying import Attached, sealed, written
from gongkai.casework.operations.filing import require_delivery
from gongkai.casework.operations.history import standing_entries
from gongkai.messages.operations import notify
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import State, require_allowed

FEE_ACCEPTED = "同意缴费的说明.txt"
"""The name of the file that tells that the applicant accepts the fee."""


class Answered(NamedTuple):
    """A correction handed in; a late one is kept, and the office decides what it does."""

    request: DisclosureRequest
    is_late: bool


def answer_correction(
    *,
    request: DisclosureRequest,
    version: int | None,
    text: str,
    attachments: Sequence[Attached] = (),
    on: date,
    at: datetime,
) -> Answered:
    """Hand in the correction asked for, once: 条例第三十条.

    In time it restarts the limit to reply. After the day that the notice set it is kept and the
    clerks are told: whether there was a good reason for being late is theirs to judge.

    :raises CaseRefused: if nothing was written or attached, or a late one was handed in already
    :raises EventNotAllowed, CaseChanged: as acting.enter and lock do
    """
    if not text.strip() and not attachments:
        raise CaseRefused("补正内容：未填写，请按补正告知书逐项说明，或者上传补正材料。")
    files = sealed(_with_text("补正说明", text, "CORRECTION", attachments), at)
    return _answer_correction(request, version, files, on, at)


@transaction.atomic
def _answer_correction(
    request: DisclosureRequest, version: int | None, files: list[CaseFile], on: date, at: datetime
) -> Answered:
    case = lock(request, version=version)
    is_late = case.correction_until is not None and on > case.correction_until
    if is_late:
        require_allowed(standing_entries([case.pk])[case.pk], Event.CORRECTED)
        if case.files.filter(kind="CORRECTION", officer=None).exists():
            raise CaseRefused("您已提交过补正材料，正由工作人员研究，不能重复提交。")
    _store(case, files)
    if is_late:
        _tell(case, f"{case.register_no} 的申请人逾期提交补正，请研究是否有正当理由。", on, at)
        touch(case, action="corrected_late", officer=None, at=at, files=_digests(files))
        return Answered(case, True)
    _tell(case, f"{case.register_no} 的申请人已提交补正。", on, at)
    note = f"申请人网上提交，材料{len(files)}份"
    enter(case, Entry(on, Event.CORRECTED), officer=None, on=on, at=at, note=note)
    return Answered(case, False)


def give_reasons(
    *,
    request: DisclosureRequest,
    version: int | None,
    text: str,
    attachments: Sequence[Attached] = (),
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """Give the reasons asked for: 条例第三十五条.

    :raises CaseRefused: if nothing was written
    :raises EventNotAllowed, CaseChanged: as acting.enter and lock do
    """
    if not text.strip():
        raise CaseRefused("理由：未填写，请说明需要这些信息的理由。")
    files = sealed(_with_text("理由说明", text, "OPINION", attachments), at)
    return _enter_with(request, version, Event.REASONS_GIVEN, files, "已说明理由", on, at)


def dispute_fee(
    *,
    request: DisclosureRequest,
    version: int | None,
    text: str,
    attachments: Sequence[Attached] = (),
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """Object to a fee notice: 国办函〔2020〕109号.

    :raises CaseRefused: if nothing was written
    :raises EventNotAllowed, CaseChanged: as acting.enter and lock do
    """
    if not text.strip():
        raise CaseRefused("异议理由：未填写，请写明对收费的哪一项有异议及理由。")
    files = sealed(_with_text("收费异议", text, "OPINION", attachments), at)
    return _enter_with(request, version, Event.FEE_DISPUTED, files, "对收费提出异议", on, at)


@transaction.atomic
def accept_fee(
    *, request: DisclosureRequest, version: int | None, on: date, at: datetime
) -> DisclosureRequest:
    """Note that the applicant will pay; the payment itself is entered by the office.

    :raises CaseRefused: if no fee is waited for, or it was accepted already
    :raises CaseChanged: as acting.lock does
    """
    case = lock(request, version=version)
    if case.state != State.WAITING_FEE:
        raise CaseRefused("本案目前没有等待缴纳的费用，不需要办理这一步。")
    if case.files.filter(name=FEE_ACCEPTED).exists():
        raise CaseRefused("您已表示同意缴费，请在期限内按收费通知书缴纳。")
    told = f"申请人于{on.isoformat()}在网上表示同意按收费通知书缴费。"
    files = sealed([written(FEE_ACCEPTED.removesuffix(".txt"), told, "OPINION")], at)
    _store(case, files)
    _tell(case, f"{case.register_no} 的申请人同意缴费。", on, at)
    touch(case, action="fee_accepted", officer=None, at=at, files=_digests(files))
    return case


def ask_withdrawal(
    *, request: DisclosureRequest, version: int | None, text: str = "", on: date, at: datetime
) -> DisclosureRequest:
    """Ask to take the request back; the office closes it.

    :raises EventNotAllowed, CaseChanged: as acting.enter and lock do
    """
    files = sealed(_with_text("撤回说明", text, "OPINION", ()), at)
    return _enter_with(request, version, Event.WITHDRAWAL_ASKED, files, "请求撤回申请", on, at)


@transaction.atomic
def change_delivery(
    *,
    request: DisclosureRequest,
    version: int | None,
    form: str,
    delivery: str,
    email: str = "",
    address: str = "",
    postcode: str = "",
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """Ask for the information in another form or way: 条例第四十条.

    Addresses that are left empty stay as they were.

    :raises ApplicationRefused: if form and way do not fit, or the address is not known
    :raises CaseRefused: if nothing would change
    :raises EventNotAllowed, CaseChanged: as acting.enter and lock do
    """
    case = lock(request, version=version)
    wanted = {
        "form": form,
        "delivery": delivery,
        "email": email.strip() or case.email,
        "address": address.strip() or case.address,
        "postcode": postcode.strip() or case.postcode,
    }
    require_delivery(form, delivery, wanted["email"], wanted["address"])
    if all(getattr(case, field) == value for field, value in wanted.items()):
        raise CaseRefused("获取信息的方式和途径没有变化，请选择其他方式，或者保持不变。")
    before = _way(case)
    for field, value in wanted.items():
        setattr(case, field, value)
    _tell(case, f"{case.register_no} 的申请人变更了获取方式。", on, at)
    note = f"{before} 变更为 {_way(case)}"
    enter(case, Entry(on, Event.DELIVERY_CHANGED), officer=None, on=on, at=at, note=note)
    return case


@transaction.atomic
def _enter_with(
    request: DisclosureRequest,
    version: int | None,
    event: Event,
    files: list[CaseFile],
    told: str,
    on: date,
    at: datetime,
) -> DisclosureRequest:
    case = lock(request, version=version)
    _store(case, files)
    _tell(case, f"{case.register_no} 的申请人{told}。", on, at)
    note = f"申请人网上提交，材料{len(files)}份" if files else "申请人网上提交"
    enter(case, Entry(on, event), officer=None, on=on, at=at, note=note)
    return case


def _with_text(name: str, text: str, kind: str, attachments: Sequence[Attached]) -> list[Attached]:
    files = [each._replace(kind=kind) for each in attachments]
    return [written(name, text, kind), *files] if text.strip() else files


def _store(case: DisclosureRequest, files: list[CaseFile]) -> None:
    for file in files:
        file.request = case
    if files:
        CaseFile.objects.bulk_create(files)


def _tell(case: DisclosureRequest, text: str, on: date, at: datetime) -> None:
    officers = officers_with_role(case.agency, "CLERK", on)
    notify(officers=officers, text=text, subject=case.register_no, at=at)


def _digests(files: list[CaseFile]) -> list[str]:
    return [file.sha256 for file in files]


def _way(case: DisclosureRequest) -> str:
    return f"{case.get_form_display() or '未填'}、{case.get_delivery_display() or '未填'}"
