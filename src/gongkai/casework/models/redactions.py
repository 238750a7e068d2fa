"""Severing (区分处理): what is hidden in a file before it is given out, and why."""

from django.db import models

from gongkai.casework.models.files import CaseFile
from gongkai.casework.models.requests import DisclosureRequest
from gongkai.privacy.fields import EncryptedTextField


class RedactionState(models.TextChoices):
    DRAFT = "DRAFT", "标注中"
    BLOCKED = "BLOCKED", "检查未通过"
    CHECKED = "CHECKED", "待复核"
    CONFIRMED = "CONFIRMED", "已复核"


class Redaction(models.Model):
    """One file with its hidden areas; given out only after a second person has confirmed it."""

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="redactions")
    source = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    output = models.ForeignKey(CaseFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        "状态", max_length=10, choices=RedactionState, default=RedactionState.DRAFT
    )
    leaks = models.JSONField("检查结果", default=list)
    prepared_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("标注时间")
    confirmed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("复核时间", null=True)

    class Meta:
        verbose_name = "区分处理"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("prepared_by")),
                name="redaction_confirmed_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}（{self.get_state_display()}）"


class RedactedArea(models.Model):
    """One hidden area with its article and reason.

    Of a PDF or picture: page (from 1) and box as shares of its width and height, from the top
    left. Of a DOCX: the text itself, wherever it stands (`page` 0). `text` is looked for in the
    output, a string a line. With `elsewhere`, the reason why, it may stand in the open text of
    other places, such as the name of an official: but nowhere that is not seen.
    """

    redaction = models.ForeignKey(Redaction, models.PROTECT, related_name="areas")
    page = models.PositiveIntegerField("页")
    left = models.FloatField("左", default=0)
    top = models.FloatField("上", default=0)
    right = models.FloatField("右", default=0)
    bottom = models.FloatField("下", default=0)
    text = EncryptedTextField("隐去的文字", blank=True)
    elsewhere = models.CharField("他处可保留的理由", max_length=300, blank=True)
    article = models.CharField("依据条款", max_length=100)
    reason = models.CharField("理由", max_length=300)
    added_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "隐去区域"

    def __str__(self) -> str:
        return f"第{self.page}页 {self.article}"
