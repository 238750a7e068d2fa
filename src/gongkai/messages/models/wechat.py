"""Who is told by WeChat: followers that proved who they are, and what they sent to the account."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField


class BindingKind(models.TextChoices):
    """Whose WeChat a binding is (绑定对象)."""

    ACCOUNT = "ACCOUNT", "账户绑定"
    OFFICER = "OFFICER", "工作人员绑定"


class WeChatBinding(models.Model):
    """The follower (openid) of an organ's account that a person proved to be himself.

    `holder` is the key of his online account or of the officer. One follower is one account and
    one officer at most; the openid is encrypted and found by its keyed digest.
    """

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    kind = models.CharField("绑定对象", max_length=10, choices=BindingKind)
    holder = models.PositiveBigIntegerField()
    openid = EncryptedTextField("微信用户标识")
    openid_digest = models.CharField(max_length=64)
    bound_at = models.DateTimeField("绑定时间")
    # Officers choose for each event (WayPreference); of an account this is all there is to choose.
    takes_messages = models.BooleanField("以微信接收通知", default=False)

    class Meta:
        verbose_name = "微信绑定"
        constraints = [
            models.UniqueConstraint(fields=["kind", "holder"], name="wechat_holder_once"),
            models.UniqueConstraint(
                fields=["agency", "kind", "openid_digest"], name="wechat_follower_once"
            ),
            models.CheckConstraint(
                condition=~Q(openid="") & ~Q(openid_digest=""), name="wechat_binding_has_follower"
            ),
        ]

    def __str__(self) -> str:
        return f"微信绑定{self.pk}"


class WeChatBindingCode(models.Model):
    """A code that binds whoever sends it to the account: known by digest alone, for minutes, once.

    Each holder has one at most; used or replaced it is gone.
    """

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    kind = models.CharField("绑定对象", max_length=10, choices=BindingKind)
    holder = models.PositiveBigIntegerField()
    code_digest = models.CharField(max_length=64)
    until_at = models.DateTimeField("有效期至", db_index=True)
    takes_messages = models.BooleanField("以微信接收通知", default=False)

    class Meta:
        verbose_name = "微信绑定码"
        constraints = [
            models.UniqueConstraint(fields=["kind", "holder"], name="wechat_code_once_a_holder"),
            models.UniqueConstraint(fields=["agency", "code_digest"], name="wechat_code_once"),
        ]

    def __str__(self) -> str:
        return f"微信绑定码{self.pk}"


class WeChatPush(models.Model):
    """A message that a follower sent, so that the platform's repetition finds the same reply.

    Neither the follower nor the message's number is in it, but for their digests. It is kept for
    a day, by which followers that send too much are known.
    """

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    push_digest = models.CharField(max_length=64)
    sender_digest = models.CharField(max_length=64)
    received_at = models.DateTimeField("收到时间", db_index=True)
    reply = EncryptedTextField("回复", blank=True, default="")
    is_message = models.BooleanField("登记为留言", default=False)
    is_wrong_code = models.BooleanField("绑定码不正确", default=False)

    class Meta:
        verbose_name = "微信来信"
        constraints = [
            models.UniqueConstraint(fields=["agency", "push_digest"], name="wechat_push_once")
        ]
        indexes = [
            models.Index(fields=["agency", "sender_digest", "received_at"], name="wechat_sender")
        ]

    def __str__(self) -> str:
        return f"微信来信{self.pk}"
