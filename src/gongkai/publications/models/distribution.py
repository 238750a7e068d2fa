"""The ways by which an approved item reaches people beside the site, with proof for each."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField
from gongkai.publications.models.items import Item
from gongkai.publications.models.records import CityReport, Post


class Outlet(models.TextChoices):
    """Where a published item goes."""

    SITE = "SITE", "门户网站"
    WECHAT = "WECHAT", "微信公众号"
    CITY_SITE = "CITY_SITE", "市政府网站"


class DeliveryState(models.TextChoices):
    WAITING = "WAITING", "待推送"
    DRAFTED = "DRAFTED", "已存草稿"
    SUBMITTED = "SUBMITTED", "已提交"
    DONE = "DONE", "已发布"
    FAILED = "FAILED", "推送失败"
    CANCELLED = "CANCELLED", "已取消"
    WITHDRAWN = "WITHDRAWN", "已从渠道撤下"


class ItemDelivery(models.Model):
    """One item on its way to one outlet; tried again until it is there or somebody ends it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="deliveries")
    outlet = models.CharField("渠道", max_length=12, choices=Outlet)
    state = models.CharField(
        "状态", max_length=12, choices=DeliveryState, default=DeliveryState.WAITING
    )
    # What it is headed there, where the outlet allows less than the item's own title.
    title = models.CharField("渠道标题", max_length=200, blank=True)
    is_reposted = models.BooleanField("转发", default=False)
    content_hash = models.CharField("内容摘要", max_length=64)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_try_at = models.DateTimeField("下次尝试", null=True, blank=True)
    # What the other side calls it, kept as soon as it is told: so nothing is made twice.
    outside_ids = models.JSONField("对方编号", default=dict, blank=True)
    address = models.URLField("对方地址", max_length=500, blank=True)
    post = models.OneToOneField(Post, models.PROTECT, null=True, related_name="+")
    city_report = models.OneToOneField(CityReport, models.PROTECT, null=True, related_name="+")
    problem = models.CharField("问题", max_length=300, blank=True)
    asked_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "渠道推送"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "outlet", "content_hash"], name="delivered_once_an_outlet"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state__in=["WAITING", "DRAFTED", "SUBMITTED"]),
                name="delivery_to_try",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.get_outlet_display()}"


class WeChatAccount(models.Model):
    """An organ's WeChat Official Account and what is needed to publish there."""

    agency = models.OneToOneField("agencies.Agency", models.CASCADE, related_name="+")
    name = models.CharField("公众号名称", max_length=60)
    app_id = models.CharField("AppID", max_length=40)
    app_secret = EncryptedTextField("AppSecret")
    token = EncryptedTextField("access_token", blank=True)
    token_until = models.DateTimeField("凭证有效期至", null=True, blank=True)
    is_active = models.BooleanField("启用", default=False)

    class Meta:
        verbose_name = "微信公众号"

    def __str__(self) -> str:
        return self.name


class UploadedPicture(models.Model):
    """A picture that an account has been given already, so that it is not given it again."""

    account = models.ForeignKey(WeChatAccount, models.CASCADE, related_name="pictures")
    sha256 = models.CharField("文件摘要", max_length=64)
    is_cover = models.BooleanField("封面", default=False)
    # An address for pictures in texts, a media_id for covers.
    outside_id = models.CharField("对方编号", max_length=500)

    class Meta:
        verbose_name = "已上传图片"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "sha256", "is_cover"], name="picture_uploaded_once"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class CitySite(models.Model):
    """Where an organ reports information to the city government's site by machine."""

    agency = models.OneToOneField("agencies.Agency", models.CASCADE, related_name="+")
    name = models.CharField("平台名称", max_length=60)
    address = models.URLField("接收地址", max_length=300)
    key_id = models.CharField("密钥编号", max_length=60)
    secret = EncryptedTextField("签名密钥")
    is_active = models.BooleanField("启用", default=False)

    class Meta:
        verbose_name = "市政府网站报送接口"

    def __str__(self) -> str:
        return self.name


class PostReads(models.Model):
    """How many people read and shared one post on one day, as the platform counts."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reads")
    counted_on = models.DateField("统计日期")
    reads = models.PositiveIntegerField("阅读人数")
    shares = models.PositiveIntegerField("分享人数", default=0)

    class Meta:
        verbose_name = "图文阅读"
        constraints = [
            models.UniqueConstraint(fields=["post", "counted_on"], name="reads_of_a_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.counted_on}：{self.reads}"
