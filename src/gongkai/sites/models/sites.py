"""The website of an organ: the hosts it answers to, and every version of what is set of it."""

from django.db import models


class Site(models.Model):
    """The website of one organ (政府网站); `current` is the version the public sees."""

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="+")
    current = models.OneToOneField(
        "sites.SiteVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "网站"

    def __str__(self) -> str:
        return f"{self.agency}网站"


class SiteHost(models.Model):
    """A host name that a site answers to; the first one is the one links are written with."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="hosts")
    name = models.CharField("域名", max_length=253, unique=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "网站域名"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class SiteVersion(models.Model):
    """All that was set of a site at one time; never changed, so that any can be looked at again."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("序号")
    # What queries.site_content.SiteContent holds.
    content = models.JSONField("内容")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("保存时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "网站设置"
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="site_version_once")]

    def __str__(self) -> str:
        return f"{self.site} #{self.number}"


class SitePreview(models.Model):
    """What an officer typed of a site and wants to look at, before any of it is kept."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="previews")
    officer = models.ForeignKey("agencies.Officer", models.CASCADE, related_name="+")
    content = models.JSONField("内容")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "网站预览"
        constraints = [
            models.UniqueConstraint(fields=["site", "officer"], name="one_preview_an_officer")
        ]

    def __str__(self) -> str:
        return f"{self.site}（{self.officer}）"


class SiteFile(models.Model):
    """A picture or file of a site or one of its pages.

    `is_public` says whether what the public sees uses it; operations keep it true.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="files")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("文件类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    stored_name = models.CharField("存放名称", max_length=80, unique=True)
    alt_text = models.CharField("替代文本", max_length=200, blank=True)
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    added_at = models.DateTimeField("加入时间")
    is_public = models.BooleanField("已公开", default=False)

    class Meta:
        verbose_name = "网站文件"

    def __str__(self) -> str:
        return self.name
