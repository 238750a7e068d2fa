"""By which ways an officer wants to be told of what, and where he is reached."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class OfficerContact(models.Model):
    """Where an officer is reached beside the screen; he enters it himself.

    His WeChat is no entry: he proves it (WeChatBinding).
    """

    officer = models.OneToOneField("agencies.Officer", models.CASCADE, related_name="+")
    phone = EncryptedTextField("手机号码", blank=True)
    email = EncryptedTextField("电子邮箱", blank=True)
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "工作人员联系方式"

    def __str__(self) -> str:
        return str(self.officer_id)


class WayPreference(models.Model):
    """The ways an officer chose for one event; without a row its default holds."""

    officer = models.ForeignKey("agencies.Officer", models.CASCADE, related_name="+")
    event = models.CharField("事项", max_length=40)
    ways = models.JSONField("方式", default=list)

    class Meta:
        verbose_name = "通知偏好"
        constraints = [
            models.UniqueConstraint(fields=["officer", "event"], name="preference_once_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.event}：{'、'.join(self.ways)}"
