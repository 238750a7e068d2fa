"""What a city's sum of its organs' reports must not count twice, as the office entered it."""

from django.db import models

from gongkai.annual_reports.models.received import Collection, CollectionOrgan


class ConsolidationAdjustment(models.Model):
    """Cases that an organ counted and another counts, too (调减): where, how many, and why."""

    class Kind(models.TextChoices):
        TRANSFER = "TRANSFER", "转办"
        CO_DEFENDANT = "CO_DEFENDANT", "共同被告"

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="adjustments")
    # An organ leaves the list only while it has no report, and then nothing of it is counted.
    organ = models.ForeignKey(CollectionOrgan, models.CASCADE, related_name="+")
    kind = models.CharField("类型", max_length=12, choices=Kind)
    path = models.CharField("数据项", max_length=120)
    number = models.PositiveIntegerField("件数")
    reason = models.TextField("理由")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "汇总调减"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gt=0), name="adjustment_takes_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organ} {self.number}"
