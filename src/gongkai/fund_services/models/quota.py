"""What a city sets of its provident fund (本市公积金规定), as dated versions."""

from django.db import models


class FundRules(models.Model):
    """The figures that hold in a centre's city from a day on; never changed.

    `figures` holds texts by the codes of rules/data/fund/city_rules.toml; `basis` is the document
    that sets them.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    in_force_from = models.DateField("施行日期")
    basis = models.CharField("依据", max_length=200)
    figures = models.JSONField("数值")
    set_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "本市公积金规定"
        constraints = [
            models.UniqueConstraint(fields=["agency", "in_force_from"], name="fund_rules_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.in_force_from}"
