"""Asking callers how they find what was done (回访): each attempt, and an organ's plan for it."""

from django.db import models
from django.db.models import Q

from gongkai.hotline.models.tickets import Opinion
from gongkai.privacy.fields import EncryptedTextField


class CallBackWay(models.TextChoices):
    """By what way a caller is asked."""

    PHONE = "PHONE", "电话回访"
    LINK = "LINK", "链接评价"
    PLATFORM = "PLATFORM", "12345平台回访"


class CallBackState(models.TextChoices):
    """How one attempt went."""

    CALLING = "CALLING", "回访中"
    SENT = "SENT", "已发链接"
    REACHED = "REACHED", "已评价"
    REFUSED = "REFUSED", "接通但不评价"
    NOT_REACHED = "NOT_REACHED", "未接通"
    LAPSED = "LAPSED", "逾期未评价"


class CallBack(models.Model):
    """One attempt to get a caller's opinion on a ticket's answer.

    `round` counts how often the ticket had been handled again by then. A link is known by the
    digest of its code alone.
    """

    ticket = models.ForeignKey("hotline.Ticket", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("办理轮次", default=0)
    way = models.CharField("回访方式", max_length=10, choices=CallBackWay)
    state = models.CharField("结果", max_length=12, choices=CallBackState)
    begun_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="回访人"
    )
    opinion = models.CharField(
        "对结果的评价", max_length=20, choices=Opinion, blank=True, default=""
    )
    attitude = models.CharField(
        "对态度的评价", max_length=20, choices=Opinion, blank=True, default=""
    )
    reason = models.CharField("不满意之处", max_length=20, blank=True, default="")
    remark = EncryptedTextField("诉求人意见", blank=True, default="")
    link_digest = models.CharField(max_length=64, blank=True, default="")
    link_until = models.DateField("链接有效期至", null=True)

    class Meta:
        verbose_name = "回访"
        constraints = [
            # While one agent calls, no other does.
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state="CALLING"), name="called_back_by_one"
            ),
            models.UniqueConstraint(
                fields=["link_digest"], condition=~Q(link_digest=""), name="call_back_link_once"
            ),
            models.CheckConstraint(
                condition=Q(state="REACHED") | Q(opinion="", attitude=""),
                name="opinion_was_reached",
            ),
            models.CheckConstraint(
                condition=~Q(state="REACHED") | ~Q(opinion=""), name="reached_has_opinion"
            ),
        ]
        indexes = [models.Index(fields=["ticket", "round", "state"], name="call_back_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.state}"


class CallBackSetting(models.Model):
    """What an organ set for its call-backs; without one the default holds."""

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField("回访比例")
    attempts = models.PositiveSmallIntegerField("拨打次数")
    link_days = models.PositiveSmallIntegerField("评价链接有效天数")
    set_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "回访设置"

    def __str__(self) -> str:
        return f"{self.share}%"
