"""意见征集: what is asked, what people answer, and what became of it."""

from datetime import date

from django.db import models

from gongkai.participation.models.pieces import Moderation, Piece
from gongkai.privacy.fields import EncryptedTextField


class PublicConsultation(Piece):
    """A text on which the public is heard from the first to the end of the last day."""

    title = models.CharField("标题", max_length=200)
    background = models.TextField("背景和说明")
    body = models.TextField("征求意见的内容", blank=True)
    item = models.ForeignKey(
        "publications.Item", models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField("征集依据", max_length=300, blank=True)
    contact = models.CharField("联系方式", max_length=300)
    from_on = models.DateField("开始日期")
    until_on = models.DateField("截止日期")

    class Meta:
        verbose_name = "意见征集"
        indexes = [models.Index(fields=["agency", "state", "-until_on"], name="consultation_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="consultation_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        """Tell whether opinions are taken on a day, both ends included."""
        return self.is_public and self.from_on <= on <= self.until_on


class OpinionSource(models.TextChoices):
    """The way an opinion came."""

    SITE = "SITE", "网站"
    LETTER = "LETTER", "信函"
    EMAIL = "EMAIL", "电子邮件"
    MEETING = "MEETING", "座谈、来访"
    OTHER = "OTHER", "其他渠道"


class Uptake(models.TextChoices):
    """What becomes of an opinion."""

    OPEN = "", "未研究"
    TAKEN_UP = "TAKEN_UP", "采纳"
    PARTLY = "PARTLY", "部分采纳"
    NOT_TAKEN_UP = "NOT_TAKEN_UP", "未采纳"
    UNRELATED = "UNRELATED", "与征集内容无关"


class PublicOpinion(models.Model):
    """One person's opinion; only `shown_text` ever reaches the public, and only once released."""

    consultation = models.ForeignKey(PublicConsultation, models.PROTECT, related_name="opinions")
    receipt_no = models.CharField("回执号", max_length=40)
    source = models.CharField("来源", max_length=10, choices=OpinionSource)
    received_on = models.DateField("收到日期")
    sent_at = models.DateTimeField("登记时间")
    text = EncryptedTextField("意见")
    about_article = models.CharField("针对的条款", max_length=100, blank=True)
    name = EncryptedTextField("姓名", blank=True)
    contact = EncryptedTextField("联系方式", blank=True)
    may_be_shown = models.BooleanField("同意公开", default=False)
    moderation = models.CharField(
        "公开审阅", max_length=10, choices=Moderation, default=Moderation.RECEIVED
    )
    shown_text = models.TextField("公开的文字", blank=True)
    kept_reason = models.CharField("不公开的原因", max_length=200, blank=True)
    uptake = models.CharField("采纳情况", max_length=14, choices=Uptake, blank=True, default="")
    uptake_reason = models.CharField("理由", max_length=500, blank=True)
    handled_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        verbose_name = "征集意见"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "receipt_no"], name="opinion_receipt_once"
            )
        ]
        indexes = [models.Index(fields=["consultation", "moderation"], name="opinion_moderation")]

    def __str__(self) -> str:
        return self.receipt_no


class ConsultationResult(Piece):
    """What came of a consultation; the counts are those of the day it was handed in."""

    consultation = models.OneToOneField(PublicConsultation, models.PROTECT, related_name="result")
    summary = models.TextField("意见采纳情况")
    reasons = models.TextField("未采纳的主要意见和理由", blank=True)
    received = models.PositiveIntegerField("收到意见", default=0)
    taken_up = models.PositiveIntegerField("采纳", default=0)
    partly_taken_up = models.PositiveIntegerField("部分采纳", default=0)
    not_taken_up = models.PositiveIntegerField("未采纳", default=0)
    unrelated = models.PositiveIntegerField("与征集内容无关", default=0)

    class Meta:
        verbose_name = "征集结果"

    def __str__(self) -> str:
        return f"{self.consultation.title}（征集结果）"

    @property
    def title(self) -> str:
        """Return what the result is called."""
        return f"{self.consultation.title}（征集结果）"
