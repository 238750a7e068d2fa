"""The exchange with the city's 12345 platform: where it is, what was fetched, what was told."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class PlatformLink(models.Model):
    """An organ's connection to the platform; one process speaks with it at a time.

    `cursor` is how far it was fetched; `told_to` the last event of a ticket that was looked at.
    """

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="+")
    base = models.CharField("接口地址", max_length=300)
    key_number = models.CharField("密钥编号", max_length=60)
    secret = EncryptedTextField("密钥")
    is_on = models.BooleanField("启用", default=False)
    cursor = models.CharField("游标", max_length=60, blank=True, default="")
    busy_until = models.DateTimeField("占用至", null=True)
    next_at = models.DateTimeField("下次联系时间", null=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    failure = models.CharField("失败原因", max_length=300, blank=True, default="")
    answered_at = models.DateTimeField("最近成功时间", null=True)
    set_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "12345平台连接"

    def __str__(self) -> str:
        return self.base


class PlatformFault(models.Model):
    """An entry of the platform that could not be taken, until somebody has seen to it."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    number = models.CharField("平台工单号", max_length=60, blank=True)
    reason = models.CharField("原因", max_length=300)
    at = models.DateTimeField("时间")
    seen_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "未接收的平台工单"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number", "reason"], name="platform_fault_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.reason}"


class PlatformOrderTaken(models.Model):
    """An order of the platform that was carried out, so that it is not a second time."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    key = models.CharField("事项编号", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "已接收的平台事项"
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="platform_order_once")
        ]

    def __str__(self) -> str:
        return self.key


class TellingState(models.TextChoices):
    """How far the platform was told of an event."""

    QUEUED = "QUEUED", "待回传"
    SENT = "SENT", "已回传"
    REFUSED = "REFUSED", "平台未接受"
    DROPPED = "DROPPED", "不再回传"


class PlatformTelling(models.Model):
    """One event of a ticket that the platform is told of; in order, one after the other."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    event = models.OneToOneField("hotline.TicketEvent", models.PROTECT, related_name="+")
    state = models.CharField(
        "状态", max_length=10, choices=TellingState, default=TellingState.QUEUED
    )
    attempts = models.PositiveIntegerField("尝试次数", default=0)
    told_at = models.DateTimeField("回传时间", null=True)
    failure = models.CharField("原因", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "平台回传"
        indexes = [models.Index(fields=["agency", "state", "event"], name="platform_telling")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.state}"
