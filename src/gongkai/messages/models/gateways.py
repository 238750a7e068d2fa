"""What an organ sets for its gateways: templates, callbacks, quiet hours."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class GatewayTemplate(models.Model):
    """The template that a gateway or platform has for one event (报备模板), and its parameters."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    way = models.CharField("方式", max_length=10)
    event = models.CharField("事项", max_length=40)
    code = models.CharField("模板编号", max_length=100)
    # Which of our fields stands in which parameter of theirs.
    parameters = models.JSONField("参数", default=dict)

    class Meta:
        verbose_name = "消息模板"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "way", "event"], name="template_once_an_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.code}"


class WeChatCallback(models.Model):
    """What proves that an event comes from the WeChat platform (服务器配置)."""

    agency = models.OneToOneField("agencies.Agency", models.CASCADE, related_name="+")
    token = EncryptedTextField("令牌")
    aes_key = EncryptedTextField("消息加解密密钥")

    class Meta:
        verbose_name = "微信消息推送设置"

    def __str__(self) -> str:
        return str(self.agency_id)


class QuietHoursSetting(models.Model):
    """The quiet hours (免打扰时段) an organ has from a day on; the same hour twice means none."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    in_force_from = models.DateField("生效日期")
    begins = models.TimeField("开始")
    ends = models.TimeField("结束")
    set_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "免打扰时段"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "in_force_from"], name="quiet_hours_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.in_force_from} {self.begins:%H:%M}—{self.ends:%H:%M}"


class SeenNonce(models.Model):
    """A signed call that was taken already, so that nobody can play it again."""

    nonce = models.CharField("随机串", max_length=100, unique=True)
    seen_at = models.DateTimeField("收到时间", db_index=True)

    class Meta:
        verbose_name = "已用随机串"

    def __str__(self) -> str:
        return self.nonce
