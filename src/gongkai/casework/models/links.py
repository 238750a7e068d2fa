"""How cases belong together: split from one letter, joined, asked before."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest


class LinkKind(models.TextChoices):
    SPLIT = "SPLIT", "分案"
    JOINED = "JOINED", "并案"
    REPEATS = "REPEATS", "重复申请"
    RELATED = "RELATED", "相关申请"


class CaseLink(models.Model):
    """One case's tie to another: `request` was split from, joined to, or repeats `other`."""

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="links")
    other = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="linked_from")
    kind = models.CharField("关系", max_length=10, choices=LinkKind)
    note = models.CharField("说明", max_length=300, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "关联申请"
        constraints = [
            models.UniqueConstraint(fields=["request", "other", "kind"], name="linked_once"),
            models.CheckConstraint(
                condition=~models.Q(request=models.F("other")), name="linked_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.get_kind_display()} {self.other}"
