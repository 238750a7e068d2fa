"""Matters besides requests: filed by the public, taken on, passed on, answered.

条例第四十一条 (one's own record), 第四十四条 (proposals), 第四十七条、第五十一条 (complaints).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import require_role
from gongkai.agencies.queries import officers_with_role
from gongkai.audit.operations import record
from gongkai.casework.models import (
    CaseFile,
    DisclosureRequest,
    Matter,
    MatterKind,
    ProactiveProposal,
)
from gongkai.casework.operations.applying import (
    Attached,
    new_code,
    normalised,
    query_digest,
    sealed,
)
from gongkai.casework.operations.numbering import MATTERS, register_number
from gongkai.casework.permissions import require_worker
from gongkai.messages.operations import mark_read, notify

_PREFIX = {"RECORD_CORRECTION": "GZ", "PROPOSAL": "JY", "COMPLAINT": "TS"}
_ENDED = ("ANSWERED", "TRANSFERRED")


class MatterRefused(ValueError):
    """The matter does not let this be done; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody brings; `title` names the information of a proposal."""

    text: str
    title: str = ""
    name: str = ""
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    about_number: str = ""


class MatterFiled(NamedTuple):
    """A matter on file, and the code that follows it, told this once only."""

    matter: Matter
    query_code: str


def file_matter(
    *,
    agency: Agency,
    kind: str,
    submission: Submission,
    attachments: Sequence[Attached] = (),
    on: date,
    at: datetime,
    token: str = "",
) -> MatterFiled:
    """File a matter on the public site; a proposal is put before the office as one too.

    :param kind: a code of MatterKind
    :param token: of the form; sent twice, it gives the same matter and code
    :raises MatterRefused: if what the kind needs is missing
    """
    _require_complete(kind, submission, attachments)
    code = new_code(token)
    files = sealed([each._replace(kind="EVIDENCE") for each in attachments], at)
    return MatterFiled(_file(agency, kind, submission, files, query_digest(code), on, at), code)


@transaction.atomic
def _file(
    agency: Agency,
    kind: str,
    submission: Submission,
    files: list[CaseFile],
    digest: str,
    on: date,
    at: datetime,
) -> Matter:
    number = register_number(agency, on.year, _PREFIX[kind], f"{MATTERS}-{kind}")
    # The number's lock is held: whoever sent the same form a moment ago has been seen.
    earlier = Matter.objects.filter(agency=agency, query_digest=digest).first()
    if earlier is not None:
        transaction.set_rollback(True)
        return earlier
    about = DisclosureRequest.objects.filter(
        agency=agency, register_no="".join(submission.about_number.split()).upper()
    ).first()
    title = submission.title.strip()
    matter = Matter.objects.create(
        agency=agency,
        register_no=number,
        kind=kind,
        query_digest=digest,
        name=submission.name.strip(),
        identity_number=normalised(submission.identity_number),
        phone=submission.phone.strip(),
        email=submission.email.strip(),
        about_request=about,
        text="\n".join(filter(None, (title, submission.text.strip()))),
        submitted_at=at,
    )
    for file in files:
        file.matter = matter
    CaseFile.objects.bulk_create(files)
    if kind == "PROPOSAL":
        ProactiveProposal.objects.create(
            agency=agency, title=title[:300], source="APPLICANT", matter=matter, proposed_at=at
        )
    label = MatterKind(kind).label
    notify(
        officers=officers_with_role(agency, "CLERK", on),
        text=f"收到“{label}”{number}，请办理。",
        subject=number,
        at=at,
    )
    detail = {"kind": kind, "files": [file.sha256 for file in files]}
    record(action="matter.filed", subject=number, at=at, agency=agency, detail=detail)
    return matter


@transaction.atomic
def take_on(*, matter: Matter, officer: Officer, on: date, at: datetime) -> Matter:
    """Begin to handle a matter.

    :raises NotAllowed: if the officer is no clerk of the organ
    :raises MatterRefused: if it was begun or ended already
    """
    row = _locked(matter, officer, on)
    if row.state != "SUBMITTED":
        raise MatterRefused("该事项已经开始办理，不需要再次受理。")
    row.state = "IN_PROGRESS"
    row.save(update_fields=["state"])
    mark_read(officer=officer, subject=row.register_no, at=at)
    _record("matter.taken_on", row, officer, at)
    return row


@transaction.atomic
def transfer_matter(
    *, matter: Matter, to_organ: str, answer: str, officer: Officer, on: date, at: datetime
) -> Matter:
    """Pass a matter on to the organ that may decide, and tell who brought it: 第四十一条.

    :raises NotAllowed: if the officer is no clerk of the organ
    :raises MatterRefused: without an organ or word to the applicant, or if it ended already
    """
    row = _locked(matter, officer, on)
    if not to_organ.strip():
        raise MatterRefused("转送机关：未填写，请填写有权处理的机关全称。")
    return _end(row, "TRANSFERRED", answer, officer, on, at, to_organ=to_organ.strip()[:100])


@transaction.atomic
def answer_matter(
    *,
    matter: Matter,
    answer: str,
    is_accepted: bool | None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Matter:
    """Answer who brought a matter.

    :param is_accepted: whether what was asked for is done
    :raises NotAllowed: if the officer is no clerk of the organ
    :raises MatterRefused: without a verdict or text, or if it ended already
    """
    row = _locked(matter, officer, on)
    if is_accepted is None:
        raise MatterRefused("是否采纳：未选择，请选择“采纳”或者“不采纳”。")
    return _end(row, "ANSWERED", answer, officer, on, at, is_accepted=is_accepted)


class Submitter(NamedTuple):
    """Who brought a matter, in full."""

    name: str
    identity_number: str
    phone: str
    email: str


@transaction.atomic
def read_submitter(*, matter: Matter, officer: Officer, on: date, at: datetime) -> Submitter:
    """Return who brought a matter; that it was read is on record.

    :raises NotAllowed: if the officer does not work on the organ's cases
    """
    require_worker(officer, matter.agency, on)
    _record("matter.read_submitter", matter, officer, at)
    return Submitter(matter.name, matter.identity_number, matter.phone, matter.email)


def _end(
    row: Matter,
    state: str,
    answer: str,
    officer: Officer,
    on: date,
    at: datetime,
    *,
    to_organ: str = "",
    is_accepted: bool | None = None,
) -> Matter:
    if row.state in _ENDED:
        raise MatterRefused(f"该事项{row.get_state_display()}，不能重复办理。")
    if not answer.strip():
        raise MatterRefused("答复：未填写，请写明处理情况和理由。")
    values = {
        "state": state,
        "answer": answer.strip(),
        "answered_on": on,
        "answered_by": officer,
        "transferred_to": to_organ,
        "is_accepted": is_accepted,
    }
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))
    mark_read(officer=officer, subject=row.register_no, at=at)
    _record(f"matter.{state.lower()}", row, officer, at)
    return row


def _require_complete(kind: str, submission: Submission, attachments: Sequence[Attached]) -> None:
    if not submission.text.strip():
        raise MatterRefused("内容：未填写，请写明具体事项和理由。")
    if kind == "PROPOSAL" and not submission.title.strip():
        raise MatterRefused("信息名称：未填写，请写明建议公开的信息名称。")
    if kind == "RECORD_CORRECTION":
        if not (submission.name.strip() and submission.identity_number.strip()):
            raise MatterRefused("姓名和证件号码：更正与自身相关的记录须填写，请填写本人信息。")
        if not (submission.phone.strip() or submission.email.strip()):
            raise MatterRefused("联系方式：联系电话和电子邮箱至少填写一项。")
        if not attachments:
            raise MatterRefused(
                "证据材料：未上传。要求更正须有证据证明记录不准确（条例第四十一条），请上传。"
            )


def _locked(matter: Matter, officer: Officer, on: date) -> Matter:
    row = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter.pk)
    require_role(officer, row.agency, "CLERK", on)
    return row


def _record(action: str, row: Matter, officer: Officer, at: datetime) -> None:
    record(
        action=action,
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={
            "kind": row.kind,
            "transferred_to": row.transferred_to,
            "is_accepted": row.is_accepted,
        },
    )
