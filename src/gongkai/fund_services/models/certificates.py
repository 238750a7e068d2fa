"""Certificates issued (证明), the keys that seal them, and what happened to each."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.certificates import CertificateKind

_KINDS = [(kind.value, kind.label) for kind in CertificateKind]


class SealKey(models.Model):
    """The certificate of a key that an organ signs with (签章密钥), put on record by an officer.

    The key itself is never here: it stands in a file, on a token or in a key service.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    fingerprint = models.CharField("证书指纹", max_length=64)
    certificate = models.TextField("证书")
    subject = models.CharField("持有者", max_length=300)
    issuer = models.CharField("颁发者", max_length=300)
    serial = models.CharField("序列号", max_length=60)
    valid_from = models.DateTimeField("生效时间")
    valid_until = models.DateTimeField("失效时间")
    is_self_signed = models.BooleanField("自签名")
    kept_in = models.CharField("存放方式", max_length=20)
    since = models.DateTimeField("启用时间")
    registered_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+"
    )
    retired_at = models.DateTimeField("停用时间", null=True)
    retired_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "签章密钥"
        constraints = [
            models.UniqueConstraint(fields=["agency", "fingerprint"], name="seal_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.fingerprint[:16]}"


class CertificateSetting(models.Model):
    """How an organ issues a kind of certificate (证明设置); without a row the defaults hold.

    `confirmed_on` is the day on which somebody of the centre said that the form is right.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("证明种类", max_length=20, choices=_KINDS)
    days = models.PositiveIntegerField("有效天数")
    contact_name = models.CharField("联系人", max_length=50, blank=True, default="")
    confirmed_on = models.DateField("确认日期", null=True)
    confirmed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "证明设置"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind"], name="certificate_setting_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind}"


class CertificateSeries(models.Model):
    """The last number given of a kind in a year (证明编号); held while a certificate is made."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("证明种类", max_length=20, choices=_KINDS)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后编号")

    class Meta:
        verbose_name = "证明编号"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year"], name="certificate_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.last}"


class Certificate(models.Model):
    """A certificate as it was issued (证明); its bytes stand encrypted in the files folder.

    `facts` is JSON of what is printed, and `core_at` when the business system told it. `sha256` and
    `size` are of the signed PDF. Its verification code is compared by digest; it stands encrypted
    as well, for its owner to pass on. `once` is a keyed digest of owner and form: sent twice, it is
    one certificate. Only revocation ever changes a row.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("证明种类", max_length=20, choices=_KINDS)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    certificate_no = models.CharField("证明编号", max_length=30)
    # Who issued it for himself or his employer; None where the counter did.
    account = models.ForeignKey(
        "fund_services.OnlineAccount", models.PROTECT, null=True, related_name="+"
    )
    agent = models.ForeignKey(
        "fund_services.EmployerAgent", models.PROTECT, null=True, related_name="+"
    )
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    owner_name = EncryptedTextField("姓名或者单位名称")
    owner_digest = models.CharField(max_length=64)
    account_no = models.CharField("个人账号", max_length=40, blank=True, default="")
    employer_no = models.CharField("单位账号", max_length=40, blank=True, default="")
    facts = EncryptedTextField("证明内容")
    core_at = models.DateTimeField("核心数据时间")
    code = EncryptedTextField("验证码")
    code_digest = models.CharField(max_length=64)
    once = models.CharField(max_length=64)
    sha256 = models.CharField("文件摘要", max_length=64, unique=True)
    size = models.PositiveIntegerField("字节数")
    stored_name = models.CharField("存放名称", max_length=80, unique=True)
    seal_key = models.ForeignKey(SealKey, models.PROTECT, related_name="+")
    has_time_stamp = models.BooleanField("可信时间戳", default=False)
    issued_at = models.DateTimeField("出具时间")
    issued_on = models.DateField("出具日期")
    valid_until = models.DateField("有效期至", null=True)
    revocation_asked_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+"
    )
    revocation_asked_at = models.DateTimeField("申请撤销时间", null=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    revocation_reason = models.CharField("撤销理由", max_length=300, blank=True, default="")
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "证明"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "number"], name="certificate_number_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "certificate_no"], name="certificate_no_once"
            ),
            models.UniqueConstraint(fields=["agency", "once"], name="certificate_form_once"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revocation_reason=""),
                name="revoked_certificate_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-issued_at"], name="certificate_of_account"),
            models.Index(
                fields=["agency", "employer_no", "-issued_at"], name="certificate_of_unit"
            ),
            models.Index(
                fields=["agency", "owner_digest", "-issued_at"], name="certificate_of_one"
            ),
            models.Index(fields=["agency", "-issued_at"], name="certificate_log"),
        ]

    def __str__(self) -> str:
        return self.certificate_no


class CertificateEventKind(models.TextChoices):
    """What can happen to a certificate (证明登记事项)."""

    ISSUED = "ISSUED", "出具"
    PRINTED = "PRINTED", "下载打印"
    VERIFIED = "VERIFIED", "验证"
    REVOCATION_ASKED = "REVOCATION_ASKED", "申请撤销"
    REVOCATION_DROPPED = "REVOCATION_DROPPED", "不予撤销"
    REVOKED = "REVOKED", "撤销"


class CertificateEvent(models.Model):
    """Something that happened to a certificate (证明登记); rows are only ever added.

    `way` tells how: ONLINE, COUNTER, CODE, FILE; `outcome` is what a verification showed.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    kind = models.CharField("事项", max_length=20, choices=CertificateEventKind)
    at = models.DateTimeField("时间")
    way = models.CharField("方式", max_length=10, blank=True, default="")
    outcome = models.CharField("结果", max_length=20, blank=True, default="")
    account = models.ForeignKey(
        "fund_services.OnlineAccount", models.PROTECT, null=True, related_name="+"
    )
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    note = models.CharField("说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "证明登记"
        indexes = [models.Index(fields=["certificate", "at"], name="certificate_history")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.kind}"
