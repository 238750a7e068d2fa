"""What people bring besides requests: 条例第四十一条、第四十四条、第四十七条、第五十一条."""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class MatterKind(models.TextChoices):
    RECORD_CORRECTION = "RECORD_CORRECTION", "更正本人信息"
    PROPOSAL = "PROPOSAL", "建议主动公开"
    COMPLAINT = "COMPLAINT", "投诉举报"


class MatterState(models.TextChoices):
    SUBMITTED = "SUBMITTED", "已提交"
    IN_PROGRESS = "IN_PROGRESS", "办理中"
    TRANSFERRED = "TRANSFERRED", "已转送"
    ANSWERED = "ANSWERED", "已答复"


class Matter(models.Model):
    """A correction of one's own record, a proposal to publish, or a complaint.

    None of them counts in the table of requests.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    kind = models.CharField("事项", max_length=20, choices=MatterKind)
    query_digest = models.CharField(max_length=64)
    name = EncryptedTextField("姓名或名称", blank=True)
    identity_number = EncryptedTextField("证件号码", blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    email = EncryptedTextField("电子邮箱", blank=True)
    about_request = models.ForeignKey(
        "casework.DisclosureRequest", models.PROTECT, null=True, related_name="+"
    )
    text = EncryptedTextField("内容")
    submitted_at = models.DateTimeField("提交时间")
    state = models.CharField(
        "状态", max_length=20, choices=MatterState, default=MatterState.SUBMITTED
    )
    is_accepted = models.BooleanField("是否采纳", null=True)
    transferred_to = models.CharField("转送机关", max_length=100, blank=True)
    answer = EncryptedTextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "其他事项"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="matter_no_once")
        ]

    def __str__(self) -> str:
        return self.register_no
