"""Institutions in force and activities held, as the report's 监督保障 part names them."""

from django.db import models


class Institution(models.Model):
    """A rule the organ made for its own disclosure work (制度)."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    title = models.CharField("制度名称", max_length=200)
    adopted_on = models.DateField("施行日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    class Meta:
        verbose_name = "制度"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="institution_no_once"),
            models.CheckConstraint(
                condition=models.Q(repealed_on=None)
                | models.Q(repealed_on__gte=models.F("adopted_on")),
                name="institution_repealed_after_adoption",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityKind(models.TextChoices):
    DISCLOSURE_DAY = "DISCLOSURE_DAY", "政务公开日活动"
    INTERVIEW = "INTERVIEW", "政务访谈"
    TRAINING = "TRAINING", "培训"


class Activity(models.Model):
    """A disclosure day (5·15), an interview or a training that was held."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    kind = models.CharField("活动类别", max_length=20, choices=ActivityKind)
    title = models.CharField("活动名称", max_length=200)
    held_on = models.DateField("举办日期")
    participants = models.PositiveIntegerField("参加人数", null=True, blank=True)

    class Meta:
        verbose_name = "活动"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="activity_no_once")
        ]
        indexes = [models.Index(fields=["agency", "held_on", "kind"], name="activity_count")]

    def __str__(self) -> str:
        return self.title
