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
    # What was looked at, and passages marked with what should stand there.
    checked = models.JSONField("核对事项", default=list, blank=True)
    marks = models.JSONField("标注", default=list, blank=True)
    # Whose place the signer took, under a substitution of those days.
    on_behalf_of = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )
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
            models.UniqueConstraint(
                fields=["round", "on_behalf_of"],
                condition=models.Q(on_behalf_of__isnull=False),
                name="nobody_is_stood_in_for_twice",
            ),
            models.CheckConstraint(
                condition=models.Q(on_behalf_of=None)
                | ~models.Q(on_behalf_of=models.F("drafter"))
                & ~models.Q(on_behalf_of=models.F("officer")),
                name="nobody_stands_in_for_drafter_or_self",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.officer} {self.get_verdict_display()}"


class Substitution(models.Model):
    """One officer stands in for another between two days, and may sign where that one may."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    principal = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    substitute = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=200)
    made_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("登记时间")
    ended_on = models.DateField("提前结束", null=True, blank=True)

    class Meta:
        verbose_name = "代签授权"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("substitute")),
                name="substitute_is_another_person",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="substitution_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} → {self.substitute}"
