"""Files of the telephone exchange and of the 12345 platform that are taken over."""

from typing import Any

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class ImportKind(models.TextChoices):
    """What a file holds."""

    CALLS = "CALLS", "话务系统话单"
    TICKETS = "TICKETS", "12345平台工单"


class ImportMapping(models.Model):
    """Which column of a header is which field of ours, remembered for files with that header.

    `fields` names a column for each field; `fixed` a code for fields that the file does not tell;
    `words` the code behind each word of a column. `version` counts the changes.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=ImportKind)
    digest = models.CharField("表头摘要", max_length=64)
    headers = models.JSONField("表头")
    fields = models.JSONField("列", default=dict)
    fixed = models.JSONField("固定值", default=dict)
    words = models.JSONField("取值", default=dict)
    lists_missed = models.BooleanField("未接来电列入待回拨", default=False)
    version = models.PositiveIntegerField("版本", default=1)
    made_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "导入对应关系"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "digest"], name="mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.digest[:8]}"


class ImportState(models.TextChoices):
    """How far a file has come."""

    RECEIVED = "RECEIVED", "等待检查"
    UNMAPPED = "UNMAPPED", "待设置对应关系"
    CHECKED = "CHECKED", "已检查"
    IMPORTING = "IMPORTING", "正在导入"
    IMPORTED = "IMPORTED", "已导入"
    UNREADABLE = "UNREADABLE", "无法读取"
    FAILED = "FAILED", "处理出错"
    DISCARDED = "DISCARDED", "已放弃"


class ImportRun(models.Model):
    """One file, kept sealed until it is imported or given up, and what became of it.

    `sample` holds, as JSON, its header, first rows and the words of its columns; it goes with the
    file. `result` holds counts and faults without anything personal.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    # None on the command line of the server.
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=ImportKind)
    file_name = models.CharField("存放名称", max_length=80)
    original_name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("字节数")
    mapping = models.ForeignKey(ImportMapping, models.PROTECT, null=True, related_name="+")
    sample = EncryptedTextField("样例", blank=True, default="")
    without_faulty = models.BooleanField("跳过有错误的行", default=False)
    state = models.CharField(
        "状态", max_length=12, choices=ImportState, default=ImportState.RECEIVED
    )
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    result = models.JSONField("结果", null=True)
    message = models.CharField("说明", max_length=500, blank=True, default="")
    created_at = models.DateTimeField("上传时间")
    finished_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "导入批次"
        indexes = [models.Index(fields=["agency", "-created_at"], name="import_run_list")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more can happen to it; its file is gone."""
        return self.state in (
            ImportState.IMPORTED,
            ImportState.DISCARDED,
            ImportState.UNREADABLE,
        )

    @property
    def fault_count(self) -> int:
        """Return how many faults were found."""
        result: dict[str, Any] = self.result or {}
        return int(result.get("fault_count", 0))


class MissedCall(models.Model):
    """A call that the exchange recorded and nobody answered; its number is not kept here."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    outside_no = models.CharField("话单号", max_length=60)
    number_digest = models.CharField(max_length=64, blank=True, default="")
    rang_at = models.DateTimeField("来电时间")
    waited = models.PositiveIntegerField("排队秒数", null=True)

    class Meta:
        verbose_name = "未接来电"
        constraints = [
            models.UniqueConstraint(fields=["agency", "outside_no"], name="missed_call_once")
        ]
        indexes = [models.Index(fields=["agency", "number_digest"], name="missed_call_number")]

    def __str__(self) -> str:
        return self.outside_no
