"""Answers that agents give and the public reads: what holds now, and every version before it."""

from django.db import models
from django.db.models import F, Q


class VersionState(models.TextChoices):
    """Where a version of an answer stands between its draft and its use."""

    DRAFT = "DRAFT", "草稿"
    IN_REVIEW = "IN_REVIEW", "待审核"
    RELEASED = "RELEASED", "使用中"
    REPLACED = "REPLACED", "已被替代"


class KnowledgeEntry(models.Model):
    """One question and who answers for its answer; `released` is the version in use, if any.

    `origin_no` is the register number of the ticket or call it grew from. `review_on` is the day
    by which its owner looks whether it still holds. `version` counts what was done: who acts on
    an older one is told what happened since.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    entry_no = models.CharField("条目编号", max_length=40)
    topic_code = models.CharField("业务类别", max_length=12, blank=True)
    owner = models.ForeignKey(
        "agencies.Officer", models.PROTECT, related_name="+", verbose_name="责任人"
    )
    review_on = models.DateField("复核日期")
    reminded_of = models.DateField("已提醒的复核日期", null=True)
    origin_no = models.CharField("来源编号", max_length=40, blank=True)
    released = models.OneToOneField(
        "knowledge.AnswerVersion", models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField("停用时间", null=True)
    withdrawn_reason = models.CharField("停用理由", max_length=300, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "知识条目"
        constraints = [
            models.UniqueConstraint(fields=["agency", "entry_no"], name="entry_no_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(released=None), name="withdrawn_is_not_in_use"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "topic_code"], name="entry_topic"),
            models.Index(fields=["agency", "review_on"], name="entry_review"),
        ]

    def __str__(self) -> str:
        return self.entry_no


class AnswerVersion(models.Model):
    """A question with its answer as written once; a new wording is a new version.

    `basis` names the article it rests on, `item` the published information; `also_asked` has one
    other way of asking in each line. It holds from `valid_from` through `valid_until`.
    """

    entry = models.ForeignKey(KnowledgeEntry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版次")
    state = models.CharField(
        "状态", max_length=10, choices=VersionState, default=VersionState.DRAFT
    )
    question = models.CharField("问题", max_length=300)
    also_asked = models.TextField("其他问法", blank=True)
    answer = models.TextField("答复")
    basis = models.CharField("依据", max_length=300, blank=True)
    item = models.ForeignKey(
        "publications.Item", models.PROTECT, null=True, related_name="+", verbose_name="来源信息"
    )
    valid_from = models.DateField("生效日期")
    valid_until = models.DateField("失效日期", null=True)
    is_public = models.BooleanField("向社会公开", default=False)
    drafted_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, related_name="+", verbose_name="拟稿人"
    )
    drafted_at = models.DateTimeField("拟稿时间")
    return_opinion = models.CharField("退回意见", max_length=300, blank=True)
    released_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    released_at = models.DateTimeField("审核时间", null=True)

    class Meta:
        verbose_name = "知识条目版次"
        ordering = ("entry", "-number")
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="answer_version_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="answer_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("drafted_by")),
                name="nobody_releases_his_own_entry",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "IN_REVIEW"])
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="answer_in_use_was_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}-{self.number}"
