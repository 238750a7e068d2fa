"""Service (送达) of letters, with its proof."""

from django.db import models


class ServiceMethod(models.TextChoices):
    COUNTER = "COUNTER", "当面送达"
    REGISTERED_MAIL = "REGISTERED_MAIL", "挂号信或邮政特快专递"
    EMAIL = "EMAIL", "电子邮件"
    PORTAL = "PORTAL", "网上送达"


class Service(models.Model):
    """One attempt to serve a letter: under way, done on a day, or failed with a reason."""

    letter = models.ForeignKey("casework.Letter", models.PROTECT, related_name="services")
    method = models.CharField("送达方式", max_length=20, choices=ServiceMethod)
    sent_on = models.DateField("寄发日期")
    tracking_no = models.CharField("邮件号", max_length=60, blank=True)
    recipient = models.CharField("签收人", max_length=50, blank=True)
    served_on = models.DateField("送达日期", null=True)
    failed_on = models.DateField("未成日期", null=True)
    failure = models.CharField("未成原因", max_length=300, blank=True)
    is_settled = models.BooleanField("已另行处理", default=False)
    proof = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "送达"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(served_on=None) | models.Q(failed_on=None),
                name="served_or_failed",
            ),
            models.CheckConstraint(
                condition=models.Q(served_on=None) | models.Q(served_on__gte=models.F("sent_on")),
                name="served_after_sending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.get_method_display()}"
