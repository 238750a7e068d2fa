"""What became of 规章 and 行政规范性文件 after they were made, and what a clean-up found."""

from django.db import models
from django.db.models import Q

from gongkai.publications.models.documents import OfficialDocument
from gongkai.publications.models.records import LegalDocument


class LegalChange(models.TextChoices):
    """What happened to a document of the register, or was concluded in a clean-up (清理)."""

    CONFIRMED = "CONFIRMED", "继续有效"
    TO_AMEND = "TO_AMEND", "拟修改"
    AMENDED = "AMENDED", "已修改"
    REPEALED = "REPEALED", "废止"
    LAPSED = "LAPSED", "失效"


class LegalDocumentChange(models.Model):
    """One entry in the history of a document of the register; none is ever taken back."""

    legal_document = models.ForeignKey(LegalDocument, models.PROTECT, related_name="changes")
    change = models.CharField("结论", max_length=10, choices=LegalChange)
    on = models.DateField("日期")
    basis = models.CharField("依据", max_length=300)
    # What repealed or amended it, where that is in the register or was made here.
    by_legal_document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, related_name="+"
    )
    by_document = models.ForeignKey(OfficialDocument, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "规范性文件变动"
        constraints = [
            models.UniqueConstraint(
                fields=["legal_document"],
                condition=Q(change__in=["REPEALED", "LAPSED"]),
                name="document_ends_once",
            ),
            models.CheckConstraint(
                condition=~Q(by_legal_document=models.F("legal_document")),
                name="document_is_not_changed_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legal_document} {self.get_change_display()}"
