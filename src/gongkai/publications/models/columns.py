"""Columns of the site, the order of sign-off in each, and what an organ has set for publishing."""

from django.db import models


class SitePart(models.TextChoices):
    """Where a column belongs: an ordinary one, or a fixed part of 政府信息公开 (61号)."""

    SITE = "SITE", "普通栏目"
    GUIDE = "GUIDE", "政府信息公开指南"
    INSTITUTIONS = "INSTITUTIONS", "政府信息公开制度"
    STATUTORY = "STATUTORY", "法定主动公开内容"
    ANNUAL_REPORTS = "ANNUAL_REPORTS", "政府信息公开年报"
    REQUESTS = "REQUESTS", "依申请公开"


class Column(models.Model):
    """A column (栏目) of the organ's website."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    code = models.SlugField("栏目代码", max_length=50)
    name = models.CharField("栏目名称", max_length=50)
    position = models.PositiveSmallIntegerField("次序", default=0)
    part = models.CharField("所属部分", max_length=20, choices=SitePart, default=SitePart.SITE)
    # No. of 条例 arts 20 and 21 that a column of 法定主动公开内容 stands for, e.g. "20-1".
    statutory_no = models.CharField("法定公开事项", max_length=10, blank=True)
    # What the column promises: at the latest after so many days something new is in it.
    update_days = models.PositiveSmallIntegerField("更新周期（天）", null=True, blank=True)
    # Empty means the organ's own order: [{"name": …, "roles": […], "checks": […]}, …].
    stages = models.JSONField("审核环节", default=list, blank=True)
    is_closed = models.BooleanField("停用", default=False)

    class Meta:
        verbose_name = "栏目"
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="column_code_once"),
            models.UniqueConstraint(fields=["agency", "name"], name="column_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PublishingSettings(models.Model):
    """What one organ has set for publishing; where nothing is set, the visible defaults hold."""

    agency = models.OneToOneField("agencies.Agency", models.CASCADE, related_name="+")
    stages = models.JSONField("审核环节", default=list, blank=True)
    title_limit = models.PositiveSmallIntegerField("标题字数上限", null=True, blank=True)
    reassess_months = models.PositiveSmallIntegerField("定期评估周期（月）", null=True, blank=True)
    document_word = models.CharField("发文机关代字", max_length=20, blank=True)
    document_head = models.CharField("发文机关标志", max_length=60, blank=True)
    # Codes below [local] of rules/data/attributes.toml that the organ offers besides the three.
    local_attributes = models.JSONField("本地公开属性", default=list, blank=True)

    class Meta:
        verbose_name = "发布设置"

    def __str__(self) -> str:
        return f"{self.agency}发布设置"


class OwnWord(models.Model):
    """A wrong or sensitive word that an organ adds to the built-in list, with what is right."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    wrong = models.CharField("错误表述", max_length=60)
    right = models.CharField("规范表述", max_length=60, blank=True)
    source = models.CharField("依据", max_length=200)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    added_at = models.DateTimeField("加入时间")
    removed_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "错敏词"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "wrong"],
                condition=models.Q(removed_at=None),
                name="own_word_once",
            )
        ]

    def __str__(self) -> str:
        return self.wrong
