"""Disclosure requests with their dated history, disputes about them, and processing fees."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel, Event
from gongkai.rules.outcomes import OUTCOMES


class DisclosureRequest(models.Model):
    """A request (依申请公开), from receipt to reply.

    `due_on`, `closed_on` and `outcome` follow from the history and are only written by
    `operations.history`; they are kept so that lists and counts need not replay it.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    channel = models.CharField(
        "提交渠道", max_length=20, choices=[(c.value, c.label) for c in Channel]
    )
    received_on = models.DateField("收到申请之日")
    applicant_kind = models.CharField(
        "申请人类型", max_length=20, choices=[(k.value, k.label) for k in ApplicantKind]
    )
    applicant_name = EncryptedTextField("申请人", blank=True)
    identity_number = EncryptedTextField("证件号码", blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    wanted = models.TextField("所需信息")
    due_on = models.DateField("答复期限", null=True)
    due_reason = models.CharField("期限说明", max_length=200, blank=True)
    closed_on = models.DateField("办结日期", null=True)
    outcome = models.CharField(
        "答复类型",
        max_length=40,
        blank=True,
        choices=[(o.code, o.label) for o in OUTCOMES.values()],
    )

    class Meta:
        verbose_name = "公开申请"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="request_no_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, outcome="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(outcome="")),
                name="closed_request_has_one_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None)
                | models.Q(closed_on__gte=models.F("received_on")),
                name="request_closed_after_receipt",
            ),
        ]
        indexes = [
            # Covers the table of section 三 in the order of its groups: counting sorts nothing.
            models.Index(
                fields=["agency", "applicant_kind", "outcome", "closed_on", "received_on"],
                name="request_count",
            ),
        ]

    def __str__(self) -> str:
        return self.register_no


class CaseEvent(models.Model):
    """One dated entry in a request's history. Never edited, never deleted.

    An entry made in error is withdrawn: it stays on record, and readers of the history skip it.
    """

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="history")
    on = models.DateField("日期")
    event = models.CharField("事项", max_length=30, choices=[(e.value, e.label) for e in Event])
    subject = models.CharField("对象", max_length=100, blank=True)
    reached_on = models.DateField("送达日期", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "办理记录"

    def __str__(self) -> str:
        return f"{self.on} {self.event}"


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
        ]

    def __str__(self) -> str:
        return f"{self.register_no} {self.amount}元"


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
    filed_on = models.DateField("受理日期")
    closed_on = models.DateField("审结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=10, blank=True, choices=DisputeResult)
    # 国办公开办函〔2016〕201号: counted only for the organ whose act is challenged.
    as_reconsideration_organ = models.BooleanField("仅作为复议机关共同被告", default=False)

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
