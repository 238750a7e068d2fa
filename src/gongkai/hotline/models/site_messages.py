"""Messages (网站留言) of the 咨询投诉建议 box, each with the ticket that it became.

Its ticket's source tells whether it came by the site or by the WeChat account.
"""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.reply_limits import TicketKind


class MessageState(models.TextChoices):
    """Where a message stands between receipt and closing."""

    RECEIVED = "RECEIVED", "待答复"
    IN_REVIEW = "IN_REVIEW", "答复待审核"
    ANSWERED = "ANSWERED", "已答复"
    CLOSED = "CLOSED", "已办结"
    SET_ASIDE = "SET_ASIDE", "不予受理"


class PublicState(models.TextChoices):
    """Whether a message and its answer stand before the public (留言选登)."""

    NONE = "NONE", "未选登"
    PREPARED = "PREPARED", "选登待审核"
    PUBLISHED = "PUBLISHED", "已选登"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class AnswerWay(models.TextChoices):
    """How the sender wants his answer, besides the tracking page that always has it."""

    ONLINE = "ONLINE", "网上查询"
    PHONE = "PHONE", "电话告知"
    EMAIL = "EMAIL", "电子邮件"
    WECHAT = "WECHAT", "微信告知"


class SiteMessage(models.Model):
    """What somebody wrote, how it was answered, and what of it the public reads.

    The ticket has the days; `state` and `public_state` are set by operations alone. `version`
    counts what was done: who acts on an older one is told what happened since.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    ticket = models.OneToOneField("hotline.Ticket", models.PROTECT, related_name="+")
    query_digest = models.CharField(max_length=64)
    kind = models.CharField(
        "留言类别", max_length=20, choices=[(kind.value, kind.label) for kind in TicketKind]
    )
    title = EncryptedTextField("标题")
    text = EncryptedTextField("内容")
    name = EncryptedTextField("姓名", blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    email = EncryptedTextField("电子邮箱", blank=True)
    # Of who wrote to the WeChat account; shown to nobody, found by the keyed digest.
    openid = EncryptedTextField("微信用户标识", blank=True, default="")
    openid_digest = models.CharField(max_length=64, blank=True, default="")
    answer_way = models.CharField(
        "答复方式", max_length=10, choices=AnswerWay, default=AnswerWay.ONLINE
    )
    may_publish = models.BooleanField("同意选登", default=False)
    received_at = models.DateTimeField("收到时间")
    state = models.CharField(
        "状态", max_length=12, choices=MessageState, default=MessageState.RECEIVED
    )
    first_due_on = models.DateField("原答复期限")
    extended_on = models.DateField("延期日期", null=True, blank=True)
    extension_reason = models.CharField("延期理由", max_length=300, blank=True)
    answer = EncryptedTextField("答复", blank=True)
    drafted_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="拟稿人"
    )
    drafted_at = models.DateTimeField("拟稿时间", null=True)
    return_opinion = models.CharField("退回意见", max_length=300, blank=True)
    released_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    released_at = models.DateTimeField("答复时间", null=True)
    set_aside_reason = models.CharField("不予受理的理由", max_length=300, blank=True)
    public_state = models.CharField(
        "选登", max_length=10, choices=PublicState, default=PublicState.NONE
    )
    public_title = models.CharField("选登标题", max_length=100, blank=True)
    public_text = models.TextField("选登内容", blank=True)
    public_answer = models.TextField("选登答复", blank=True)
    prepared_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="整理人"
    )
    published_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="选登审核人"
    )
    published_at = models.DateTimeField("选登时间", null=True)
    withdrawn_reason = models.CharField("撤回选登的理由", max_length=300, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "网站留言"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="message_no_once"),
            # Of the form as it was sent: sent twice, it is one message all the same.
            models.UniqueConstraint(fields=["agency", "query_digest"], name="message_form_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["ANSWERED", "CLOSED"])
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="answered_message_was_released",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=models.F("drafted_by")),
                name="nobody_releases_his_own_answer",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=models.F("prepared_by")),
                name="nobody_publishes_his_own_version",
            ),
            models.CheckConstraint(
                condition=~Q(public_state="PUBLISHED")
                | Q(published_at__isnull=False, may_publish=True),
                name="published_message_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(answer_way="WECHAT") & ~Q(openid="") & ~Q(openid_digest="")
                | ~Q(answer_way="WECHAT") & Q(openid="", openid_digest=""),
                name="wechat_message_has_follower",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "received_at"], name="message_list"),
            models.Index(fields=["agency", "public_state", "-published_at"], name="message_public"),
            models.Index(fields=["agency", "received_at"], name="message_year"),
            models.Index(
                fields=["agency", "openid_digest", "-received_at"],
                condition=~Q(openid_digest=""),
                name="message_of_follower",
            ),
        ]

    def __str__(self) -> str:
        return self.register_no


class SiteMessageReminder(models.Model):
    """A reminder of a message's due day, given once."""

    message = models.ForeignKey(SiteMessage, models.CASCADE, related_name="+")
    kind = models.CharField("提醒", max_length=10)
    due_on = models.DateField("期限")
    for_on = models.DateField("应提醒日期")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "留言提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "kind", "due_on"], name="message_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
