"""What was examined of a page before it is public: secrecy, and findings let pass by name."""

from django.db import models
from django.db.models import F, Q

from gongkai.sites.models.pages import SitePage


class PageSecrecyConclusion(models.TextChoices):
    """The outcome of a secrecy review (保密审查) of a page: 条例第十七条."""

    PUBLIC = "PUBLIC", "可以公开"
    WITHHELD = "WITHHELD", "不得公开"
    REFERRED = "REFERRED", "报请确定"


class PageSecrecyReview(models.Model):
    """The secrecy review of one exact content of a page (先审查、后公开，一事一审)."""

    page = models.ForeignKey(SitePage, models.PROTECT, related_name="secrecy_reviews")
    content_hash = models.CharField("内容摘要", max_length=64)
    conclusion = models.CharField("结论", max_length=10, choices=PageSecrecyConclusion)
    basis = models.CharField("依据", max_length=500)
    referred_to = models.CharField("报请机关", max_length=100, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    # Of what is reviewed; the database itself refuses a review of one's own draft.
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("审查时间")

    class Meta:
        verbose_name = "页面保密审查"
        constraints = [
            models.CheckConstraint(
                condition=~Q(officer=F("drafter")), name="nobody_reviews_his_own_page"
            ),
            models.CheckConstraint(
                condition=~Q(conclusion="REFERRED") | ~Q(referred_to=""),
                name="page_referred_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_conclusion_display()}（{self.officer}）"


class AcceptedPageFinding(models.Model):
    """A finding of the pre-check of a page that an officer confirmed by name to be no fault."""

    page = models.ForeignKey(SitePage, models.PROTECT, related_name="accepted_findings")
    rule = models.CharField("规则", max_length=20)
    digest = models.CharField("内容摘要", max_length=64)
    matched = models.CharField("内容", max_length=100)
    reason = models.CharField("理由", max_length=300)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = "页面已确认的检查结果"
        constraints = [
            models.UniqueConstraint(fields=["page", "rule", "digest"], name="accepted_once_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.matched}"
