"""Tickets (诉求工单): what somebody must follow up, wherever it came from."""

from django.db import models
from django.db.models import Q

from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import TicketEventKind, TicketState


class TicketSource(models.TextChoices):
    """How a ticket came in, where that is on record."""

    CALL = "CALL", "热线来电"
    PLATFORM = "PLATFORM", "12345派单"
    SITE_MESSAGE = "SITE_MESSAGE", "网站留言"
    WECHAT = "WECHAT", "微信留言"
    LETTER = "LETTER", "来信"
    VISIT = "VISIT", "来访"
    REQUEST = "REQUEST", "依申请公开转来"


class Urgency(models.TextChoices):
    """How soon a ticket must be answered."""

    ORDINARY = "ORDINARY", "一般"
    COMPLEX = "COMPLEX", "复杂"
    URGENT = "URGENT", "紧急"


class Opinion(models.TextChoices):
    SATISFIED = "SATISFIED", "满意"
    FAIRLY_SATISFIED = "FAIRLY_SATISFIED", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"


UNTOLD = Q(is_in_box=True, source="WECHAT")
"""Tickets whose matter says nothing but whence they came: their messages alone tell it."""


class Ticket(models.Model):
    """A complaint, question or request (诉求) that must be answered by a day.

    `matter` tells it without personal data; `content` is what was said. `outside_no` is its number
    on the city's 12345 platform. `state`, `due_on` and the days follow from its events and are
    kept beside them for lists and figures. `version` counts what was done: who acts on an older
    one is told what happened since.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("登记号", max_length=40)
    source = models.CharField("来源", max_length=20, choices=TicketSource, blank=True, default="")
    kind = models.CharField(
        "诉求类别",
        max_length=20,
        choices=[(kind.value, kind.label) for kind in TicketKind],
        blank=True,
        default="",
    )
    matter = models.CharField("诉求内容", max_length=300)
    content = EncryptedTextField("诉求原文", blank=True, default="")
    topic = models.ForeignKey(
        "hotline.Topic", models.PROTECT, null=True, related_name="+", verbose_name="业务类别"
    )
    urgency = models.CharField("缓急", max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    # Answered where its message of the box is, by the site or by WeChat; its ticket follows.
    is_in_box = models.BooleanField("在留言箱办理", default=False)
    outside_no = models.CharField("平台工单号", max_length=60, blank=True, default="")
    person_name = EncryptedTextField("诉求人", blank=True, default="")
    phone = EncryptedTextField("联系电话", blank=True, default="")
    phone_digest = models.CharField(max_length=64, blank=True, default="")
    email = EncryptedTextField("电子邮箱", blank=True, default="")
    # Who reports somebody is known to whom the report is assigned, and to nobody else.
    is_secret = models.BooleanField("来源保密", default=False)
    state = models.CharField(
        "状态",
        max_length=12,
        choices=[(state.value, state.label) for state in TicketState],
        default=TicketState.RECEIVED.value,
    )
    department = models.ForeignKey(
        "agencies.Department", models.PROTECT, null=True, related_name="+", verbose_name="主办科室"
    )
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="承办人"
    )
    accepted_at = models.DateTimeField("受理时间", null=True)
    first_due_on = models.DateField("原反馈期限", null=True)
    # Of urgent ones, whose limit is told in hours.
    due_at = models.DateTimeField("反馈时限", null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="并入工单"
    )
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="重复于"
    )
    # Of the form in which an officer typed it: sent twice, it is one ticket all the same.
    form_token = models.CharField(max_length=64, blank=True, default="")
    # While a draft waits for another officer, and while a later day is asked for.
    drafted_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="拟稿人"
    )
    extension_until = models.DateField("申请延期至", null=True)
    is_supervised = models.BooleanField("督办", default=False)
    urged = models.PositiveSmallIntegerField("催办次数", default=0)
    # How often it went on to another department, whoever had it first.
    moved = models.PositiveSmallIntegerField("改派次数", default=0)
    reopened = models.PositiveSmallIntegerField("二次办理次数", default=0)
    reply = EncryptedTextField("答复", blank=True, default="")
    version = models.PositiveIntegerField("版本", default=0)
    accepted_on = models.DateField("受理日期")
    due_on = models.DateField("反馈期限")
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    # Kept beside the two dates so that a year's average is one indexed sum; see operations.
    days_taken = models.PositiveSmallIntegerField("办件天数", null=True)
    call_back_due = models.BooleanField("应回访", default=True)
    # From its answer until its caller said what he thinks of it, or was called in vain too often.
    awaits_call_back = models.BooleanField("待回访", default=False)
    called_back_on = models.DateField("回访日期", null=True, blank=True)
    reached = models.BooleanField("回访接通", default=False)
    opinion = models.CharField("回访评价", max_length=20, blank=True, choices=Opinion)
    attitude = models.CharField(
        "对态度的评价", max_length=20, blank=True, default="", choices=Opinion
    )

    class Meta:
        verbose_name = "诉求工单"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="ticket_no_once"),
            models.UniqueConstraint(
                fields=["agency", "form_token"],
                condition=~models.Q(form_token=""),
                name="ticket_form_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "source", "outside_no"],
                condition=~models.Q(outside_no=""),
                name="ticket_outside_no_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, days_taken=None)
                | models.Q(closed_on__gte=models.F("accepted_on"), days_taken__isnull=False),
                name="ticket_closed_after_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(opinion="")
                | models.Q(called_back_on__isnull=False, reached=True),
                name="opinion_needs_a_call_back",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "agency",
                    "accepted_on",
                    "closed_on",
                    "days_taken",
                    "call_back_due",
                    "reached",
                    "opinion",
                    "attitude",
                    "reopened",
                    "moved",
                    "repeats",
                ],
                name="ticket_count",
            ),
            models.Index(
                fields=["agency", "due_on", "fed_back_on", "closed_on"], name="ticket_due_count"
            ),
            models.Index(fields=["agency", "closed_on"], name="ticket_closed"),
            # What is open, whatever lies in years of closed ones; the oldest first.
            models.Index(
                fields=["agency", "accepted_on", "state", "due_on", "fed_back_on", "closed_on"],
                condition=models.Q(closed_on=None),
                name="ticket_open",
            ),
            models.Index(fields=["agency", "state", "due_on"], name="ticket_queue"),
            models.Index(
                fields=["agency", "fed_back_on"],
                condition=models.Q(awaits_call_back=True),
                name="ticket_to_call_back",
            ),
            models.Index(fields=["department", "state", "due_on"], name="ticket_department"),
            models.Index(fields=["agency", "phone_digest", "-accepted_on"], name="ticket_caller"),
        ]

    def __str__(self) -> str:
        return self.register_no

    @property
    def is_untold(self) -> bool:
        """Tell whether its matter says nothing but whence it came."""
        return self.is_in_box and self.source == TicketSource.WECHAT


class TicketEvent(models.Model):
    """One thing that happened to a ticket; never changed or removed.

    `kind` is one of TicketEventKind; `detail` holds dates, keys and codes, never a text of
    persons, which `text` keeps encrypted.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField("序号")
    kind = models.CharField(
        "事项", max_length=20, choices=[(kind.value, kind.label) for kind in TicketEventKind]
    )
    on = models.DateField("日期")
    at = models.DateTimeField("登记时间")
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name="经办"
    )
    department = models.ForeignKey(
        "agencies.Department", models.PROTECT, null=True, related_name="+", verbose_name="科室"
    )
    text = EncryptedTextField("内容", blank=True, default="")
    detail = models.JSONField("要素", default=dict)

    class Meta:
        verbose_name = "工单办理记录"
        ordering = ("ticket", "sequence")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "sequence"], name="ticket_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}-{self.sequence} {self.kind}"


class CoHandling(models.Model):
    """A department that was asked to help with a ticket (会办) and has not answered yet."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    department = models.ForeignKey(
        "agencies.Department", models.PROTECT, related_name="+", verbose_name="会办科室"
    )

    class Meta:
        verbose_name = "会办"
        constraints = [
            models.UniqueConstraint(fields=["ticket", "department"], name="co_handling_once")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}-{self.department_id}"


class TicketReminder(models.Model):
    """A reminder of a ticket's due day, given once."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    kind = models.CharField("提醒", max_length=10)
    due_on = models.DateField("期限")
    for_on = models.DateField("应提醒日期")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "工单提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "kind", "due_on"], name="ticket_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class TicketLimits(models.Model):
    """The limits that an organ set for tickets accepted from a day on; never changed.

    `kinds` holds for each code of TicketKind the working days: ordinary, complex, longest.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    in_force_from = models.DateField("启用日期")
    basis = models.CharField("依据", max_length=200)
    urgent_hours = models.PositiveSmallIntegerField("紧急诉求（小时）")
    return_days = models.PositiveSmallIntegerField("退单（工作日）")
    second_days = models.PositiveSmallIntegerField("二次办理（工作日）")
    kinds = models.JSONField("各类别的工作日")
    set_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "工单办理期限"
        constraints = [
            models.UniqueConstraint(fields=["agency", "in_force_from"], name="ticket_limits_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.in_force_from}"
