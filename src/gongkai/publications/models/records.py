"""What the organ disclosed unasked, each record with the number it has in its register."""

from django.db import models

from gongkai.publications.models.columns import Column


def _register_no() -> models.CharField:
    return models.CharField("登记号", max_length=40)


def _agency() -> models.ForeignKey:
    return models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")


class PublicationChannel(models.TextChoices):
    """A way in which information is made public (条例 arts 23, 25)."""

    SITE = "SITE", "政府网站"
    ONLINE_MEDIA = "ONLINE_MEDIA", "互联网政务媒体"
    GAZETTE = "GAZETTE", "政府公报"
    PRESS = "PRESS", "新闻发布会、报刊、广播、电视"
    VENUE = "VENUE", "公共查阅点、公示栏"


class Publication(models.Model):
    """One item disclosed unasked (主动公开信息), under a column and by a channel."""

    agency = _agency()
    register_no = _register_no()
    column = models.ForeignKey(Column, models.PROTECT, related_name="+", verbose_name="栏目")
    channel = models.CharField(
        "发布渠道", max_length=20, choices=PublicationChannel, default=PublicationChannel.SITE
    )
    title = models.CharField("标题", max_length=200)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    published_on = models.DateField("发布日期")

    class Meta:
        verbose_name = "主动公开信息"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="publication_no_once"),
            models.CheckConstraint(
                condition=models.Q(formed_on=None)
                | models.Q(published_on__gte=models.F("formed_on")),
                name="published_after_formed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "published_on", "column", "channel"], name="publication_count"
            ),
            models.Index(fields=["column", "published_on", "id"], name="publication_list"),
        ]

    def __str__(self) -> str:
        return self.title


class PostOrigin(models.TextChoices):
    OWN = "OWN", "自制"
    REPOSTED = "REPOSTED", "转发"


class Post(models.Model):
    """One post (图文) of the organ's WeChat account."""

    agency = _agency()
    register_no = _register_no()
    title = models.CharField("标题", max_length=200)
    origin = models.CharField("来源", max_length=10, choices=PostOrigin)
    posted_on = models.DateField("发布日期")

    class Meta:
        verbose_name = "微信图文"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="post_no_once")
        ]
        indexes = [models.Index(fields=["agency", "posted_on", "origin"], name="post_count")]

    def __str__(self) -> str:
        return self.title


class FollowerCount(models.Model):
    """How many followed the account on one day (关注人数), a stock: the year's last count holds."""

    agency = _agency()
    register_no = _register_no()
    counted_on = models.DateField("统计日期")
    followers = models.PositiveIntegerField("关注人数")

    class Meta:
        verbose_name = "关注人数"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="follower_no_once"),
            models.UniqueConstraint(fields=["agency", "counted_on"], name="follower_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.counted_on}：{self.followers}"


class CityReport(models.Model):
    """One piece of information reported to the city government's site (报送信息)."""

    agency = _agency()
    register_no = _register_no()
    title = models.CharField("标题", max_length=200)
    reported_on = models.DateField("报送日期")
    adopted = models.BooleanField("是否采用", null=True, blank=True)
    adopted_on = models.DateField("采用结果日期", null=True, blank=True)

    class Meta:
        verbose_name = "报送信息"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="city_report_no_once")
        ]
        indexes = [models.Index(fields=["agency", "reported_on"], name="city_report_count")]

    def __str__(self) -> str:
        return self.title


class DocumentKind(models.TextChoices):
    REGULATION = "REGULATION", "规章"
    NORMATIVE = "NORMATIVE", "行政规范性文件"


class LegalDocument(models.Model):
    """A 规章 or 行政规范性文件, made and perhaps repealed (条例 art 20(1))."""

    agency = _agency()
    register_no = _register_no()
    kind = models.CharField("文件类别", max_length=12, choices=DocumentKind)
    title = models.CharField("文件名称", max_length=200)
    document_no = models.CharField("发文字号", max_length=60, blank=True)
    made_on = models.DateField("制发日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    class Meta:
        verbose_name = "规章和规范性文件"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="document_no_once"),
            models.CheckConstraint(
                condition=models.Q(repealed_on=None)
                | models.Q(repealed_on__gte=models.F("made_on")),
                name="document_repealed_after_made",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "made_on", "repealed_on", "kind"], name="document_count")
        ]

    def __str__(self) -> str:
        return self.title


class DecisionKind(models.TextChoices):
    LICENCE = "LICENCE", "行政许可"
    PENALTY = "PENALTY", "行政处罚"
    COERCION = "COERCION", "行政强制"


class Decision(models.Model):
    """An administrative decision, published or lawfully not (条例 art 20(5), (6))."""

    agency = _agency()
    register_no = _register_no()
    kind = models.CharField("决定类别", max_length=10, choices=DecisionKind)
    title = models.CharField("事项", max_length=200)
    decided_on = models.DateField("决定日期")

    class Meta:
        verbose_name = "行政处理决定"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="decision_no_once")
        ]
        indexes = [models.Index(fields=["agency", "decided_on", "kind"], name="decision_count")]

    def __str__(self) -> str:
        return self.title


class AdministrativeFee(models.Model):
    """A sum collected as 行政事业性收费, in 元 (条例 art 20(8))."""

    agency = _agency()
    register_no = _register_no()
    item = models.CharField("收费项目", max_length=200)
    charged_on = models.DateField("收费日期")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = "行政事业性收费"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="admin_fee_no_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="admin_fee_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["agency", "charged_on", "amount"], name="admin_fee_count")]

    def __str__(self) -> str:
        return f"{self.item} {self.amount}元"
