"""Codes that prove who opens or changes an account: sent by SMS, or given out at the counter."""

from django.db import models
from django.db.models import Q


class CodePurpose(models.TextChoices):
    """What a code is for (验证用途)."""

    OPENING = "OPENING", "开通账户"
    PASSWORD = "PASSWORD", "重设密码"
    PHONE = "PHONE", "变更手机号码"
    COUNTER = "COUNTER", "柜台开通码"


class AccountCode(models.Model):
    """A code for one person, known by digest alone; it counts once, for a while, for a few tries.

    `subject_digest` is of name, identity number and phone together, so that a code of the counter
    fits only whom the officer saw. A code that nobody was ever told stands for somebody who is not
    known: it is tried and refused like any other.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    purpose = models.CharField("用途", max_length=10, choices=CodePurpose)
    subject_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField("发放时间")
    until_at = models.DateTimeField("有效期至")
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True)
    # Of the counter: who gave it out, and whether he saw somebody whom no fund account belongs to.
    issued_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    without_account = models.BooleanField("无个人账户", default=False)
    voided_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        verbose_name = "账户验证码"
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose="COUNTER") | Q(issued_by__isnull=False),
                name="counter_code_has_its_officer",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "subject_digest", "purpose"], name="account_code_of"),
            models.Index(fields=["until_at"], name="account_code_until"),
        ]

    def __str__(self) -> str:
        return f"账户验证码{self.pk}"
