"""Calls that were answered, and numbers that wait to be called."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class CallRoute(models.TextChoices):
    VIA_12345 = "VIA_12345", "12345热线接通"
    DIRECT = "DIRECT", "电话直呼"
    TRANSFERRED = "TRANSFERRED", "12345转接"


class CallerKind(models.TextChoices):
    """Who calls, as the agent hears it."""

    WORKER = "WORKER", "缴存职工"
    EMPLOYER = "EMPLOYER", "缴存单位"
    OTHER = "OTHER", "其他"


class CallOutcome(models.TextChoices):
    """How a call ended."""

    ANSWERED = "ANSWERED", "当场答复"
    ESCALATED = "ESCALATED", "转诉求工单"
    TO_CALL_BACK = "TO_CALL_BACK", "约定回拨"
    PASSED_ON = "PASSED_ON", "转接其他部门"
    BROKEN_OFF = "BROKEN_OFF", "中途挂断"


class CallOrigin(models.TextChoices):
    """Where the record of a call comes from."""

    LEDGER = "LEDGER", "台账导入"
    DESK = "DESK", "坐席登记"
    EXCHANGE = "EXCHANGE", "话务系统导入"


class Call(models.Model):
    """One call that was answered.

    `outside_no` names it in the telephone exchange's records; `number_digest` tells calls of one
    number without the number. Seconds are whole ones. `version` counts the corrections.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    called_on = models.DateField("来电日期")
    route = models.CharField("接入方式", max_length=12, choices=CallRoute)
    origin = models.CharField(
        "记录来源", max_length=10, choices=CallOrigin, default=CallOrigin.LEDGER
    )
    outside_no = models.CharField("话单号", max_length=60, blank=True, default="")
    number = EncryptedTextField("来电号码", blank=True, default="")
    number_digest = models.CharField(max_length=64, blank=True, default="")
    caller_name = EncryptedTextField("来电人", blank=True, default="")
    caller_kind = models.CharField(
        "来电人类别", max_length=10, choices=CallerKind, blank=True, default=""
    )
    topic = models.ForeignKey(
        "hotline.Topic", models.PROTECT, null=True, related_name="+", verbose_name="业务类别"
    )
    question = EncryptedTextField("来电内容", blank=True, default="")
    answer = EncryptedTextField("答复", blank=True, default="")
    entry_no = models.CharField("知识条目", max_length=40, blank=True, default="")
    outcome = models.CharField(
        "处理结果", max_length=12, choices=CallOutcome, blank=True, default=""
    )
    ticket = models.ForeignKey(
        "hotline.Ticket", models.PROTECT, null=True, related_name="+", verbose_name="诉求工单"
    )
    agent = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="坐席"
    )
    began_at = models.DateTimeField("接通时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    waited = models.PositiveIntegerField("排队秒数", null=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "热线来电"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="call_no_once"),
            models.UniqueConstraint(
                fields=["agency", "outside_no"],
                condition=~models.Q(outside_no=""),
                name="call_outside_no_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | models.Q(began_at__isnull=False, ended_at__gte=models.F("began_at")),
                name="call_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "called_on", "route"], name="call_count"),
            models.Index(fields=["agency", "number_digest", "-called_on"], name="call_caller"),
            models.Index(fields=["agent", "called_on"], name="call_agent"),
            models.Index(fields=["agency", "-called_on", "-id"], name="call_list"),
        ]

    def __str__(self) -> str:
        return self.register_no

    @property
    def seconds(self) -> int | None:
        """Return how long was talked; None where that is not on record."""
        if self.began_at is None or self.ended_at is None:
            return None
        return int((self.ended_at - self.began_at).total_seconds())


class WaitingKind(models.TextChoices):
    """Why a number waits to be called."""

    MISSED = "MISSED", "未接来电"
    PROMISED = "PROMISED", "约定回拨"


class WaitingState(models.TextChoices):
    """How far a waiting number has come."""

    WAITING = "WAITING", "待回拨"
    TAKEN = "TAKEN", "回拨中"
    DONE = "DONE", "已回拨"
    GIVEN_UP = "GIVEN_UP", "多次未接通"


class WaitingCall(models.Model):
    """A number that waits to be called; an agent takes it, so that nobody is called by two."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=WaitingKind)
    number = EncryptedTextField("号码")
    number_digest = models.CharField(max_length=64)
    outside_no = models.CharField("话单号", max_length=60, blank=True, default="")
    note = EncryptedTextField("事由", blank=True, default="")
    asked_at = models.DateTimeField("登记时间")
    call_at = models.DateTimeField("约定时间", null=True)
    state = models.CharField(
        "状态", max_length=10, choices=WaitingState, default=WaitingState.WAITING
    )
    attempts = models.PositiveSmallIntegerField("拨打次数", default=0)
    taken_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="坐席"
    )
    taken_at = models.DateTimeField("领取时间", null=True)
    call = models.ForeignKey("hotline.Call", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "待回拨号码"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "outside_no"],
                condition=~models.Q(outside_no=""),
                name="waiting_outside_no_once",
            ),
            # An agent calls one number back at a time; asked for twice at once, he gets one.
            models.UniqueConstraint(
                fields=["taken_by"],
                condition=models.Q(state="TAKEN"),
                name="one_call_back_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "asked_at"], name="waiting_list")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
