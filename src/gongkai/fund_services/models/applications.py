"""Business that workers and employers apply for online (网上办件), and its dated history."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.service_lifecycle import ApplicationEventKind, ApplicationState


class FormVersion(models.Model):
    """A form of an item as it stands from a day on (表单版本); what is stored never changes.

    `definition` is the table that rules/service_forms reads; `digest` is SHA-256 of its JSON with
    sorted keys, which an application keeps so that a form is never read by another version. It is
    filled in from `in_force_from` on, once somebody other than who brought it released it.
    """

    item = models.ForeignKey("fund_services.ServiceItem", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("版本号")
    definition = models.JSONField("表单定义")
    digest = models.CharField(max_length=64)
    in_force_from = models.DateField("启用日期")
    made_at = models.DateTimeField("制定时间")
    made_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField("发布时间", null=True)
    # None with a moment: it came with the installation.
    released_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "表单版本"
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="form_version_once")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class Application(models.Model):
    """Business applied for (办件), from filing to its result.

    `state`, `handler`, the days and `due_reason` follow from the events and are only written with
    them; `decided_on` is when it was decided, whatever the business system still has to do, and
    `proposed_by` has an opinion waiting for a reviewer. `version` counts the events. `fields` is
    JSON of what was typed, by the names of the form's version; `rows` of a batch likewise. `token`
    is of the form as it was shown: sent twice, it is one application all the same. The code that
    opens its progress is known by digest alone.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    item = models.ForeignKey("fund_services.ServiceItem", models.PROTECT, related_name="+")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    receipt_no = models.CharField("受理号", max_length=40)
    code_digest = models.CharField(max_length=64)
    token = models.CharField(max_length=64)
    account = models.ForeignKey("fund_services.OnlineAccount", models.PROTECT, related_name="+")
    # The agent whose right it was filed by; None for a worker's own business.
    agent = models.ForeignKey(
        "fund_services.EmployerAgent", models.PROTECT, null=True, related_name="+"
    )
    account_no = models.CharField("个人账号", max_length=40, blank=True, default="")
    employer_no = models.CharField("单位账号", max_length=40, blank=True, default="")
    applicant_name = EncryptedTextField("申请人")
    phone = EncryptedTextField("联系电话", blank=True, default="")
    fields = EncryptedTextField("表单内容")
    rows = EncryptedTextField("批量明细", blank=True, default="")
    row_count = models.PositiveIntegerField("批量人数", default=0)
    filed_at = models.DateTimeField("提交时间")
    state = models.CharField(
        "状态",
        max_length=20,
        choices=[(state.value, state.label) for state in ApplicationState],
        default=ApplicationState.FILED.value,
    )
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    accepted_on = models.DateField("受理日期", null=True)
    due_on = models.DateField("办理期限", null=True)
    due_reason = models.CharField("期限说明", max_length=200, blank=True, default="")
    # While the applicant corrects there is no due day but this one, which is his.
    correct_by = models.DateField("补正期限", null=True)
    proposed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="拟办人"
    )
    decided_on = models.DateField("决定日期", null=True)
    closed_on = models.DateField("办结日期", null=True)
    delivered_on = models.DateField("送达日期", null=True)
    # From acceptance to decision, without the correction; kept beside the days for figures.
    days_taken = models.PositiveSmallIntegerField("办理天数", null=True)
    core_no = models.CharField("业务流水号", max_length=60, blank=True, default="")
    # One click after it is closed; None until then.
    opinion = models.PositiveSmallIntegerField("满意度", null=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "办件"
        constraints = [
            models.UniqueConstraint(fields=["agency", "receipt_no"], name="application_no_once"),
            models.UniqueConstraint(fields=["account", "token"], name="application_form_once"),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="application_queue"),
            models.Index(fields=["account", "filed_at"], name="application_of_account"),
            models.Index(fields=["employer_no", "filed_at"], name="application_of_employer"),
            models.Index(fields=["agency", "item", "closed_on"], name="application_by_item"),
            models.Index(
                fields=["due_on"], condition=Q(closed_on=None), name="application_open_due"
            ),
            # What is open, whatever lies in years of closed ones.
            models.Index(
                fields=["agency", "handler", "state", "due_on", "proposed_by", "decided_on"],
                condition=Q(closed_on=None),
                name="application_open",
            ),
            models.Index(fields=["agency", "filed_at", "item"], name="application_by_filing"),
            # What the office's figures count, without reading a row.
            models.Index(
                fields=[
                    "agency",
                    "closed_on",
                    "item",
                    "state",
                    "days_taken",
                    "decided_on",
                    "due_on",
                    "opinion",
                ],
                name="application_closed",
            ),
            models.Index(
                fields=["agency", "state", "closed_on"],
                condition=Q(delivered_on=None, closed_on__isnull=False),
                name="application_to_deliver",
            ),
            models.Index(fields=["agency", "account_no"], name="application_account_no"),
        ]

    def __str__(self) -> str:
        return self.receipt_no


class ApplicationEvent(models.Model):
    """Something that happened to an application on a day (办件记录); never changed or removed.

    `kind` is of rules/service_lifecycle. `note` is what the applicant is told, or what officers
    tell each other; `missing` is the list of what is to be corrected, each with a name and what is
    wrong. `detail` holds keys, days and codes alone.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField("序号")
    kind = models.CharField(
        "事项", max_length=30, choices=[(kind.value, kind.label) for kind in ApplicationEventKind]
    )
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    note = EncryptedTextField("说明", blank=True, default="")
    missing = models.JSONField("补正清单", default=list)
    detail = models.JSONField("要素", default=dict)
    # JSON of the form's values that a correction replaced.
    before = EncryptedTextField("原内容", blank=True, default="")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = "办件记录"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sequence"], name="application_event_once"
            )
        ]
        indexes = [models.Index(fields=["application", "at"], name="application_history")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class ApplicationFile(models.Model):
    """A material of an application (申请材料); its bytes stand encrypted in the files folder.

    `material` is its name in the form's version; `sha256` and `size` are of the file as it came.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    material = models.CharField("材料", max_length=60)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("文件类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    stored_name = models.CharField("存放名称", max_length=80, unique=True)
    added_at = models.DateTimeField("加入时间")
    # Told to be wrong and replaced by a later one.
    replaced_at = models.DateTimeField("被替换时间", null=True)

    class Meta:
        verbose_name = "申请材料"

    def __str__(self) -> str:
        return self.name


class ApplicationDraft(models.Model):
    """A form that is not sent yet (草稿); `content` is JSON of what was typed and attached."""

    account = models.ForeignKey("fund_services.OnlineAccount", models.PROTECT, related_name="+")
    item = models.ForeignKey("fund_services.ServiceItem", models.PROTECT, related_name="+")
    employer_no = models.CharField("单位账号", max_length=40, blank=True, default="")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    content = EncryptedTextField("草稿内容")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "草稿"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "item", "employer_no"], name="one_draft_per_item"
            )
        ]

    def __str__(self) -> str:
        return f"草稿{self.pk}"
