"""Reconsiderations and lawsuits over disclosure, as section 四 of the report counts them."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest


class DisputeRoute(models.TextChoices):
    RECONSIDERATION = "RECONSIDERATION", "行政复议"
    LITIGATION_DIRECT = "LITIGATION_DIRECT", "未经复议直接起诉"
    LITIGATION_AFTER_RECONSIDERATION = "LITIGATION_AFTER_RECONSIDERATION", "复议后起诉"


class DisputeResult(models.TextChoices):
    UPHELD = "UPHELD", "结果维持"
    CORRECTED = "CORRECTED", "结果纠正"
    OTHER = "OTHER", "其他结果"


class Dispute(models.Model):
    """A reconsideration (行政复议) or lawsuit (行政诉讼) over disclosure."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    request = models.ForeignKey(DisclosureRequest, models.PROTECT, null=True, related_name="+")
    route = models.CharField("途径", max_length=40, choices=DisputeRoute)
    organ = models.CharField("受理机关", max_length=100, blank=True)
    case_no = models.CharField("案号", max_length=100, blank=True)
    filed_on = models.DateField("受理日期")
    closed_on = models.DateField("审结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=10, blank=True, choices=DisputeResult)
    # 国办公开办函〔2016〕201号: counted only for the organ whose act is challenged.
    as_reconsideration_organ = models.BooleanField("仅作为复议机关共同被告", default=False)
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "复议诉讼"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="dispute_no_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, result="")
                | (models.Q(closed_on__gte=models.F("filed_on")) & ~models.Q(result="")),
                name="closed_dispute_has_one_result",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "filed_on", "closed_on", "route", "result"], name="dispute_count"
            )
        ]

    def __str__(self) -> str:
        return self.register_no
