"""Weekly and monthly bulletins that were made from the records, kept as files."""

from django.db import models


class BulletinState(models.TextChoices):
    """How far the making of a bulletin has come."""

    MAKING = "MAKING", "生成中"
    READY = "READY", "已生成"
    FAILED = "FAILED", "未生成"


class Bulletin(models.Model):
    """A bulletin (工作周报、月报) of one period; made anew, it replaces what was made before.

    `counted_on` is the day up to which a period that still ran was counted. The files, `docx_name`
    and `pdf_name` in the files folder, hold counts and register numbers alone, nobody's data.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("周期类别", max_length=10)
    first_on = models.DateField("周期首日")
    last_on = models.DateField("周期末日")
    state = models.CharField("状态", max_length=10, choices=BulletinState)
    asked_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("发起时间")
    counted_on = models.DateField("统计截至", null=True)
    made_at = models.DateTimeField("生成时间", null=True)
    title = models.CharField("标题", max_length=200, blank=True, default="")
    docx_name = models.CharField(max_length=80, blank=True, default="")
    pdf_name = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "工作周报、月报"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "first_on"], name="bulletin_once_per_period"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="READY")
                | (~models.Q(docx_name="") & ~models.Q(pdf_name="")),
                name="ready_bulletin_has_files",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_on}"
