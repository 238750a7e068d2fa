"""Numbers without gaps, and reminders given once."""

from django.db import models


class ParticipationSeries(models.Model):
    """The last number given in one organ's series of a year."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    series = models.CharField("字号", max_length=10)
    last = models.PositiveIntegerField("已用至", default=0)

    class Meta:
        verbose_name = "互动编号"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "series"], name="participation_series_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.year}"


class ParticipationReminderKind(models.TextChoices):
    """What is reminded of."""

    RESULT_WANTED = "RESULT_WANTED", "应当公布结果"
    TURN_TODAY = "TURN_TODAY", "今日应转办"
    TURN_LATE = "TURN_LATE", "转办逾期"
    HANDLE_TODAY = "HANDLE_TODAY", "今日应办结"
    HANDLE_LATE = "HANDLE_LATE", "办理逾期"


class ParticipationReminder(models.Model):
    """One reminder on record; `about` is what it is of, e.g. consultation:12 or fault:5."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    about = models.CharField("对象", max_length=40)
    kind = models.CharField("提醒", max_length=14, choices=ParticipationReminderKind)
    due_on = models.DateField("所提醒的期限")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "互动提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["about", "kind", "due_on"], name="participation_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.get_kind_display()}"
