"""Reminders of what publishing must not let slip, each given once."""

from django.db import models


class PublishingReminderKind(models.TextChoices):
    """What is reminded of: the 20 working days, a re-assessment, a column that stands still."""

    IN_FIVE = "IN_FIVE", "还有5个工作日"
    IN_TWO = "IN_TWO", "还有2个工作日"
    TODAY = "TODAY", "今日到期"
    OVERDUE = "OVERDUE", "已经逾期"
    REASSESS = "REASSESS", "应当重新评估"
    STALE = "STALE", "栏目未按期更新"


class PublishingReminder(models.Model):
    """One reminder on record; `about` is what it is of, e.g. document:12, item:5, column:3."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    about = models.CharField("对象", max_length=40)
    kind = models.CharField("提醒", max_length=12, choices=PublishingReminderKind)
    due_on = models.DateField("所提醒的期限")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "发布提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["about", "kind", "due_on"], name="publishing_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.get_kind_display()}"
