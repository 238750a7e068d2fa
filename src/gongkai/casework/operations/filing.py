"""The applicant files a request on the public site."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.applying import (
    DELIVERIES,
    Application,
    Attached,
    identity_problem,
    new_code,
    query_digest,
    sealed,
)
from gongkai.casework.operations.opening import AlreadyFiled, open_case
from gongkai.rules.clock import Channel, Entry, Event
from gongkai.rules.identity import check_postcode
from gongkai.rules.phones import check_phone


class Filed(NamedTuple):
    """What came of filing: the case, and the code that follows it, told this once only."""

    request: DisclosureRequest
    query_code: str


class ApplicationRefused(CaseRefused):
    """The form lacks what 条例第二十九条 asks for; `field` is where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def file_request(
    *,
    agency: Agency,
    application: Application,
    attachments: Sequence[Attached] = (),
    on: date,
    at: datetime,
    token: str = "",
) -> Filed:
    """File a request on the public site: 条例第二十九条、第三十一条.

    It awaits confirmation, and counts as received on the day both sides confirm it.

    :param token: of the form; sent twice, it gives the same case and code
    :raises ApplicationRefused: if something the regulation asks for is missing
    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    require_complete(application, on)
    code = new_code(token)
    fields = {
        **application.fields(),
        "channel": Channel.ONLINE,
        "arrived_on": on,
        "query_digest": query_digest(code),
    }
    try:
        case = open_case(
            agency=agency,
            fields=fields,
            entries=[Entry(on, Event.ARRIVED)],
            files=sealed(attachments, at),
            officer=None,
            on=on,
            at=at,
            action="request.filed",
            note="申请人网上提交",
        )
    except AlreadyFiled as already:
        case = already.request
    return Filed(case, code)


def require_complete(application: Application, on: date) -> None:
    """Insist on what 条例第二十九条 asks for, and on ways to hand over that fit each other.

    :raises ApplicationRefused: naming the field
    """
    for field, message in problems_of(application, on):
        raise ApplicationRefused(field, message)


def require_delivery(form: str, delivery: str, email: str, address: str) -> None:
    """Insist that form and way of delivery fit each other and that the address is known: 第四十条.

    :raises ApplicationRefused: naming the field
    """
    for field, message in _delivery_problems(form, delivery, email, address):
        raise ApplicationRefused(field, message)


def problems_of(application: Application, on: date) -> list[tuple[str, str]]:
    """Return what is missing or wrong in a form, as fields with messages, in the form's order."""
    fields = application.fields()
    found = [(field, message) for field, message in _REQUIRED.items() if not fields[field]]
    if fields["identity_kind"] and fields["identity_number"]:
        wrong = identity_problem(application, on)
        found += [("identity_number", wrong)] if wrong else []
    person = application.applicant_kind == "NATURAL_PERSON"
    if not person and not fields["contact_name"]:
        found.append(("contact_name", "经办人：单位申请的须填写，请填写经办人姓名。"))
    if not (fields["phone"] or fields["email"]):
        message = "联系方式：联系电话和电子邮箱至少填写一项，以便与您确认申请。"
        found.append(("phone", message))
    for field, check in (("phone", check_phone), ("postcode", check_postcode)):
        wrong = check(fields[field]).fault if fields[field] else ""
        found += [(field, wrong)] if wrong else []
    if fields["email"] and not _EMAIL.fullmatch(fields["email"]):
        found.append(("email", "电子邮箱：格式不对，应类似 name@example.cn，请核对。"))
    if fields["form"] and fields["delivery"]:
        found += _delivery_problems(
            fields["form"], fields["delivery"], fields["email"], fields["address"]
        )
    return found


_REQUIRED = {
    "applicant_name": "申请人：未填写，请填写姓名或者单位名称。",
    "identity_kind": "证件类型：未选择，请选择一种。",
    "identity_number": "证件号码：未填写，请填写证件上的号码。",
    "wanted": "所需信息：未填写，请写明名称、文号或者便于查询的其他特征，至少一项。",
    "form": "获取信息的方式：未选择，请选择一种。",
    "delivery": "获取信息的途径：未选择，请选择一种。",
}
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def _delivery_problems(
    form: str, delivery: str, email: str, address: str
) -> Iterator[tuple[str, str]]:
    if delivery not in DELIVERIES.get(form, ()):
        yield (
            "delivery",
            "获取信息的途径与方式不符：纸质可以邮寄或者当面领取，电子文件可以网上下载、"
            "电子邮件或者当面领取，查阅、抄录须到场，请重新选择。",
        )
    if delivery == "EMAIL" and not email:
        yield "email", "电子邮箱：选择电子邮件的须填写，请填写邮箱地址。"
    if delivery == "MAIL" and not address:
        yield "address", "通信地址：选择邮寄的须填写，请填写收件地址。"
