"""满意度: one click a page and day, without anything that tells who clicked."""

from django.db import models


class PageVerdict(models.TextChoices):
    """What is said of a page."""

    SATISFIED = "SATISFIED", "满意"
    FAIR = "FAIR", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"


class PageRating(models.Model):
    """One verdict on one page; `column` is the page's column where it has one."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    path = models.CharField("网页", max_length=300)
    column = models.ForeignKey("publications.Column", models.PROTECT, null=True, related_name="+")
    rated_on = models.DateField("评价日期")
    verdict = models.CharField("评价", max_length=14, choices=PageVerdict)
    remark = models.CharField("补充说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "网页满意度评价"
        indexes = [
            models.Index(fields=["agency", "rated_on", "path"], name="rating_by_page"),
            models.Index(fields=["agency", "path"], name="rating_of_page"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.get_verdict_display()}"


class RatingDay(models.Model):
    """The salt of one day's digests, forgotten with them."""

    day = models.DateField("日期", unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        verbose_name = "评价日"

    def __str__(self) -> str:
        return str(self.day)


class RatingOnce(models.Model):
    """That somebody has rated a page today; deleted after the day."""

    day = models.ForeignKey(RatingDay, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "当日已评价"
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="rated_once_a_day")]

    def __str__(self) -> str:
        return str(self.day_id)
