"""Setting up outlets, and speaking for an account with the token that is kept for it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.messages.outlets.speaking import OutletFault
from gongkai.messages.outlets.wechat_templates import TemplateSender
from gongkai.publications.models import CitySite, WeChatAccount
from gongkai.publications.operations.configuring import SettingRefused, line
from gongkai.publications.operations.distribution.acting import DeliveryRefused
from gongkai.publications.outlets.wechat import WeChat
from gongkai.publications.permissions import insist, may_configure

# 在有效期倒计时5分钟内发起调用会获取新的access_token.
_EARLY = timedelta(minutes=5)


@dataclass
class AccountShelf:
    """Keeps the token of an account on record, encrypted."""

    account: WeChatAccount
    at: datetime

    def token(self) -> str:
        """Return the token that is good for five minutes more, "" for none."""
        until = self.account.token_until
        return self.account.token if until and until > self.at + _EARLY else ""

    def keep(self, token: str, seconds: int) -> None:
        """Keep a token for so many seconds."""
        until = self.at + timedelta(seconds=max(0, min(seconds, 7200)))
        WeChatAccount.objects.filter(pk=self.account.pk).update(token=token, token_until=until)
        self.account.refresh_from_db(fields=["token", "token_until"])


def speaker_of(account: WeChatAccount, at: datetime) -> WeChat:
    """Return what speaks for an account."""
    return WeChat(
        settings.GONGKAI_WECHAT_API,
        account.app_id,
        account.app_secret,
        AccountShelf(account, at),
        settings.GONGKAI_OUTLET_SECONDS,
    )


def template_sender_of(agency: Agency, at: datetime) -> TemplateSender | None:
    """Return what sends template messages for an organ's account, None where it has none."""
    account = WeChatAccount.objects.filter(agency=agency, is_active=True).first()
    return TemplateSender(speaker_of(account, at)) if account is not None else None


@transaction.atomic
def save_wechat_account(
    *,
    agency: Agency,
    name: str,
    app_id: str,
    app_secret: str,
    is_active: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> WeChatAccount:
    """Set up the organ's WeChat account.

    :param app_secret: "" leaves the one on record; it is never shown again
    :raises NotAllowed: if the officer may not set this
    :raises SettingRefused: naming the field
    """
    insist(may_configure(officer, agency, on), "设置微信公众号")
    named = line("name", "公众号名称", name, 60)
    number, secret = app_id.strip(), app_secret.strip()
    if not re.fullmatch(r"wx[0-9A-Za-z]{6,38}", number):
        raise SettingRefused(
            "app_id",
            f"AppID“{number[:40]}”：应以 wx 开头，后接字母和数字，请到公众平台“开发”页面复制。",
        )
    found = WeChatAccount.objects.select_for_update().filter(agency=agency).first()
    account = found or WeChatAccount(agency=agency)
    is_other = account.app_id != number
    if not secret and (found is None or is_other):
        raise SettingRefused("app_secret", "AppSecret：新设或者更换 AppID 时须填写，请填写。")
    if secret and not re.fullmatch(r"[0-9A-Za-z]{16,128}", secret):
        raise SettingRefused(
            "app_secret", "AppSecret：应为16至128个字母和数字，请到公众平台“开发”页面复制。"
        )
    account.name, account.app_id, account.is_active = named, number, is_active
    if secret:
        account.app_secret = secret
    if secret or is_other:
        account.token, account.token_until = "", None
    account.save()
    if is_other:
        account.pictures.all().delete()
    detail = {"name": named, "app_id": number, "is_active": is_active, "new_secret": bool(secret)}
    record(action="wechat_account.set", subject=f"微信公众号 {named}", at=at, agency=agency,
           officer=officer, detail=detail)  # fmt: skip
    return account


def check_wechat_account(
    *, account: WeChatAccount, officer: Officer, on: date, at: datetime
) -> None:
    """Prove account and secret by fetching a token.

    :raises DeliveryRefused: with what is wrong
    """
    insist(may_configure(officer, account.agency, on), "测试微信公众号")
    try:
        speaker_of(account, at).fresh_token()
    except OutletFault as fault:
        raise DeliveryRefused(f"没有连通：{fault}") from None


@transaction.atomic
def save_city_site(
    *,
    agency: Agency,
    name: str,
    address: str,
    key_id: str,
    secret: str,
    is_active: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> CitySite:
    """Set up where reports to the city's site go by machine.

    :param secret: "" leaves the one on record; it is never shown again
    :raises NotAllowed: if the officer may not set this
    :raises SettingRefused: naming the field
    """
    insist(may_configure(officer, agency, on), "设置市政府网站报送接口")
    named = line("name", "平台名称", name, 60)
    key = line("key_id", "密钥编号", key_id, 60)
    where, said = address.strip(), secret.strip()
    if not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", where) or len(where) > 300:
        raise SettingRefused(
            "address",
            "接收地址：应以 https:// 或 http:// 开头，最多300个字符，且不含用户名和密码。",
        )
    if not key.isascii():
        raise SettingRefused("key_id", f"密钥编号“{key}”：只能用字母、数字和符号。")
    found = CitySite.objects.select_for_update().filter(agency=agency).first()
    site = found or CitySite(agency=agency)
    # Whoever turns the address elsewhere must know the key, too.
    if not said and (found is None or site.address != where):
        raise SettingRefused("secret", "签名密钥：新设或者更换接收地址时须填写，请填写。")
    if said and not 16 <= len(said) <= 200:
        raise SettingRefused("secret", f"签名密钥：应为16至200个字符，现为{len(said)}个。")
    site.name, site.address, site.key_id, site.is_active = named, where, key, is_active
    if said:
        site.secret = said
    site.save()
    detail = {"name": named, "address": where, "is_active": is_active, "new_secret": bool(said)}
    record(action="city_site.set", subject=f"市政府网站报送接口 {named}", at=at, agency=agency,
           officer=officer, detail=detail)  # fmt: skip
    return site
