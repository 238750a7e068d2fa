"""Sign-ins that failed (登录失败), kept alike for numbers that have an account and for others."""

from django.db import models


class SignInFailure(models.Model):
    """One failed try; `number_digest` is of what was typed, by which an owner sees his own."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    number_digest = models.CharField(max_length=64)
    at = models.DateTimeField("时间")
    device = models.CharField("设备", max_length=100, blank=True, default="")
    address = models.CharField("网络地址", max_length=45, blank=True, default="")

    class Meta:
        verbose_name = "登录失败"
        indexes = [
            models.Index(fields=["agency", "number_digest", "-at"], name="sign_in_failure_of"),
            models.Index(fields=["at"], name="sign_in_failure_at"),
        ]

    def __str__(self) -> str:
        return f"登录失败{self.pk}"
