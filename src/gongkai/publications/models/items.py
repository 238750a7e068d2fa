"""Items of information on their way to the public, with all that was written and said on it."""

from django.db import models
from django.db.models import F, Q

from gongkai.publications.models.columns import Column


class ItemState(models.TextChoices):
    """Where an item stands between its draft and the public (三审三校)."""

    DRAFT = "DRAFT", "草稿"
    IN_REVIEW = "IN_REVIEW", "审核中"
    APPROVED = "APPROVED", "待发布"
    PUBLISHED = "PUBLISHED", "已发布"
    TAKEN_DOWN = "TAKEN_DOWN", "已撤下"
    EXPIRED = "EXPIRED", "已到期"
    ABANDONED = "ABANDONED", "已作废"


class Validity(models.TextChoices):
    """Whether a document is in force (有效性)."""

    NONE = "NONE", "不涉及"
    IN_FORCE = "IN_FORCE", "有效"
    AMENDED = "AMENDED", "已修改"
    REPEALED = "REPEALED", "废止"
    INVALID = "INVALID", "失效"


class Item(models.Model):
    """One piece of information disclosed unasked, with its page's metadata (条例 arts 12, 19–26).

    `state`, `review_round`, `index_no` and what is public of it are set by operations alone.
    `version` counts what was done to the item: who saves an older one is told what happened since.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    column = models.ForeignKey(Column, models.PROTECT, related_name="+", verbose_name="主栏目")
    also_in = models.ManyToManyField(Column, blank=True, related_name="+", verbose_name="同时列入")
    title = models.CharField("标题", max_length=200)
    summary = models.CharField("内容概述", max_length=500, blank=True)
    body = models.TextField("正文", blank=True)
    index_no = models.CharField("索引号", max_length=60, blank=True)
    topic = models.CharField("主题分类", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=100, blank=True)
    document_no = models.CharField("发文字号", max_length=60, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity, default=Validity.NONE)
    effective_on = models.DateField("实施日期", null=True, blank=True)
    invalid_on = models.DateField("废止或失效日期", null=True, blank=True)
    audience = models.CharField("公开范围", max_length=40, default="面向社会")
    source = models.CharField("信息来源", max_length=100, blank=True)
    keywords = models.CharField("关键词", max_length=100, blank=True)
    publish_at = models.DateTimeField("定时发布", null=True, blank=True)
    expire_at = models.DateTimeField("到期撤下", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=ItemState, default=ItemState.DRAFT)
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    department = models.ForeignKey(
        "agencies.Department", models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_round = models.ForeignKey("review.Round", models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(
        "publications.OfficialDocument", models.PROTECT, null=True, related_name="+"
    )
    publication = models.OneToOneField(
        "publications.Publication", models.PROTECT, null=True, related_name="+"
    )
    # What the public reads: it stays as it is while somebody works on the next version.
    public_revision = models.OneToOneField(
        "publications.ItemRevision", models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField("起草时间")
    changed_at = models.DateTimeField("修改时间")
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    # Of the public version; the next one may be given another.
    public_until = models.DateTimeField("公开至", null=True, blank=True)
    taken_down_at = models.DateTimeField("撤下时间", null=True, blank=True)
    taken_down_reason = models.CharField("撤下原因", max_length=300, blank=True)
    # Who has it open for writing, so that nobody else starts on the same text.
    locked_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "信息"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "index_no"], condition=~Q(index_no=""), name="index_no_once"
            ),
            models.CheckConstraint(
                condition=Q(public_revision=None)
                | Q(published_at__isnull=False, publication__isnull=False),
                name="public_item_is_on_record",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["TAKEN_DOWN", "EXPIRED", "ABANDONED"])
                | Q(public_revision=None),
                name="nothing_withdrawn_is_public",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["IN_REVIEW", "APPROVED", "PUBLISHED"])
                | Q(review_round__isnull=False),
                name="nothing_passes_without_a_round",
            ),
            models.CheckConstraint(
                condition=Q(expire_at=None) | Q(publish_at=None) | Q(expire_at__gt=F("publish_at")),
                name="item_expires_after_it_is_published",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-changed_at"], name="item_list"),
            models.Index(fields=["agency", "column", "-published_at"], name="item_column"),
            models.Index(fields=["agency", "drafter", "-changed_at"], name="item_drafter"),
            models.Index(fields=["drafter", "state", "-changed_at"], name="item_drafts"),
            models.Index(fields=["agency", "column", "-changed_at", "-id"], name="item_in_column"),
            # What officers search stands in the index, so that no text is read for it.
            models.Index(
                fields=[
                    "agency",
                    "-changed_at",
                    "-id",
                    "state",
                    "title",
                    "document_no",
                    "index_no",
                ],
                name="item_changed",
            ),
            # The calendar of what goes out.
            models.Index(fields=["agency", "publish_at"], name="item_planned"),
            models.Index(fields=["agency", "published_at"], name="item_published"),
            models.Index(fields=["agency", "expire_at"], name="item_expires"),
            models.Index(fields=["agency", "taken_down_at"], name="item_taken_down"),
            models.Index(
                fields=["agency", "publication"],
                condition=Q(public_revision=None, published_at__isnull=False),
                name="item_withdrawn",
            ),
            models.Index(
                fields=["publish_at"], condition=Q(state="APPROVED"), name="item_to_publish"
            ),
            models.Index(
                fields=["public_until"],
                condition=Q(public_until__isnull=False),
                name="item_to_expire",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LinkKind(models.TextChoices):
    """How one item stands to another; shown on both."""

    INTERPRETS = "INTERPRETS", "解读"
    ORIGINAL = "ORIGINAL", "原文"
    RELATED = "RELATED", "相关"
    REPEALS = "REPEALS", "废止"
    AMENDS = "AMENDS", "修改"


class ItemLink(models.Model):
    """A link from one item to another of the same organ, seen from both sides."""

    source = models.ForeignKey(Item, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Item, models.PROTECT, related_name="links_in")
    kind = models.CharField("关系", max_length=12, choices=LinkKind)

    class Meta:
        verbose_name = "关联信息"
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="item_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="item_links_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"


class ItemRevision(models.Model):
    """All of an item as one officer left it; never changed, so that any two can be compared."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("序号")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("保存时间")
    content = models.JSONField("内容")
    content_hash = models.CharField("内容摘要", max_length=64)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "修订"
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="revision_no_once")]

    def __str__(self) -> str:
        return f"{self.item} #{self.number}"


class WorkingCopy(models.Model):
    """What an officer has typed into an item and not saved yet; it outlives his session."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    officer = models.ForeignKey("agencies.Officer", models.CASCADE, related_name="+")
    version = models.PositiveIntegerField("起于版本")
    content = models.JSONField("内容")
    saved_at = models.DateTimeField("暂存时间")

    class Meta:
        verbose_name = "暂存稿"
        constraints = [models.UniqueConstraint(fields=["item", "officer"], name="one_working_copy")]

    def __str__(self) -> str:
        return f"{self.item}（{self.officer}暂存）"


class ItemComment(models.Model):
    """A remark on an item among those who work on it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="comments")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    text = models.CharField("意见", max_length=1000)
    quoted = models.CharField("所指文字", max_length=200, blank=True)
    added_at = models.DateTimeField("提出时间")
    settled_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "批注"

    def __str__(self) -> str:
        return self.text[:40]
