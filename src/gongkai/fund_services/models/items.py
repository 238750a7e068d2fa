"""Service items (服务事项) of employers and workers, and since when each is online in full."""

from django.db import models
from django.db.models import Q

from gongkai.rules.service_items import Audience


class ServiceItem(models.Model):
    """An item the centre handles; online in full from a date, or not yet.

    `code` is of the list in rules/data/service_items.toml, "" for an item of the centre's own. An
    item of the list stays unconfirmed until somebody of the centre says that it is handled so.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    code = models.CharField("事项代码", max_length=60, blank=True, default="")
    name = models.CharField("事项名称", max_length=100)
    audience = models.CharField(
        "办理对象", max_length=10, choices=[(each.value, each.label) for each in Audience]
    )
    offered_from = models.DateField("开办日期")
    withdrawn_on = models.DateField("停办日期", null=True, blank=True)
    online_from = models.DateField("全程网办日期", null=True, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "服务事项"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="service_item_no_once"),
            models.UniqueConstraint(
                fields=["agency", "code"], condition=~Q(code=""), name="service_item_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
