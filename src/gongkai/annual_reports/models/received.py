"""Finished reports of other organs: who owes one, what arrived, and what the office decided."""

from django.db import models


class Collection(models.Model):
    """The reports of one year that a city's disclosure office collects (报送任务)."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    due_on = models.DateField("报送截止日")
    opened_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("建立时间")

    class Meta:
        verbose_name = "报送任务"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="one_collection_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年度报告报送"


class CollectionOrgan(models.Model):
    """An organ that owes a report; `agency` where it is one of this installation (应报单位)."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="organs")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    name = models.CharField("单位全称", max_length=100)
    contact = models.CharField("联系人", max_length=100, blank=True)
    position = models.PositiveIntegerField("顺序")

    class Meta:
        verbose_name = "应报单位"
        constraints = [
            models.UniqueConstraint(fields=["collection", "name"], name="organ_once_by_name"),
            models.UniqueConstraint(
                fields=["collection", "agency"],
                condition=models.Q(agency__isnull=False),
                name="organ_once_by_agency",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReceivedReport(models.Model):
    """One file that arrived, what was read in it and found, and the verdict.

    `is_previous` marks last year's report of the organ, kept for comparison only; every other one
    that belongs to an organ has a version number, in the order of arrival.
    """

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", "等待读取"
        READ = "READ", "已读取"
        UNREADABLE = "UNREADABLE", "无法读取"
        FAILED = "FAILED", "处理出错"

    class Verdict(models.TextChoices):
        NONE = "NONE", "未审核"
        ACCEPTED = "ACCEPTED", "已通过"
        RETURNED = "RETURNED", "已退回"

    class Match(models.TextChoices):
        NONE = "NONE", "未归入单位"
        TITLE = "TITLE", "按报告标题"
        FILE_NAME = "FILE_NAME", "按文件名"
        OFFICER = "OFFICER", "由工作人员指定"

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="reports")
    organ = models.ForeignKey(CollectionOrgan, models.PROTECT, null=True, related_name="reports")
    version = models.PositiveIntegerField("版本", null=True)
    is_previous = models.BooleanField("上年报告", default=False)
    match = models.CharField("归入方式", max_length=10, choices=Match, default=Match.NONE)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间")
    file_name = models.CharField("存放名称", max_length=80)
    original_name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    message = models.CharField("说明", max_length=500, blank=True)
    content = models.JSONField("报告内容", null=True)
    evidence = models.JSONField("读取依据", null=True)
    content_hash = models.CharField("内容摘要", max_length=64, blank=True)
    findings = models.JSONField("检查结果", default=list)
    rules_version = models.CharField("规则版本", max_length=40, blank=True)
    compared_with = models.CharField("比对的上年报告", max_length=300, blank=True)
    read_at = models.DateTimeField("读取时间", null=True)
    verdict = models.CharField("审核结论", max_length=10, choices=Verdict, default=Verdict.NONE)
    decided_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审核时间", null=True)

    class Meta:
        verbose_name = "收到的年度报告"
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "is_previous", "sha256"], name="received_once"
            ),
            models.UniqueConstraint(fields=["organ", "version"], name="version_once_per_organ"),
            models.CheckConstraint(
                condition=models.Q(is_previous=True, organ__isnull=False, version=None)
                | models.Q(is_previous=False, organ=None, version=None)
                | models.Q(is_previous=False, organ__isnull=False, version__isnull=False),
                name="version_with_organ",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name


class ReceivedWaiver(models.Model):
    """A finding that a named person let pass for an organ, for as long as its numbers stay."""

    organ = models.ForeignKey(CollectionOrgan, models.PROTECT, related_name="waivers")
    rule = models.CharField("规则", max_length=40)
    where = models.CharField("位置", max_length=120)
    found = models.CharField("当时数值", max_length=300, blank=True)
    expected = models.CharField("当时应为", max_length=300, blank=True)
    reason = models.TextField("理由")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    waived_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "报送审核豁免"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "rule", "where", "found", "expected"],
                name="received_waiver_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.where}"


class ReceivedRemark(models.Model):
    """What an officer noted on a received report; checking again leaves it alone."""

    report = models.ForeignKey(ReceivedReport, models.PROTECT, related_name="remarks")
    text = models.TextField("备注")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审核备注"

    def __str__(self) -> str:
        return self.text


class ReceivedReturn(models.Model):
    """A report sent back to its organ: the reason and the findings, exactly as they were sent."""

    report = models.ForeignKey(ReceivedReport, models.PROTECT, related_name="returns")
    reason = models.TextField("退回理由")
    findings = models.JSONField("退回时的检查结果")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    returned_at = models.DateTimeField("退回时间")

    class Meta:
        verbose_name = "退回"

    def __str__(self) -> str:
        return f"{self.report} {self.returned_at}"
