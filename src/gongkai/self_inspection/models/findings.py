"""What inspections found: since when, until when, and what an office set aside."""

from django.db import models
from django.db.models import Q

from gongkai.self_inspection.models.inspections import Inspection


class SiteFinding(models.Model):
    """One fault of the site from the inspection that first found it to the one that missed it.

    `identity` knows it again from one inspection to the next; open ones exist once.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    rule = models.CharField("规则", max_length=40)
    identity = models.CharField("标识", max_length=64)
    where = models.CharField("位置", max_length=500)
    place = models.CharField("位置说明", max_length=300)
    subject = models.CharField("对象", max_length=40, blank=True)
    message = models.CharField("问题", max_length=500)
    found = models.CharField("现状", max_length=500, blank=True)
    expected = models.CharField("要求", max_length=300, blank=True)
    found_on = models.DateField("发现日期")
    first_seen = models.ForeignKey(Inspection, models.PROTECT, related_name="+")
    last_seen = models.ForeignKey(Inspection, models.PROTECT, related_name="+")
    mended_on = models.DateField("整改日期", null=True, blank=True)

    class Meta:
        verbose_name = "自查问题"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "identity"],
                condition=Q(mended_on=None),
                name="open_finding_once",
            ),
            models.CheckConstraint(
                condition=Q(mended_on=None) | Q(mended_on__gte=models.F("found_on")),
                name="finding_mended_after_found",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "mended_on", "rule"], name="finding_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.place}"


class FindingExemption(models.Model):
    """A finding that the head of the office set aside by name, with the reason; he may undo it."""

    finding = models.ForeignKey(SiteFinding, models.PROTECT, related_name="exemptions")
    reason = models.CharField("理由", max_length=300)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    exempted_at = models.DateTimeField("搁置时间")
    ended_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("恢复时间", null=True, blank=True)

    class Meta:
        verbose_name = "搁置的自查问题"
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(ended_at=None), name="finding_exempted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding}：{self.reason}"
