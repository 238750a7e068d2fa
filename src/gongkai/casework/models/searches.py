"""Searches ordered from the organ's own departments."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest


class SearchResult(models.TextChoices):
    FOUND = "FOUND", "检索到"
    NOT_FOUND = "NOT_FOUND", "未检索到"
    NOT_OURS = "NOT_OURS", "不属于本科室职责"


class SearchTask(models.Model):
    """One department asked to search, until its own day; the search record is kept (第三十六条)."""

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="searches")
    department = models.ForeignKey("agencies.Department", models.PROTECT, related_name="+")
    instructions = models.CharField("检索要求", max_length=500)
    ordered_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    ordered_on = models.DateField("交办日期")
    due_on = models.DateField("反馈期限")
    result = models.CharField("检索结果", max_length=10, choices=SearchResult, blank=True)
    scope = models.CharField("检索范围和方法", max_length=500, blank=True)
    answer = models.TextField("反馈意见", blank=True)
    answered_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField("反馈日期", null=True)

    class Meta:
        verbose_name = "检索任务"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None, result="")
                | (models.Q(answered_on__isnull=False) & ~models.Q(result="")),
                name="answered_search_has_a_result",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.department}"
