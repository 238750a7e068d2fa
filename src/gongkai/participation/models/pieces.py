"""What one person drafts and another puts before the public; shared by all that is asked."""

from django.db import models


class PieceState(models.TextChoices):
    """How far a piece has come on its way to the public."""

    DRAFT = "DRAFT", "草稿"
    SUBMITTED = "SUBMITTED", "待审核"
    PUBLISHED = "PUBLISHED", "已发布"
    WITHDRAWN = "WITHDRAWN", "已撤下"


class Moderation(models.TextChoices):
    """Whether what somebody sent in is shown to everybody."""

    RECEIVED = "RECEIVED", "待审阅"
    SHOWN = "SHOWN", "公开"
    KEPT = "KEPT", "不公开"


class Piece(models.Model):
    """What a drafter hands in and a second person releases; `version` counts its changes."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=PieceState, default=PieceState.DRAFT)
    version = models.PositiveIntegerField("版本", default=1)
    drafter = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    review_round = models.ForeignKey("review.Round", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("发布时间", null=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawn_reason = models.CharField("撤下原因", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        """Tell whether the public sees it."""
        return self.state == PieceState.PUBLISHED

    @property
    def is_draft(self) -> bool:
        """Tell whether it may be written on."""
        return self.state == PieceState.DRAFT
