"""The public log of requests and answers, without the applicant."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest


class LogState(models.TextChoices):
    WAITING = "WAITING", "待整理"
    PREPARED = "PREPARED", "待复核"
    PUBLISHED = "PUBLISHED", "已公示"
    EXEMPT = "EXEMPT", "不予公示"


class DisclosureLogEntry(models.Model):
    """A closed case as the public may read it; second look by another person before it shows."""

    request = models.OneToOneField(DisclosureRequest, models.PROTECT, related_name="log_entry")
    state = models.CharField("状态", max_length=10, choices=LogState, default=LogState.WAITING)
    title = models.CharField("申请事项", max_length=300, blank=True)
    summary = models.TextField("答复摘要", blank=True)
    visible_from = models.DateField("公示起始日")
    exempt_reason = models.CharField("不予公示理由", max_length=300, blank=True)
    prepared_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("公示时间", null=True)

    class Meta:
        verbose_name = "依申请公开公示"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("prepared_by")),
                name="log_entry_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="EXEMPT") | ~models.Q(exempt_reason=""),
                name="exemption_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.request)
