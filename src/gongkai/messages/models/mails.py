"""Mail with the proof that it went out."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class Mail(models.Model):
    """One mail, sent once: waiting, on its way to the mail server, taken by it, or failed.

    `key` names what it was sent for. That the server took it is no proof that anybody read it.
    """

    class State(models.TextChoices):
        QUEUED = "QUEUED", "等待发送"
        SENDING = "SENDING", "正在发送"
        SENT = "SENT", "邮件服务器已接收"
        FAILED = "FAILED", "未能发出"

    key = models.CharField("用途", max_length=100, unique=True)
    message_id = models.CharField("邮件标识", max_length=200, unique=True)
    to = EncryptedTextField("收件地址")
    subject = models.CharField("主题", max_length=200)
    body = EncryptedTextField("正文")
    state = models.CharField("状态", max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    queued_at = models.DateTimeField("登记时间")
    claimed_at = models.DateTimeField("开始发送时间", null=True)
    next_at = models.DateTimeField("下次尝试时间", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    failure = models.CharField("未发出原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "邮件"

    def __str__(self) -> str:
        return self.message_id

    @property
    def has_failed(self) -> bool:
        """Tell whether no further attempt is made."""
        return self.state == self.State.FAILED

    @property
    def is_sent(self) -> bool:
        """Tell whether the mail server took it."""
        return self.state == self.State.SENT
