"""Setting where the platform is and its key; seeing to what it sent wrongly."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import PlatformFault, PlatformLink
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.permissions import require_desk_head

_SHORTEST_SECRET = 16


@transaction.atomic
def set_link(
    *,
    agency: Agency,
    base: str,
    key_number: str,
    secret: str,
    is_on: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> PlatformLink:
    """Set the connection to the platform; an empty secret keeps the one on record.

    :raises NotAllowed: if the officer does not run the desk
    :raises OutsideRefused: naming the field at fault
    """
    require_desk_head(officer, agency, on)
    row = PlatformLink.objects.select_for_update().filter(agency=agency).first()
    plain = base.strip().rstrip("/")
    parts = urlsplit(plain)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
        raise OutsideRefused("接口地址：无法识别，请写成 https://主机/路径，不带参数和密码。")
    if not key_number.strip() or not key_number.isascii() or len(key_number) > 60:
        raise OutsideRefused("密钥编号：请填写平台给出的编号，60个字符以内的字母和数字。")
    kept = secret.strip() or (row.secret if row else "")
    if len(kept) < _SHORTEST_SECRET:
        raise OutsideRefused(f"密钥：至少{_SHORTEST_SECRET}个字符，请填写平台给出的密钥。")
    values = {
        "base": plain,
        "key_number": key_number.strip(),
        "secret": kept,
        "is_on": is_on,
        "set_by": officer,
        "set_at": at,
        # What was wrong before is tried anew.
        "next_at": None,
        "failures": 0,
        "failure": "",
    }
    row, _ = PlatformLink.objects.update_or_create(agency=agency, defaults=values)
    record(
        action="platform.set_link",
        subject="12345平台",
        at=at,
        agency=agency,
        officer=officer,
        detail={"base": plain, "is_on": is_on, "secret_changed": bool(secret.strip())},
    )
    return row


@transaction.atomic
def see_to_fault(*, agency: Agency, fault: int, officer: Officer, on: date, at: datetime) -> None:
    """Put on record that somebody has seen to an entry that could not be taken.

    :raises NotAllowed: if the officer does not run the desk
    :raises OutsideRefused: if there is no such entry
    """
    require_desk_head(officer, agency, on)
    rows = PlatformFault.objects.filter(agency=agency, pk=fault, seen_by=None)
    row = rows.first()
    if row is None:
        raise OutsideRefused("没有这条记录，或者已处理，请刷新页面。")
    rows.update(seen_by=officer)
    record(
        action="platform.see_to_fault",
        subject=row.number or "12345平台",
        at=at,
        agency=agency,
        officer=officer,
        detail={"reason": row.reason},
    )
