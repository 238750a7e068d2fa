"""Guides to service items (办事指南): what holds from which day, and every version before it."""

from django.db import models
from django.db.models import F, Q


class GuideState(models.TextChoices):
    """Where a version of a guide stands between its draft and its use."""

    DRAFT = "DRAFT", "草稿"
    IN_REVIEW = "IN_REVIEW", "待审核"
    RELEASED = "RELEASED", "已审核"
    CANCELLED = "CANCELLED", "未生效即取消"


class GuideVersion(models.Model):
    """A guide as it stands from a day on (指南版本); what was released never changes.

    `elements` is the table that rules/service_guides reads. Of the released versions of an item
    that one holds whose `in_force_from` is the last that has come. A version without a writer is
    of the list to begin with: "待本中心确认" until somebody of the centre confirms it. `saved`
    counts how often a draft was written, so that nobody overwrites what another wrote.
    """

    item = models.ForeignKey(
        "fund_services.ServiceItem", models.PROTECT, related_name="+", verbose_name="服务事项"
    )
    number = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=10, choices=GuideState, default=GuideState.DRAFT)
    in_force_from = models.DateField("生效日期", null=True)
    elements = models.JSONField("指南要素")
    change_note = models.CharField("修改说明", max_length=200, blank=True, default="")
    saved = models.PositiveIntegerField("保存次数", default=1)
    written_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="拟稿人"
    )
    written_at = models.DateTimeField("拟稿时间")
    return_opinion = models.CharField("退回意见", max_length=300, blank=True, default="")
    released_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    released_at = models.DateTimeField("审核时间", null=True)
    confirmed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    confirmed_on = models.DateField("确认日期", null=True)

    class Meta:
        verbose_name = "指南版本"
        ordering = ("item", "-number")
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="guide_version_once"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["DRAFT", "IN_REVIEW"]),
                name="one_guide_written_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None)
                | Q(written_by=None)
                | ~Q(released_by=F("written_by")),
                name="nobody_releases_his_own_guide",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "IN_REVIEW"])
                | Q(released_at__isnull=False, in_force_from__isnull=False),
                name="guide_in_use_was_released",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "IN_REVIEW"])
                | Q(written_by=None)
                | Q(released_by__isnull=False),
                name="guide_written_is_released_by_one",
            ),
        ]
        indexes = [models.Index(fields=["item", "state", "in_force_from"], name="guide_in_force")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"

    @property
    def is_confirmed(self) -> bool:
        """Tell whether somebody of the centre stands for it."""
        return self.confirmed_on is not None
