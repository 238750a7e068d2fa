"""What goes along with filing online: numbers of receipts, and batches that are checked."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField


class ReceiptSeries(models.Model):
    """The last number given to what was filed in a year (受理号序列)."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveIntegerField("年份")
    last = models.PositiveIntegerField("最后编号")

    class Meta:
        verbose_name = "受理号序列"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="receipt_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class BatchState(models.TextChoices):
    """How far a batch has come (批量明细状态)."""

    WAITING = "WAITING", "等待校验"
    CHECKING = "CHECKING", "正在校验"
    GOOD = "GOOD", "校验通过"
    BAD = "BAD", "有错误"
    FAILED = "FAILED", "校验中断"


class BatchUpload(models.Model):
    """A sheet of workers that an employer handed in with a form (批量明细), all of it or nothing.

    `problems` is JSON of what is wrong, `rows` of the rows as they are kept once all are good; the
    sheet itself stands encrypted in the files folder until the form is filed or forgotten.
    """

    account = models.ForeignKey("fund_services.OnlineAccount", models.PROTECT, related_name="+")
    form = models.ForeignKey("fund_services.FormVersion", models.PROTECT, related_name="+")
    employer_no = models.CharField("单位账号", max_length=40, blank=True, default="")
    name = models.CharField("文件名", max_length=200)
    stored_name = models.CharField("存放名称", max_length=80)
    state = models.CharField("状态", max_length=10, choices=BatchState, default=BatchState.WAITING)
    done = models.PositiveIntegerField("已校验行数", default=0)
    total = models.PositiveIntegerField("总行数", default=0)
    problem_count = models.PositiveIntegerField("问题数", default=0)
    problems = EncryptedTextField("问题", blank=True, default="")
    rows = EncryptedTextField("明细", blank=True, default="")
    # What could not be compared, in words: the business system was away, no limits are on record.
    remark = models.CharField("说明", max_length=300, blank=True, default="")
    uploaded_at = models.DateTimeField("上传时间")
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "批量明细"
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=Q(state__in=["WAITING", "CHECKING"]),
                name="batch_upload_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
