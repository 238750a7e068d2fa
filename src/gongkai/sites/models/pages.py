"""Pages that editors make of blocks: topical ones (专题) and free ones."""

from django.db import models
from django.db.models import Q

from gongkai.sites.models.sites import Site


class PageKind(models.TextChoices):
    """What a page of blocks is."""

    TOPIC = "TOPIC", "专题"
    FREE = "FREE", "单页"


class PageBlockKind(models.TextChoices):
    """What an editor can put on a page."""

    HEADING = "HEADING", "小标题"
    TEXT = "TEXT", "文字"
    PICTURE = "PICTURE", "图片"
    NEWEST = "NEWEST", "信息列表"
    LINKS = "LINKS", "链接组"
    FILE = "FILE", "附件文件"
    QUESTIONS = "QUESTIONS", "折叠问答"
    TABLE = "TABLE", "数据表"
    NOTE = "NOTE", "提示框"


class PageState(models.TextChoices):
    """Where a page stands between its draft and the public."""

    DRAFT = "DRAFT", "草稿"
    IN_REVIEW = "IN_REVIEW", "审核中"
    APPROVED = "APPROVED", "待发布"
    PUBLISHED = "PUBLISHED", "已发布"
    TAKEN_DOWN = "TAKEN_DOWN", "已撤下"
    ABANDONED = "ABANDONED", "已作废"


class SitePage(models.Model):
    """A page made of blocks; the public reads `public_revision`, whatever is worked on since."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="pages")
    kind = models.CharField("页面类别", max_length=10, choices=PageKind)
    slug = models.SlugField("页面代码", max_length=50)
    title = models.CharField("标题", max_length=100)
    summary = models.CharField("简介", max_length=300, blank=True)
    blocks = models.JSONField("内容块", default=list)
    state = models.CharField("状态", max_length=12, choices=PageState, default=PageState.DRAFT)
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    review_round = models.ForeignKey("review.Round", models.PROTECT, null=True, related_name="+")
    public_revision = models.OneToOneField(
        "sites.SitePageRevision", models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField("起草时间")
    changed_at = models.DateTimeField("修改时间")
    # When a topic was opened and closed: the yearly form counts both.
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    taken_down_at = models.DateTimeField("撤下时间", null=True, blank=True)
    taken_down_reason = models.CharField("撤下原因", max_length=300, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "网站页面"
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="site_page_once"),
            models.CheckConstraint(
                condition=Q(public_revision=None) | Q(published_at__isnull=False),
                name="public_page_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SitePageRevision(models.Model):
    """All of a page as one officer left it; never changed."""

    page = models.ForeignKey(SitePage, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("序号")
    content = models.JSONField("内容")
    content_hash = models.CharField("内容摘要", max_length=64)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("保存时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "页面修订"
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="site_page_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.page} #{self.number}"
