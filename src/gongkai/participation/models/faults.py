"""找错: what is wrong on the site, as somebody told, and what was done about it."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class FaultKind(models.TextChoices):
    """What is wrong."""

    TYPO = "TYPO", "错别字"
    LINK = "LINK", "链接打不开"
    CONTENT = "CONTENT", "内容有误"
    ATTACHMENT = "ATTACHMENT", "附件有误"
    OTHER = "OTHER", "其他问题"


class FaultSource(models.TextChoices):
    """The way a fault came to be known."""

    SITE = "SITE", "本站"
    NATIONAL = "NATIONAL", "全国找错平台转来"
    OTHER = "OTHER", "其他渠道"


class FaultState(models.TextChoices):
    """How far handling has come."""

    RECEIVED = "RECEIVED", "待转办"
    TURNED = "TURNED", "办理中"
    HANDLED = "HANDLED", "已办结"


class FaultOutcome(models.TextChoices):
    """What was found."""

    MENDED = "MENDED", "属实，已改正"
    NOT_A_FAULT = "NOT_A_FAULT", "经核实没有错误"
    ELSEWHERE = "ELSEWHERE", "不属于本网站，已告知"


class SiteFault(models.Model):
    """A fault of the site that somebody reported."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("回执号", max_length=40)
    source = models.CharField("来源", max_length=10, choices=FaultSource)
    platform_no = models.CharField("平台编号", max_length=60, blank=True)
    kind = models.CharField("问题类型", max_length=12, choices=FaultKind)
    address = models.CharField("网页地址", max_length=500, blank=True)
    text = EncryptedTextField("问题描述")
    contact = EncryptedTextField("联系方式", blank=True)
    received_on = models.DateField("收到日期")
    received_at = models.DateTimeField("登记时间")
    state = models.CharField("状态", max_length=10, choices=FaultState, default=FaultState.RECEIVED)
    turned_on = models.DateField("转办日期", null=True)
    turned_to = models.CharField("承办单位", max_length=100, blank=True)
    handled_on = models.DateField("办结日期", null=True)
    handled_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("办理结果", max_length=12, choices=FaultOutcome, blank=True)
    reply = models.TextField("答复", blank=True)
    token_digest = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        verbose_name = "网站找错"
        indexes = [models.Index(fields=["agency", "state", "received_on"], name="fault_list")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="fault_no_once"),
            models.UniqueConstraint(
                fields=["agency", "platform_no"],
                condition=~models.Q(platform_no=""),
                name="fault_platform_no_once",
            ),
        ]

    def __str__(self) -> str:
        return self.register_no


class FaultLimits(models.Model):
    """An organ's own limits for handling faults, in working days."""

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="+")
    turn_days = models.PositiveSmallIntegerField("转办期限")
    handle_days = models.PositiveSmallIntegerField("办结期限")

    class Meta:
        verbose_name = "找错办理期限"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(turn_days__gte=1)
                & models.Q(handle_days__gte=models.F("turn_days")),
                name="fault_limits_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.turn_days}/{self.handle_days}"
