"""A year's report: what the office wrote, waived and signed, and what was frozen and published."""

from django.db import models


class AnnualReport(models.Model):
    """One organ's report for one year (条例 arts 49, 50). Its figures are never stored here."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "编制中"
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
        verbose_name = "年度报告"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="one_report_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"


class NarrativePart(models.Model):
    """The template an office wrote for one part of the narrative, with live figures in it."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="parts")
    part = models.CharField("部分", max_length=20)
    template = models.TextField("文字")
    version = models.PositiveIntegerField("版本", default=1)
    edited_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "文字部分"
        constraints = [models.UniqueConstraint(fields=["report", "part"], name="one_text_per_part")]

    def __str__(self) -> str:
        return self.part


class Waiver(models.Model):
    """A finding that a named person let pass, for as long as its figures stay the same."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="waivers")
    rule = models.CharField("规则", max_length=40)
    where = models.CharField("位置", max_length=120)
    found = models.CharField("当时数值", max_length=300)
    reason = models.TextField("理由")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    waived_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "豁免"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "rule", "where", "found"], name="one_waiver_per_finding"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.where}"


class Snapshot(models.Model):
    """The report as signed: content, its SHA-256, who and when. Never edited."""

    report = models.OneToOneField(AnnualReport, models.PROTECT, related_name="snapshot")
    content = models.JSONField("报告内容")
    figures = models.JSONField("全部数值")
    content_hash = models.CharField("内容摘要", max_length=64)
    signed_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("签发时间")

    class Meta:
        verbose_name = "签发存档"

    def __str__(self) -> str:
        return f"{self.report}（{self.content_hash[:12]}）"


class SnapshotMembers(models.Model):
    """The register numbers behind one group of figures at sign-off, packed."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="members")
    figure = models.CharField("数值", max_length=80)
    packed = models.BinaryField("登记号")

    class Meta:
        verbose_name = "签发时记录"
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "figure"], name="one_member_list_per_figure"
            )
        ]

    def __str__(self) -> str:
        return self.figure
