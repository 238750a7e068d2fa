"""Rounds of sign-off and the signatures in them."""

from django.db import models


class Round(models.Model):
    """One sign-off of one exact content; any change of the content needs a new round."""

    class State(models.TextChoices):
        OPEN = "OPEN", "审签中"
        PASSED = "PASSED", "已通过"
        RETURNED = "RETURNED", "已退回"
        VOID = "VOID", "已失效"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    subject = models.CharField("对象", max_length=200)
    content_hash = models.CharField("内容摘要", max_length=64)
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("提交时间")
    stages = models.JSONField("审签环节")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "审签"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "subject"],
                condition=models.Q(state="OPEN"),
                name="one_open_round_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}（{self.get_state_display()}）"


class Signature(models.Model):
    """One person's verdict at one stage; nobody signs twice, nor what he drafted."""

    class Verdict(models.TextChoices):
        PASS = "PASS", "通过"
        RETURN = "RETURN", "退回"

    round = models.ForeignKey(Round, models.PROTECT, related_name="signatures")
    stage = models.CharField("环节", max_length=20)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    verdict = models.CharField("结论", max_length=10, choices=Verdict)
    opinion = models.TextField("意见", blank=True)
    content_hash = models.CharField("内容摘要", max_length=64)
    signed_at = models.DateTimeField("签署时间")

    class Meta:
        verbose_name = "签署"
        constraints = [
            models.UniqueConstraint(fields=["round", "stage"], name="one_signature_per_stage"),
            models.UniqueConstraint(fields=["round", "officer"], name="nobody_signs_twice"),
            models.CheckConstraint(
                condition=~models.Q(officer=models.F("drafter")), name="nobody_signs_his_own_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.officer} {self.get_verdict_display()}"
