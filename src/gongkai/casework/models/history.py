"""The dated history of a request, and what follows from it once only."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest
from gongkai.rules.clock import Event
from gongkai.rules.reminders import ReminderKind


class CaseEvent(models.Model):
    """One dated entry in a request's history. Never edited, never deleted.

    An entry made in error gets a counter-entry: both stay on record, and readers of the history
    skip it (`withdrawn_at`). `officer` is empty for what the applicant did and for takeovers.
    """

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="history")
    on = models.DateField("日期")
    event = models.CharField("事项", max_length=30, choices=[(e.value, e.label) for e in Event])
    subject = models.CharField("对象", max_length=100, blank=True)
    reached_on = models.DateField("送达日期", null=True, blank=True)
    until_on = models.DateField("期限", null=True, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间", null=True)
    version = models.PositiveIntegerField("版本", default=0)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "办理记录"

    def __str__(self) -> str:
        return f"{self.on} {self.event}"


class CounterEntry(models.Model):
    """Why an entry of the history no longer counts, and who said so."""

    entry = models.OneToOneField(CaseEvent, models.PROTECT, related_name="counter_entry")
    reason = models.CharField("更正理由", max_length=300)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = "更正记录"

    def __str__(self) -> str:
        return f"{self.entry} {self.reason}"


class DueChange(models.Model):
    """A due day that moved without anything happening in the case: the calendar or a rule did."""

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="due_changes")
    was_on = models.DateField("原期限", null=True)
    now_on = models.DateField("现期限", null=True)
    cause = models.CharField("原因", max_length=200)
    at = models.DateTimeField("变动时间")

    class Meta:
        verbose_name = "期限变动"

    def __str__(self) -> str:
        return f"{self.request} {self.was_on} → {self.now_on}"


class Reminder(models.Model):
    """A reminder of one due day, given once: so many working days before it, or once overdue."""

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="reminders")
    kind = models.CharField(
        "提醒", max_length=10, choices=[(kind.value, kind.label) for kind in ReminderKind]
    )
    due_on = models.DateField("答复期限")
    for_on = models.DateField("应提醒日期")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "期限提醒"
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "due_on"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.get_kind_display()}"
