"""What the head of the office sets for an organ: templates, the WeChat callback, quiet hours."""

import re
from datetime import date, datetime, time

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.messages.models import GatewayTemplate, QuietHoursSetting, WeChatCallback
from gongkai.messages.permissions import insist, may_set_gateways
from gongkai.rules.message_events import Way, event_catalogue

_TEMPLATED = (Way.SMS, Way.WECHAT)
_CODE = re.compile(r"[0-9A-Za-z_\-]{1,100}")
_PARAMETER = re.compile(r"([0-9A-Za-z_]{1,40})\s*[=＝]\s*([a-z_]{1,20})")


class GatewayRefused(ValueError):
    """A setting cannot be; `field` names which, the message says why and what to do, in Chinese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def save_template(
    *,
    agency: Agency,
    way: str,
    event: str,
    code: str,
    parameters: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> GatewayTemplate | None:
    """Keep which template a gateway has for an event; without a code there is none any more.

    :param parameters: one `their name=our field` a line, e.g. `thing2=number`
    :raises NotAllowed: if the officer is not head of the office
    :raises GatewayRefused: naming the field
    """
    insist(may_set_gateways(officer, agency, on), "设置消息模板")
    found = event_catalogue().get(event)
    if found is None or way not in _TEMPLATED or way not in found.ways:
        raise GatewayRefused("event", "此事项不以这种方式通知，请从页面选择。")
    number = code.strip()
    rows = GatewayTemplate.objects.filter(agency=agency, way=way, event=event)
    detail = {"way": way, "event": event, "code": number}
    if not number:
        rows.delete()
        _record("message_gateway.template", agency, officer, at, **detail)
        return None
    if not _CODE.fullmatch(number):
        raise GatewayRefused("code", "模板编号：只能用字母、数字和符号 _ -，最多100个字符。")
    template, _is_new = GatewayTemplate.objects.update_or_create(
        agency=agency,
        way=way,
        event=event,
        defaults={
            "code": number,
            "parameters": _parameters(parameters, found.wordings[Way(way)].fields),
        },
    )
    _record("message_gateway.template", agency, officer, at, **detail)
    return template


@transaction.atomic
def save_wechat_callback(
    *, agency: Agency, token: str, aes_key: str, officer: Officer, on: date, at: datetime
) -> None:
    """Keep what proves that an event comes from the WeChat platform; never shown again.

    :raises NotAllowed: if the officer is not head of the office
    :raises GatewayRefused: naming the field
    """
    insist(may_set_gateways(officer, agency, on), "设置微信消息推送")
    word, key = token.strip(), aes_key.strip()
    if not re.fullmatch(r"[0-9A-Za-z]{3,32}", word):
        raise GatewayRefused("token", "令牌：应为3至32个字母和数字，与公众平台“服务器配置”一致。")
    if not re.fullmatch(r"[0-9A-Za-z]{43}", key):
        raise GatewayRefused("aes_key", "消息加解密密钥：应为43个字母和数字，请从公众平台复制。")
    WeChatCallback.objects.update_or_create(agency=agency, defaults={"token": word, "aes_key": key})
    _record("message_gateway.wechat_callback", agency, officer, at)


@transaction.atomic
def set_quiet_hours(
    *,
    agency: Agency,
    in_force_from: date,
    begins: time,
    ends: time,
    officer: Officer,
    on: date,
    at: datetime,
) -> QuietHoursSetting:
    """Set an organ's quiet hours from a day on; the same hour twice means none.

    :raises NotAllowed: if the officer is not head of the office
    :raises GatewayRefused: for a day that is over
    """
    insist(may_set_gateways(officer, agency, on), "设置免打扰时段")
    if in_force_from < on:
        raise GatewayRefused(
            "in_force_from", f"生效日期：{in_force_from}已过，请填写今天或以后的日期。"
        )
    row, _is_new = QuietHoursSetting.objects.update_or_create(
        agency=agency,
        in_force_from=in_force_from,
        defaults={"begins": begins, "ends": ends, "set_by": officer, "set_at": at},
    )
    _record(
        "message_gateway.quiet_hours",
        agency,
        officer,
        at,
        in_force_from=in_force_from.isoformat(),
        begins=f"{begins:%H:%M}",
        ends=f"{ends:%H:%M}",
    )
    return row


def _parameters(text: str, fields: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in (each.strip() for each in text.splitlines() if each.strip()):
        told = _PARAMETER.fullmatch(line)
        if told is None:
            raise GatewayRefused(
                "parameters", f"参数“{line[:30]}”：应写成“参数名=字段名”，每行一个。"
            )
        if told[2] not in fields or told[2] == "answer":
            raise GatewayRefused(
                "parameters",
                f"参数“{line[:30]}”：此事项的字段只有{'、'.join(fields) or '（无）'}。",
            )
        found[told[1]] = told[2]
    return found


def _record(action: str, agency: Agency, officer: Officer, at: datetime, **detail: str) -> None:
    record(action=action, subject=agency.short_name, at=at, agency=agency,
           officer=officer, detail=detail)  # fmt: skip
