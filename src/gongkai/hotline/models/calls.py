"""Calls that were answered."""

from django.db import models


class CallRoute(models.TextChoices):
    VIA_12345 = "VIA_12345", "12345热线接通"
    DIRECT = "DIRECT", "电话直呼"
    TRANSFERRED = "TRANSFERRED", "12345转接"


class Call(models.Model):
    """One call that was answered."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    called_on = models.DateField("来电日期")
    route = models.CharField("接入方式", max_length=12, choices=CallRoute)

    class Meta:
        verbose_name = "热线来电"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="call_no_once")
        ]
        indexes = [models.Index(fields=["agency", "called_on", "route"], name="call_count")]

    def __str__(self) -> str:
        return self.register_no
