"""Changes in the order they were committed, and how far each follower has read."""

from django.db import models


class Change(models.Model):
    """One thing that followers (index, site, channels) may have to take over."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=100)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = "变更"

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.subject}"


class Consumer(models.Model):
    """A follower and the last change it has dealt with."""

    name = models.CharField(max_length=60, unique=True)
    position = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} @{self.position}"
