"""What happened to an account (账户记录), as its owner sees it."""

from django.db import models


class AccountEventKind(models.TextChoices):
    """What happened to an account."""

    OPENED = "OPENED", "开通账户"
    SIGNED_IN = "SIGNED_IN", "登录"
    SIGNED_IN_OUTSIDE = "SIGNED_IN_OUTSIDE", "统一身份认证登录"
    SIGNED_OUT = "SIGNED_OUT", "退出登录"
    SESSION_ENDED = "SESSION_ENDED", "结束其他设备的登录"
    PASSWORD_CHANGED = "PASSWORD_CHANGED", "修改密码"
    PASSWORD_RESET = "PASSWORD_RESET", "重设密码"
    PHONE_CHANGED = "PHONE_CHANGED", "变更手机号码"
    IDENTITY_BOUND = "IDENTITY_BOUND", "绑定统一身份认证"
    WECHAT_BOUND = "WECHAT_BOUND", "绑定微信"
    WECHAT_UNBOUND = "WECHAT_UNBOUND", "解除微信绑定"
    ACTED_FOR = "ACTED_FOR", "切换为单位办事"
    NAMED = "NAMED", "成为单位经办人"
    UNNAMED = "UNNAMED", "经办人权限取消"
    LOOKED_UP = "LOOKED_UP", "中心工作人员查询账户"
    ENDED_BY_OFFICE = "ENDED_BY_OFFICE", "中心工作人员结束登录"


class AccountEvent(models.Model):
    """One thing that happened to an account; `note` holds no number and no name of a person."""

    account = models.ForeignKey("fund_services.OnlineAccount", models.PROTECT, related_name="+")
    kind = models.CharField("事项", max_length=20, choices=AccountEventKind)
    at = models.DateTimeField("时间")
    device = models.CharField("设备", max_length=100, blank=True, default="")
    address = models.CharField("网络地址", max_length=45, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "账户记录"
        indexes = [models.Index(fields=["account", "-at"], name="account_event_of")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"
