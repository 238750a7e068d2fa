"""What goes along with handling: what is sent to the business system, reminders, own limits."""

from django.db import models
from django.db.models import Q


class SendingState(models.TextChoices):
    """How far business is on its way to the business system (提交状态)."""

    WAITING = "WAITING", "待提交"
    SENDING = "SENDING", "正在提交"
    SENT = "SENT", "已收到"
    DONE = "DONE", "已办结"
    REFUSED = "REFUSED", "未通过"
    CANCELLED = "CANCELLED", "已取消"


class CoreSending(models.Model):
    """Business on its way to the business system (业务提交), once for each approval.

    `once` is the idempotency key, made of the receipt number: tried again it is the same business
    there. `next_at` is when it is tried again, or its status asked for again.
    """

    application = models.ForeignKey(
        "fund_services.Application", models.PROTECT, related_name="+", verbose_name="办件"
    )
    once = models.CharField("幂等键", max_length=60, unique=True)
    state = models.CharField(
        "提交状态", max_length=10, choices=SendingState, default=SendingState.WAITING
    )
    tries = models.PositiveIntegerField("未成功次数", default=0)
    next_at = models.DateTimeField("下次时间", null=True)
    problem = models.CharField("情况", max_length=300, blank=True, default="")
    core_no = models.CharField("业务流水号", max_length=60, blank=True, default="")
    core_state = models.CharField("业务状态", max_length=20, blank=True, default="")
    asked_at = models.DateTimeField("最近查询", null=True)
    made_at = models.DateTimeField("建立时间")

    class Meta:
        verbose_name = "业务提交"
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="core_sending_due"
            ),
            models.Index(fields=["application"], name="core_sending_of"),
        ]

    def __str__(self) -> str:
        return self.once


class ApplicationReminder(models.Model):
    """A reminder of an application's due day, given once (办件提醒)."""

    application = models.ForeignKey(
        "fund_services.Application", models.PROTECT, related_name="+", verbose_name="办件"
    )
    kind = models.CharField("提醒", max_length=10)
    due_on = models.DateField("期限")
    for_on = models.DateField("应提醒日期")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "办件提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "due_on"], name="application_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class ServiceLimits(models.Model):
    """The limits that a centre set for business filed from a day on (办事期限); never changed.

    `items` holds the days for the decision by code of item.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    in_force_from = models.DateField("启用日期")
    basis = models.CharField("依据", max_length=200)
    accept_days = models.PositiveSmallIntegerField("受理（工作日）")
    correct_days = models.PositiveSmallIntegerField("补正（工作日）")
    days = models.PositiveSmallIntegerField("一般办理时限")
    counting = models.CharField("期限计算", max_length=10)
    moves = models.BooleanField("末日遇休息日顺延")
    correction = models.CharField("补正期间", max_length=10)
    items = models.JSONField("各事项的天数", default=dict)
    set_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "办事期限"
        constraints = [
            models.UniqueConstraint(fields=["agency", "in_force_from"], name="service_limits_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.in_force_from}"
