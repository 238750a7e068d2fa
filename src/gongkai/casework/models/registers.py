"""Numbers without gaps: of requests and of letters, by organ, year and series."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given in one organ's series of a year."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    series = models.CharField("字号", max_length=40)
    last = models.PositiveIntegerField("已用至", default=0)

    class Meta:
        verbose_name = "编号册"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "series"], name="series_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕"


class RegisteredNumber(models.Model):
    """One number given to a letter; a letter void afterwards keeps it."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField("序号")
    letter = models.OneToOneField("casework.Letter", models.PROTECT, related_name="+")
    text = models.CharField("文号", max_length=100)
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "发文登记"
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="number_once_a_series")
        ]

    def __str__(self) -> str:
        return self.text
