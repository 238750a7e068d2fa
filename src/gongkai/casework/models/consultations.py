"""Opinions asked of third parties and of organs that made the information too."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest
from gongkai.privacy.fields import EncryptedTextField


class ConsultationKind(models.TextChoices):
    THIRD_PARTY = "THIRD_PARTY", "第三方"
    CO_MAKER = "CO_MAKER", "共同制作机关"


class Opinion(models.TextChoices):
    AGREES = "AGREES", "同意公开"
    PARTLY = "PARTLY", "同意部分公开"
    REFUSES = "REFUSES", "不同意公开"
    SILENT = "SILENT", "逾期未答复"


class Consultation(models.Model):
    """One opinion asked: 条例第三十二条 (third party) or 第三十四条 (co-maker).

    A third party's silence leaves the decision to the organ; a co-maker's is consent. `label` is
    how the history and the reply name whom was asked (第三方甲); the name itself is encrypted.
    """

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="consultations")
    kind = models.CharField("征求对象", max_length=20, choices=ConsultationKind)
    label = models.CharField("称谓", max_length=100)
    name = EncryptedTextField("名称")
    contact = EncryptedTextField("联系方式", blank=True)
    asked_about = models.TextField("征求意见的内容")
    sent_on = models.DateField("发出日期", null=True)
    reached_on = models.DateField("送达日期", null=True)
    due_on = models.DateField("答复期限", null=True)
    opinion = models.CharField("意见", max_length=10, choices=Opinion, blank=True)
    opinion_text = EncryptedTextField("意见内容", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    # 第三十二条: whether the reasons hold is the organ's judgement, with who made it and why.
    is_reasonable = models.BooleanField("理由是否成立", null=True)
    judgement = models.CharField("认定说明", max_length=500, blank=True)
    judged_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    overrides = models.BooleanField("因公共利益决定公开", default=False)
    override_reason = models.CharField("决定公开的理由", max_length=500, blank=True)
    informed_on = models.DateField("书面告知日期", null=True)

    class Meta:
        verbose_name = "征求意见"
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "label"], name="consulted_once"),
            models.CheckConstraint(
                condition=models.Q(overrides=False) | ~models.Q(override_reason=""),
                name="override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.label}"
