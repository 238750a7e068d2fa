"""Official documents (公文) with their disclosure attribute, and the registers of their numbers."""

from django.db import models
from django.db.models import F, Q

from gongkai.rules.attributes import attribute_values, local_codes
from gongkai.rules.document_kinds import OfficialKind


class DocumentState(models.TextChoices):
    """Where an official document stands."""

    DRAFT = "DRAFT", "拟稿"
    IN_REVIEW = "IN_REVIEW", "核稿会签"
    SIGNED = "SIGNED", "已签发"
    ISSUED = "ISSUED", "已印发"
    ABANDONED = "ABANDONED", "已作废"


class OfficialDocument(models.Model):
    """An official document from the drafting form (发文稿纸) to its issue (RULES: GB/T 9704-2012).

    Its attribute is proposed by the drafter and decided by who signs; 不予公开 and 依申请公开 give
    their ground and reason (条例第十三条至第十六条).
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField(
        "文种", max_length=20, choices=[(k.value, k.label) for k in OfficialKind]
    )
    title = models.CharField("标题", max_length=200)
    addressees = models.CharField("主送机关", max_length=500, blank=True)
    body = models.TextField("正文", blank=True)
    copies_to = models.CharField("抄送机关", max_length=500, blank=True)
    # In order: [{"name": …, "attribute": …, "body": … or "file": key of a file}, …].
    attachments = models.JSONField("附件", default=list, blank=True)
    joint_with = models.JSONField("联合发文机关", default=list, blank=True)
    # On which day each of them signed: {name: "2024-01-10"}.
    joint_signed = models.JSONField("会签日期", default=dict, blank=True)
    attendance = models.TextField("出席人员", blank=True)
    urgency = models.CharField("紧急程度", max_length=10, blank=True)
    signatory = models.CharField("签发人", max_length=50, blank=True)
    has_seal = models.BooleanField("加盖印章", default=True)
    is_normative = models.BooleanField("行政规范性文件", default=False)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    # What it does to others of the register: [{"document": key, "change": "REPEALED", "on": …}, …].
    changes = models.JSONField("废止和修改的文件", default=list, blank=True)
    # Where its item begins to be drafted once it is signed.
    column = models.ForeignKey(
        "publications.Column", models.PROTECT, null=True, blank=True, related_name="+"
    )
    attribute = models.CharField(
        "公开属性",
        max_length=20,
        choices=[(value.code, value.label) for value in attribute_values(local_codes())],
    )
    ground = models.CharField("不主动公开的依据", max_length=20, blank=True)
    reason = models.CharField("不主动公开的理由", max_length=500, blank=True)
    # Of the document passed on, where this one forwards another (转发).
    forwarded_attribute = models.CharField("原文公开属性", max_length=20, blank=True)
    forwards = models.CharField("所转发的文件", max_length=200, blank=True)
    next_review_on = models.DateField("下次评估日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=DocumentState, default=DocumentState.DRAFT
    )
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    # Keys of all who wrote any of it: they sign none of it.
    written_by = models.JSONField("撰稿人员", default=list, blank=True)
    department = models.ForeignKey(
        "agencies.Department", models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_round = models.ForeignKey("review.Round", models.PROTECT, null=True, related_name="+")
    series = models.CharField("发文机关代字", max_length=40, blank=True)
    document_no = models.CharField("发文字号", max_length=60, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    legal_document = models.OneToOneField(
        "publications.LegalDocument", models.PROTECT, null=True, related_name="+"
    )
    pdf = models.OneToOneField(
        "publications.PublicationFile", models.PROTECT, null=True, related_name="+"
    )
    docx = models.OneToOneField(
        "publications.PublicationFile", models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField("拟稿时间")
    changed_at = models.DateTimeField("修改时间")
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "公文"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document_no"],
                condition=~Q(document_no=""),
                name="official_no_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SIGNED", "ISSUED"])
                | Q(review_round__isnull=False, formed_on__isnull=False),
                name="signed_document_passed_a_round",
            ),
            models.CheckConstraint(
                condition=Q(printed_on=None) | Q(printed_on__gte=F("formed_on")),
                name="document_printed_after_formed",
            ),
            models.CheckConstraint(
                condition=~Q(state="ISSUED") | Q(printed_on__isnull=False, pdf__isnull=False),
                name="issued_document_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-changed_at"], name="official_list"),
            models.Index(
                fields=["agency", "next_review_on"],
                condition=Q(next_review_on__isnull=False),
                name="official_reassess",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reassessment(models.Model):
    """One periodic look at whether what was withheld can be public now: 条例第十八条."""

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="reassessments")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    on = models.DateField("评估日期")
    before = models.CharField("原公开属性", max_length=20)
    after = models.CharField("评估后公开属性", max_length=20)
    opinion = models.CharField("评估意见", max_length=500)
    next_review_on = models.DateField("下次评估日期", null=True, blank=True)

    class Meta:
        verbose_name = "定期评估"

    def __str__(self) -> str:
        return f"{self.document} {self.on}"


class PublicationSeries(models.Model):
    """The last number given in one organ's series of a year: index numbers, document numbers."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    series = models.CharField("字号", max_length=40)
    last = models.PositiveIntegerField("已用至", default=0)

    class Meta:
        verbose_name = "公开编号册"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "series"], name="publication_series_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕"
