"""A year's form of the website: what was entered over the records, signed, frozen and published."""

from django.db import models
from django.db.models import Q

from gongkai.rules.website_form import ColumnGroup, Interpretation


class WebsiteReport(models.Model):
    """One organ's 政府网站工作年度报表 of a year; its figures are counted, never stored here."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "填报中"
        IN_REVIEW = "IN_REVIEW", "审签中"
        SIGNED = "SIGNED", "已签发"
        PUBLISHED = "PUBLISHED", "已公布"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    round = models.ForeignKey("review.Round", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("公布时间", null=True)
    published_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "网站年度报表"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="one_website_report_per_year"),
            models.CheckConstraint(
                condition=~Q(state="PUBLISHED") | Q(published_at__isnull=False),
                name="published_website_report_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年政府网站工作年度报表"


class EnteredValue(models.Model):
    """What somebody entered in a field; over a counted value with the reason, and what that was."""

    report = models.ForeignKey(WebsiteReport, models.PROTECT, related_name="entered")
    field = models.CharField("项目", max_length=40)
    value = models.CharField("填报值", max_length=200, blank=True)
    counted = models.CharField("当时的统计值", max_length=200, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = "填报值"
        constraints = [
            models.UniqueConstraint(fields=["report", "field"], name="website_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.field}：{self.value}"


class ColumnUse(models.Model):
    """In which figures of the form a column counts, where its organ has said so."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    column = models.OneToOneField("publications.Column", models.CASCADE, related_name="+")
    group = models.CharField(
        "信息发布", max_length=10, choices=[(each.value, each.label) for each in ColumnGroup]
    )
    interprets = models.CharField(
        "解读回应", max_length=10, choices=[(each.value, each.label) for each in Interpretation]
    )

    class Meta:
        verbose_name = "栏目统计口径"

    def __str__(self) -> str:
        return f"{self.column}：{self.get_group_display()}"


class WebsiteSnapshot(models.Model):
    """The form as signed: every value, who signed, its SHA-256. Never edited."""

    report = models.OneToOneField(WebsiteReport, models.PROTECT, related_name="snapshot")
    content = models.JSONField("报表内容")
    content_hash = models.CharField("内容摘要", max_length=64)
    signed_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("签发时间")

    class Meta:
        verbose_name = "网站年度报表存档"

    def __str__(self) -> str:
        return f"{self.report}（{self.content_hash[:12]}）"


class WebsiteReportReminder(models.Model):
    """A reminder of the day on which a year's form is to be public, given once."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("提醒", max_length=10)
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "网站年度报表提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "kind"], name="website_report_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"
