"""How somebody comes to act for an employer: applied for by the first, named by a manager."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField


class AgentNaming(models.Model):
    """A manager named somebody an agent (经办人授权); it counts once that person accepts.

    Whether the person has an account is not told to the manager: he is found by digest when he
    signs in.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    employer_no = models.CharField("单位账号", max_length=40)
    employer_name = models.CharField("单位名称", max_length=200)
    name = EncryptedTextField("姓名")
    identity_digest = models.CharField(max_length=64)
    is_manager = models.BooleanField("单位管理员", default=False)
    items = models.JSONField("可办事项", default=list)
    named_by = models.ForeignKey("fund_services.EmployerAgent", models.PROTECT, related_name="+")
    named_at = models.DateTimeField("授权时间")
    agent = models.ForeignKey(
        "fund_services.EmployerAgent", models.PROTECT, null=True, related_name="+"
    )
    # Accepted, declined or taken back.
    settled_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = "经办人授权"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "employer_no", "identity_digest"],
                condition=Q(settled_at=None),
                name="named_once_per_employer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.pk}"


class AgentApplicationState(models.TextChoices):
    """Where an application to be an employer's manager stands (管理员申请状态)."""

    WAITING = "WAITING", "待确认"
    CONFIRMED = "CONFIRMED", "已确认"
    REFUSED = "REFUSED", "未通过"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class AgentApplication(models.Model):
    """Somebody asks to be an employer's first manager (单位管理员申请), with materials."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    account = models.ForeignKey("fund_services.OnlineAccount", models.PROTECT, related_name="+")
    employer_no = models.CharField("单位账号", max_length=40)
    employer_name = models.CharField("单位名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    note = models.CharField("说明", max_length=500, blank=True, default="")
    filed_at = models.DateTimeField("提交时间")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=AgentApplicationState,
        default=AgentApplicationState.WAITING,
    )
    # None where the employer's contact on record settled it, see GONGKAI_AGENT_CONFIRMATION.
    decided_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("确认时间", null=True)
    reason = models.CharField("理由", max_length=300, blank=True, default="")
    agent = models.ForeignKey(
        "fund_services.EmployerAgent", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "单位管理员申请"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "employer_no"],
                condition=Q(state="WAITING"),
                name="agent_application_once",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "state", "filed_at"], name="agent_application_queue")
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.pk}"


class AgentMaterial(models.Model):
    """A material of such an application (管理员申请材料); its bytes stand sealed on disk."""

    application = models.ForeignKey(AgentApplication, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("文件类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    stored_name = models.CharField("存放名称", max_length=80, unique=True)
    added_at = models.DateTimeField("加入时间")

    class Meta:
        verbose_name = "管理员申请材料"

    def __str__(self) -> str:
        return self.name
