"""What the public reads of a ticket and its reply (答复选登), without names."""

from django.db import models
from django.db.models import Q

from gongkai.hotline.models.site_messages import PublicState
from gongkai.hotline.models.tickets import Ticket


class PublicReply(models.Model):
    """The public version of one ticket: prepared by one officer, looked at by another."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="+")
    state = models.CharField(
        "选登", max_length=10, choices=PublicState, default=PublicState.PREPARED
    )
    title = models.CharField("选登标题", max_length=100)
    text = models.TextField("选登内容")
    answer = models.TextField("选登答复")
    prepared_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, related_name="+", verbose_name="整理人"
    )
    published_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="选登审核人"
    )
    published_at = models.DateTimeField("选登时间", null=True)
    withdrawn_reason = models.CharField("撤回选登的理由", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "工单答复选登"
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=models.F("prepared_by")),
                name="nobody_publishes_his_own_reply",
            ),
            models.CheckConstraint(
                condition=~Q(state="PUBLISHED")
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="published_reply_was_looked_at",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-published_at"], name="public_reply_list")
        ]

    def __str__(self) -> str:
        return self.title
