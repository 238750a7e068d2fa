"""Notices to officers on screen."""

from django.db import models


class Notice(models.Model):
    """A notice shown to one officer until he has read it."""

    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    text = models.CharField("内容", max_length=300)
    subject = models.CharField("对象", max_length=200)
    sent_at = models.DateTimeField("发出时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = "通知"
        indexes = [
            models.Index(fields=["officer"], condition=models.Q(read_at=None), name="notice_unread")
        ]

    def __str__(self) -> str:
        return self.text
