"""Information processing fees (信息处理费): 国办函〔2020〕109号."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest


class FeeMethod(models.TextChoices):
    BY_ITEM = "BY_ITEM", "按件"
    BY_PAGE = "BY_PAGE", "按量"


class ProcessingFee(models.Model):
    """An information processing fee (信息处理费) noticed and perhaps paid, in 元."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    request = models.ForeignKey(DisclosureRequest, models.PROTECT, null=True, related_name="+")
    method = models.CharField("计收方式", max_length=10, choices=FeeMethod)
    quantity = models.PositiveIntegerField("件数或页数")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    noticed_on = models.DateField("通知日期")
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    # A notice taken back stays on record; nothing is owed for it.
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Meta:
        verbose_name = "信息处理费"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "register_no"], name="processing_fee_no_once"
            ),
            models.CheckConstraint(
                condition=models.Q(paid_on=None) | models.Q(paid_on__gte=models.F("noticed_on")),
                name="fee_paid_after_notice",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_on=None) | models.Q(withdrawn_on=None),
                name="withdrawn_fee_not_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_no} {self.amount}元"
