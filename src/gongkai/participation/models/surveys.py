"""网上调查: questions, answers that name nobody, and the result."""

from datetime import date

from django.db import models

from gongkai.participation.models.pieces import Piece


class Survey(Piece):
    """Some questions to everybody from the first to the end of the last day."""

    title = models.CharField("标题", max_length=200)
    lead = models.TextField("说明")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("截止日期")
    shows_live = models.BooleanField("调查期间公开实时结果", default=False)

    class Meta:
        verbose_name = "网上调查"
        indexes = [models.Index(fields=["agency", "state", "-until_on"], name="survey_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="survey_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        """Tell whether answers are taken on a day, both ends included."""
        return self.is_public and self.from_on <= on <= self.until_on


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "SINGLE", "单选"
    MULTIPLE = "MULTIPLE", "多选"
    SCALE = "SCALE", "评分（1至5分）"
    TEXT = "TEXT", "简短文字"


class SurveyQuestion(models.Model):
    """One question; `options` of a choice are told apart by their place, from 1."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("题型", max_length=10, choices=QuestionKind)
    text = models.CharField("题目", max_length=200)
    options = models.JSONField("选项", default=list)
    is_required = models.BooleanField("必答", default=True)

    class Meta:
        verbose_name = "调查题目"
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="question_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class SurveyAnswer(models.Model):
    """One form sent in; nothing tells by whom."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    sent_on = models.DateField("提交日期")
    token_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "调查答卷"

    def __str__(self) -> str:
        return f"{self.survey}（{self.sent_on}）"


class SurveyReply(models.Model):
    """What one form says to one question: a choice or score, or a text; a row for each choice."""

    answer = models.ForeignKey(SurveyAnswer, models.CASCADE, related_name="replies")
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="+")
    choice = models.PositiveSmallIntegerField("选项", null=True)
    text = models.CharField("文字", max_length=300, blank=True)
    is_released = models.BooleanField("公开", default=False)

    class Meta:
        verbose_name = "答题"
        indexes = [models.Index(fields=["question", "choice"], name="reply_count")]

    def __str__(self) -> str:
        return self.text or str(self.choice)


class SurveyResult(Piece):
    """The result of a survey as published after its end."""

    survey = models.OneToOneField(Survey, models.PROTECT, related_name="result")
    summary = models.TextField("结果说明")

    class Meta:
        verbose_name = "调查结果"

    def __str__(self) -> str:
        return f"{self.survey.title}（调查结果）"

    @property
    def title(self) -> str:
        """Return what the result is called."""
        return f"{self.survey.title}（调查结果）"
