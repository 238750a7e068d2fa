"""Tickets (诉求工单): what somebody must follow up, wherever it came from."""

from django.db import models

from gongkai.rules.reply_limits import TicketKind


class TicketSource(models.TextChoices):
    """How a ticket came in, where that is on record."""

    SITE_MESSAGE = "SITE_MESSAGE", "网站留言"


class Opinion(models.TextChoices):
    SATISFIED = "SATISFIED", "满意"
    FAIRLY_SATISFIED = "FAIRLY_SATISFIED", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"


class Ticket(models.Model):
    """A complaint, question or request (诉求) that must be answered by a day."""

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
    accepted_on = models.DateField("受理日期")
    due_on = models.DateField("反馈期限")
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    # Kept beside the two dates so that a year's average is one indexed sum; see operations.
    days_taken = models.PositiveSmallIntegerField("办件天数", null=True)
    call_back_due = models.BooleanField("应回访", default=True)
    called_back_on = models.DateField("回访日期", null=True, blank=True)
    reached = models.BooleanField("回访接通", default=False)
    opinion = models.CharField("回访评价", max_length=20, blank=True, choices=Opinion)

    class Meta:
        verbose_name = "诉求工单"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="ticket_no_once"),
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
                ],
                name="ticket_count",
            ),
            models.Index(fields=["agency", "due_on", "fed_back_on"], name="ticket_due_count"),
        ]

    def __str__(self) -> str:
        return self.register_no
