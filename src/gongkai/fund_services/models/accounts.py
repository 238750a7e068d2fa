"""Accounts with which workers and agents of employers do business online (网上办事账户)."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField


class OnlineAccount(models.Model):
    """A person's account with a centre; the business system said who he is when it was opened.

    Numbers are encrypted and found by keyed digests (`privacy.digests`, purposes `online-identity`
    and `online-phone`). A deleted account keeps no personal data: its row stays so that business
    which was handled still has an owner. `password` is a salted hash, "" where only an outside
    identity signs in. It is no user of the console and can never become one.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    name = EncryptedTextField("姓名", blank=True, default="")
    identity_number = EncryptedTextField("证件号码", blank=True, default="")
    identity_digest = models.CharField(max_length=64, blank=True, default="")
    phone = EncryptedTextField("手机号码", blank=True, default="")
    phone_digest = models.CharField(max_length=64, blank=True, default="")
    password = models.CharField(max_length=200, blank=True, default="")
    # The provident fund account; "" for an agent of an employer who has none with this centre.
    account_no = models.CharField("个人账号", max_length=40, blank=True, default="")
    opened_at = models.DateTimeField("开通时间")
    deleted_at = models.DateTimeField("注销时间", null=True)

    class Meta:
        verbose_name = "网上办事账户"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "identity_digest"],
                condition=Q(deleted_at=None),
                name="online_account_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "phone_digest"],
                condition=Q(deleted_at=None) & ~Q(phone_digest=""),
                name="online_phone_once",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None)
                | Q(identity_digest="", phone_digest="", password="", account_no=""),
                name="deleted_account_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"网上办事账户{self.pk}"


class AccountSession(models.Model):
    """A place where somebody is signed in (登录设备); its token is known by digest alone.

    `acts_for` is the employer that an agent acts for at the moment.
    """

    account = models.ForeignKey(OnlineAccount, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    device = models.CharField("设备", max_length=100, blank=True, default="")
    address = models.CharField("网络地址", max_length=45, blank=True, default="")
    begun_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")
    ended_at = models.DateTimeField("退出时间", null=True)
    acts_for = models.ForeignKey(
        "fund_services.EmployerAgent", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "登录设备"
        indexes = [models.Index(fields=["account", "ended_at"], name="account_session_open")]

    def __str__(self) -> str:
        return f"登录设备{self.pk}"


class OutsideIdentity(models.Model):
    """An identity of a government account (统一身份认证) that signs in to an account."""

    account = models.ForeignKey(OnlineAccount, models.PROTECT, related_name="+")
    issuer = models.CharField("签发方", max_length=200)
    subject_digest = models.CharField(max_length=64)
    bound_at = models.DateTimeField("绑定时间")

    class Meta:
        verbose_name = "统一身份认证绑定"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject_digest"], name="outside_identity_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.pk}"


class EmployerAgent(models.Model):
    """A person who does business for an employer (单位经办人), with rights per item.

    `items` are codes of service items; a `is_manager` agent may do all and name other agents.
    """

    account = models.ForeignKey(OnlineAccount, models.PROTECT, related_name="+")
    employer_no = models.CharField("单位账号", max_length=40)
    employer_name = models.CharField("单位名称", max_length=200)
    is_manager = models.BooleanField("单位管理员", default=False)
    items = models.JSONField("可办事项", default=list)
    named_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField("授权时间")
    until_at = models.DateTimeField("取消时间", null=True)

    class Meta:
        verbose_name = "单位经办人"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "employer_no"],
                condition=Q(until_at=None),
                name="agent_once_per_employer",
            )
        ]
        indexes = [models.Index(fields=["employer_no", "until_at"], name="agent_of_employer")]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.pk}"
