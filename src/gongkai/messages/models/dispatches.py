"""What was sent to one person by one way (发送记录), and how far it came."""

from django.db import models
from django.db.models import Q

from gongkai.messages.models.mails import Mail
from gongkai.messages.models.notices import Notice
from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.message_events import Way


class DispatchState(models.TextChoices):
    """How far a dispatch came."""

    QUEUED = "QUEUED", "等待发送"
    SENDING = "SENDING", "正在发送"
    DOUBTFUL = "DOUBTFUL", "结果不明"
    SENT = "SENT", "已发出"
    DELIVERED = "DELIVERED", "已送达"
    FAILED = "FAILED", "未送达"


class Dispatch(models.Model):
    """One message by one way, sent once: `key` names what for, and is the same message for ever.

    SENT is that the gateway, the mail server or the post took it; DELIVERED that it arrived, as a
    delivery report tells, or on screen that the officer saw it. `next_at` is when it is worked on
    next: sent, asked about, or, while somebody is at it, taken from him. `rounds` counts how often
    somebody had it sent again by hand; the gateway knows each round by a number of its own.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    key = models.CharField("用途", max_length=100)
    way = models.CharField(
        "方式", max_length=10, choices=[(each.value, each.label) for each in Way]
    )
    event = models.CharField("事项", max_length=40)
    subject = models.CharField("对象", max_length=200, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    notice = models.OneToOneField(Notice, models.PROTECT, null=True, related_name="+")
    mail = models.OneToOneField(Mail, models.PROTECT, null=True, related_name="+")
    # A phone number, a mail address, an openid, or where a letter goes to.
    address = EncryptedTextField("接收地址", blank=True)
    addressee = EncryptedTextField("收件人", blank=True)
    heading = models.CharField("标题", max_length=200, blank=True)
    text = EncryptedTextField("内容")
    # What a gateway's or platform's own template is filled with.
    fields = models.JSONField("模板参数", default=dict, blank=True)
    # Or a code. Whoever has it acts for the recipient: so it is nowhere else, and never shown.
    link = EncryptedTextField("网址", blank=True)
    is_urgent = models.BooleanField("紧急", default=False)
    # Sent by whoever asked for it, with files that only he has.
    by_caller = models.BooleanField("由业务模块发送", default=False)
    state = models.CharField(
        "状态", max_length=10, choices=DispatchState, default=DispatchState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    rounds = models.PositiveSmallIntegerField("人工重发次数", default=0)
    queued_at = models.DateTimeField("登记时间")
    claimed_at = models.DateTimeField("开始发送时间", null=True)
    # When the gateway was first asked, if nobody knows what became of that.
    asked_at = models.DateTimeField("首次提交时间", null=True)
    next_at = models.DateTimeField("下次处理时间", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    delivered_at = models.DateTimeField("送达时间", null=True)
    failed_at = models.DateTimeField("失败时间", null=True)
    failure = models.CharField("未送达原因", max_length=300, blank=True)
    wire_id = models.CharField("本方编号", max_length=40, unique=True)
    outside_id = models.CharField("对方编号", max_length=100, blank=True)
    tracking_no = models.CharField("邮件号码", max_length=40, blank=True)
    posted_on = models.DateField("交寄日期", null=True)
    handled_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    given_up_at = models.DateTimeField("不再发送时间", null=True)
    given_up_reason = models.CharField("不再发送的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "发送记录"
        constraints = [
            models.UniqueConstraint(fields=["key", "way"], name="dispatched_once_a_way"),
            models.CheckConstraint(
                condition=~Q(state="SENT") | Q(sent_at__isnull=False), name="sent_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state="DELIVERED") | Q(delivered_at__isnull=False),
                name="delivered_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="FAILED") | (Q(failed_at__isnull=False) & ~Q(failure="")),
                name="failed_has_moment_and_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-queued_at"], name="dispatch_list"),
            models.Index(fields=["agency", "state", "-queued_at"], name="dispatch_by_state"),
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="dispatch_due"
            ),
            models.Index(
                fields=["agency", "-queued_at"],
                condition=Q(state__in=["FAILED", "DOUBTFUL"], given_up_at=None),
                name="dispatch_dead",
            ),
            models.Index(
                fields=["agency", "subject"], condition=~Q(subject=""), name="dispatch_about"
            ),
            models.Index(
                fields=["outside_id"], condition=~Q(outside_id=""), name="dispatch_outside"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.get_way_display()}"

    @property
    def shown_text(self) -> str:
        """Return the text as it may be shown, without the recipient's own link or code."""
        told = "（收件人专用网址）" if "/" in self.link else "（验证码）"
        return str(self.text).replace(self.link, told) if self.link else self.text

    @property
    def is_dead(self) -> bool:
        """Tell whether somebody has to decide what becomes of it; not while it is asked about."""
        ended = self.state in (DispatchState.FAILED, DispatchState.DOUBTFUL)
        return ended and self.given_up_at is None and self.next_at is None
