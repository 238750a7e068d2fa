"""Proposals to publish what several have asked for: 条例第四十四条."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest


class ProposalSource(models.TextChoices):
    DETECTED = "DETECTED", "多人申请同一信息"
    APPLICANT = "APPLICANT", "申请人建议"


class ProposalState(models.TextChoices):
    OPEN = "OPEN", "待研究"
    ACCEPTED = "ACCEPTED", "纳入主动公开"
    DECLINED = "DECLINED", "不予纳入"


class ProactiveProposal(models.Model):
    """Something asked for by several, proposed for publication, with what was decided and why."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    title = models.CharField("信息名称", max_length=300)
    source = models.CharField("来源", max_length=20, choices=ProposalSource)
    requests = models.ManyToManyField(DisclosureRequest, related_name="+")
    matter = models.ForeignKey("casework.Matter", models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        "状态", max_length=10, choices=ProposalState, default=ProposalState.OPEN
    )
    proposed_at = models.DateTimeField("提出时间")
    decision = models.CharField("决定说明", max_length=500, blank=True)
    decided_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True)

    class Meta:
        verbose_name = "主动公开建议"

    def __str__(self) -> str:
        return self.title
