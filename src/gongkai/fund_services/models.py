"""Service items (服务事项) of employers and workers, and since when each is online in full."""

from django.db import models


class Audience(models.TextChoices):
    EMPLOYER = "EMPLOYER", "单位"
    WORKER = "WORKER", "个人"


class ServiceItem(models.Model):
    """An item the centre handles; online in full from a date, or not yet."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    name = models.CharField("事项名称", max_length=100)
    audience = models.CharField("办理对象", max_length=10, choices=Audience)
    offered_from = models.DateField("开办日期")
    withdrawn_on = models.DateField("停办日期", null=True, blank=True)
    online_from = models.DateField("全程网办日期", null=True, blank=True)

    class Meta:
        verbose_name = "服务事项"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="service_item_no_once")
        ]

    def __str__(self) -> str:
        return self.name
