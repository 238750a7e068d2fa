"""The request itself: who asks for what, and where the case stands."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel
from gongkai.rules.lifecycle import State
from gongkai.rules.outcomes import OUTCOMES


class IdentityKind(models.TextChoices):
    """What proves who the applicant is: 条例第二十九条."""

    RESIDENT_CARD = "RESIDENT_CARD", "居民身份证"
    PASSPORT = "PASSPORT", "护照"
    HK_MACAO_PERMIT = "HK_MACAO_PERMIT", "港澳居民来往内地通行证"
    TAIWAN_PERMIT = "TAIWAN_PERMIT", "台湾居民来往大陆通行证"
    CREDIT_CODE = "CREDIT_CODE", "统一社会信用代码"
    OTHER = "OTHER", "其他证件"


class Form(models.TextChoices):
    """In what form the information is wanted (获取信息的方式): 条例第二十九条、第四十条."""

    PAPER = "PAPER", "纸质"
    ELECTRONIC = "ELECTRONIC", "电子文件"
    INSPECTION = "INSPECTION", "查阅、抄录"


class Delivery(models.TextChoices):
    """In what way the information is to come (获取信息的途径): 条例第二十九条."""

    PORTAL = "PORTAL", "网上下载"
    EMAIL = "EMAIL", "电子邮件"
    MAIL = "MAIL", "邮寄"
    COUNTER = "COUNTER", "当面领取"


class DisclosureRequest(models.Model):
    """A request (依申请公开), from arrival to archive.

    `received_on`, `state`, `due_on`, `due_reason`, `lapses_on`, `closed_on` and `outcome` follow
    from the history and are only written by `operations.history`; they are kept so that lists and
    counts need not replay it. `version` counts what was done to the case: who acts on an older one
    is told what happened since.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    channel = models.CharField(
        "提交渠道", max_length=20, choices=[(c.value, c.label) for c in Channel]
    )
    arrived_on = models.DateField("到达日期", null=True)
    received_on = models.DateField("收到申请之日", null=True)
    filed_at = models.DateTimeField("提交时间", null=True)
    applicant_kind = models.CharField(
        "申请人类型", max_length=20, choices=[(k.value, k.label) for k in ApplicantKind]
    )
    applicant_name = EncryptedTextField("申请人", blank=True)
    identity_kind = models.CharField("证件类型", max_length=20, choices=IdentityKind, blank=True)
    identity_number = EncryptedTextField("证件号码", blank=True)
    # Keyed digest of the identity number: finds the same applicant without opening the number.
    applicant_digest = models.CharField(max_length=64, blank=True)
    contact_name = EncryptedTextField("经办人", blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    email = EncryptedTextField("电子邮箱", blank=True)
    address = EncryptedTextField("通信地址", blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    document_title = models.CharField("信息名称", max_length=300, blank=True)
    document_no = models.CharField("文号", max_length=100, blank=True)
    wanted = models.TextField("所需信息")
    form = models.CharField("获取信息的方式", max_length=20, choices=Form, blank=True)
    delivery = models.CharField("获取信息的途径", max_length=20, choices=Delivery, blank=True)
    is_oral = models.BooleanField("口头申请代填", default=False)
    assistance = models.CharField("提供的协助", max_length=300, blank=True)
    department = models.ForeignKey(
        "agencies.Department", models.PROTECT, null=True, related_name="+", verbose_name="主办科室"
    )
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    query_digest = models.CharField(max_length=64, blank=True)
    # Of the form as it was sent and of who sent it: sent twice, it is one case all the same.
    form_digest = models.CharField(max_length=64, blank=True)
    correction_until = models.DateField("补正期限", null=True)
    state = models.CharField(
        "状态",
        max_length=30,
        choices=[(state.value, state.label) for state in State],
        default=State.AWAITING_CONFIRMATION,
    )
    due_on = models.DateField("答复期限", null=True)
    due_reason = models.CharField("期限说明", max_length=200, blank=True)
    is_provisional = models.BooleanField("期限暂定", default=False)
    lapses_on = models.DateField("申请人期限", null=True)
    closed_on = models.DateField("办结日期", null=True)
    outcome = models.CharField(
        "答复类型",
        max_length=40,
        blank=True,
        choices=[(o.code, o.label) for o in OUTCOMES.values()],
    )
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "公开申请"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="request_no_once"),
            models.UniqueConstraint(
                fields=["agency", "form_digest"],
                condition=~models.Q(form_digest=""),
                name="request_form_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, outcome="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(outcome="")),
                name="closed_request_has_one_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None)
                | models.Q(closed_on__gte=models.F("received_on")),
                name="request_closed_after_receipt",
            ),
        ]
        indexes = [
            # Covers the table of section 三 in the order of its groups: counting sorts nothing.
            models.Index(
                fields=["agency", "applicant_kind", "outcome", "closed_on", "received_on"],
                name="request_count",
            ),
            models.Index(fields=["agency", "closed_on", "due_on"], name="request_queue"),
            models.Index(fields=["agency", "state", "due_on"], name="request_by_state"),
            # What reminders look through each hour, whatever else there is.
            models.Index(
                fields=["due_on"], condition=models.Q(closed_on=None), name="request_open_due"
            ),
            models.Index(fields=["agency", "applicant_digest"], name="request_by_applicant"),
        ]

    @property
    def wanted_besides(self) -> str:
        """Return what is wanted beside title and number, "" where these say it all."""
        title, number = self.document_title.strip("《》 "), self.document_no.strip()
        named = " ".join(filter(None, (f"《{title}》" if title else "", number)))
        return "" if self.wanted.strip() == named else self.wanted

    def __str__(self) -> str:
        return self.register_no
