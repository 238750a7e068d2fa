"""在线访谈: the notice, citizens' questions, and the record of what was said."""

from datetime import date

from django.db import models

from gongkai.participation.models.pieces import Moderation, Piece
from gongkai.privacy.fields import EncryptedTextField


class Interview(Piece):
    """An interview to come or held; questions are taken until `questions_until`, if that is set."""

    title = models.CharField("访谈主题", max_length=200)
    guests = models.CharField("访谈嘉宾", max_length=300)
    held_on = models.DateField("访谈日期")
    lead = models.TextField("访谈预告", blank=True)
    questions_until = models.DateField("提问截止日期", null=True, blank=True)
    item = models.ForeignKey(
        "publications.Item", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "在线访谈"
        indexes = [models.Index(fields=["agency", "state", "-held_on"], name="interview_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(questions_until=None)
                | models.Q(questions_until__lte=models.F("held_on")),
                name="questions_end_before_interview",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def takes_questions(self, on: date) -> bool:
        """Tell whether questions are taken on a day, the last one included."""
        return self.is_public and self.questions_until is not None and on <= self.questions_until


class InterviewQuestion(models.Model):
    """A citizen's question; shown and answered by the office's choice."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="questions")
    received_on = models.DateField("收到日期")
    sent_at = models.DateTimeField("登记时间")
    text = EncryptedTextField("提问")
    name = EncryptedTextField("称呼", blank=True)
    moderation = models.CharField(
        "公开审阅", max_length=10, choices=Moderation, default=Moderation.RECEIVED
    )
    shown_text = models.CharField("公开的提问", max_length=300, blank=True)
    answer = models.TextField("答复", blank=True)
    handled_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "网民提问"

    def __str__(self) -> str:
        return f"{self.interview}（{self.received_on}）"


class ActivityLink(models.TextChoices):
    """How a held interview stands to the register of activities that the annual report counts."""

    NONE = "NONE", "不登记"
    EXISTING = "EXISTING", "台账中已有，关联"
    NEW = "NEW", "登记一项新活动"


class InterviewRecord(Piece):
    """What was said; `activity_no` is the register number of the activity it is counted as."""

    interview = models.OneToOneField(Interview, models.PROTECT, related_name="record")
    summary = models.TextField("访谈摘要")
    activity_link = models.CharField(
        "政务访谈台账", max_length=10, choices=ActivityLink, default=ActivityLink.NONE
    )
    activity_no = models.CharField("活动登记号", max_length=40, blank=True)

    class Meta:
        verbose_name = "访谈实录"

    def __str__(self) -> str:
        return f"{self.interview.title}（访谈实录）"

    @property
    def title(self) -> str:
        """Return what the record is called."""
        return f"{self.interview.title}（访谈实录）"


class TranscriptRow(models.Model):
    """One question with its answer."""

    record = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField("序号")
    question = models.TextField("问")
    answer = models.TextField("答")

    class Meta:
        verbose_name = "访谈问答"
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="transcript_row_once")
        ]

    def __str__(self) -> str:
        return self.question[:50]
