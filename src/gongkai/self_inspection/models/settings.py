"""What an organ has set for its inspections; where nothing is set, the defaults hold."""

from django.db import models


class InspectionSettings(models.Model):
    """An organ's limits, the sites it may link to, and how much of the site is opened."""

    agency = models.OneToOneField("agencies.Agency", models.CASCADE, related_name="+")
    # {"HOME_STALE.days": 7, …}, only what differs from rules/data/site_inspection/rules.toml.
    limits = models.JSONField("限值", default=dict, blank=True)
    # Hosts besides government's own to which pages may link.
    listed_hosts = models.JSONField("可链接的网站", default=list, blank=True)
    asks_outside = models.BooleanField("检查外部链接", default=True)
    most_lists = models.PositiveIntegerField("最多打开的列表等页面数", default=3000)
    newest_items = models.PositiveIntegerField("打开最新信息的条数", default=500)

    class Meta:
        verbose_name = "自查设置"

    def __str__(self) -> str:
        return f"{self.agency}自查设置"
