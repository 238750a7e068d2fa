"""Letters (文书) of a case: drafted, reviewed, numbered, sent."""

from django.db import models

from gongkai.casework.models.requests import DisclosureRequest
from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.letters import LetterKind


class LetterState(models.TextChoices):
    DRAFT = "DRAFT", "起草中"
    IN_REVIEW = "IN_REVIEW", "审签中"
    APPROVED = "APPROVED", "已通过审签"
    ISSUED = "ISSUED", "已发出"
    VOID = "VOID", "已作废"


class Letter(models.Model):
    """One letter, from draft to sending.

    `content_hash` is of everything a reader will see but number and date, which are given when it
    leaves. A round of sign-off is bound to it, so that any edit voids the approval. `terms` holds
    what the letter decides, by its kind: outcome and reasons of a reply, items and day of a
    correction, method and quantity of a fee, days of an extension.
    """

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="letters")
    kind = models.CharField(
        "文书种类", max_length=40, choices=[(k.value, k.label) for k in LetterKind]
    )
    outcome = models.CharField("答复类型", max_length=40, blank=True)
    consultation = models.ForeignKey(
        "casework.Consultation", models.PROTECT, null=True, related_name="letters"
    )
    title = models.CharField("标题", max_length=200)
    addressee = EncryptedTextField("主送")
    body = EncryptedTextField("正文")
    terms = models.JSONField("办理事项", default=dict)
    template_version = models.PositiveIntegerField("模板版本", default=0)
    state = models.CharField("状态", max_length=10, choices=LetterState, default=LetterState.DRAFT)
    content_hash = models.CharField("内容摘要", max_length=64)
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("起草时间")
    review_round = models.ForeignKey("review.Round", models.PROTECT, null=True, related_name="+")
    number = models.CharField("文号", max_length=100, blank=True)
    dated_on = models.DateField("成文日期", null=True)
    event = models.ForeignKey("casework.CaseEvent", models.PROTECT, null=True, related_name="+")
    enclosures = models.ManyToManyField("casework.CaseFile", related_name="+")
    pdf = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(kind="REPLY") & ~models.Q(state="VOID"),
                name="one_reply_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ISSUED") | ~models.Q(number=""),
                name="sent_letter_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class LetterTemplate(models.Model):
    """An organ's own wording of a kind of letter; the newest version counts.

    Where there is none, the one that comes with the product does.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField(
        "文书种类", max_length=40, choices=[(k.value, k.label) for k in LetterKind]
    )
    outcome = models.CharField("答复类型", max_length=40, blank=True)
    version = models.PositiveIntegerField("版本")
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    edited_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "文书模板"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "outcome", "version"], name="template_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} v{self.version}"
