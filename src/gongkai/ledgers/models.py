"""Workbooks that were uploaded in the console and wait to be checked, confirmed and imported."""

from django.db import models


class Upload(models.Model):
    """One uploaded workbook; its file is deleted once imported or discarded."""

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", "等待检查"
        CHECKED = "CHECKED", "已检查"
        IMPORTING = "IMPORTING", "正在导入"
        IMPORTED = "IMPORTED", "已导入"
        UNREADABLE = "UNREADABLE", "无法读取"
        FAILED = "FAILED", "处理出错"
        DISCARDED = "DISCARDED", "已放弃"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    file_name = models.CharField("存放名称", max_length=80)
    original_name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("字节数")
    update = models.BooleanField("更正已登记的记录", default=False)
    state = models.CharField("状态", max_length=12, choices=State, default=State.RECEIVED)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    result = models.JSONField("结果", null=True)
    message = models.CharField("说明", max_length=500, blank=True)
    created_at = models.DateTimeField("上传时间")
    finished_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "台账上传"
        indexes = [models.Index(fields=["agency", "-created_at"], name="upload_by_agency")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more can happen to it; its file is gone."""
        return self.state in (self.State.IMPORTED, self.State.DISCARDED)

    @property
    def may_be_confirmed(self) -> bool:
        """Tell whether it was checked and no row is bad."""
        return self.state == self.State.CHECKED and bool(self.result and self.result["ok"])
