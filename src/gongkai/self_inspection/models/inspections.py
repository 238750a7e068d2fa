"""Inspections with how far each has come, and the pages that one of them visits."""

from django.db import models
from django.db.models import Q


class InspectionState(models.TextChoices):
    """How an inspection stands."""

    RUNNING = "RUNNING", "自查中"
    DONE = "DONE", "自查完成"
    FAILED = "FAILED", "自查未完成"


class InspectionOrigin(models.TextChoices):
    """Who asked for an inspection."""

    OFFICER = "OFFICER", "人工发起"
    MONTHLY = "MONTHLY", "每月自查"
    COMMAND = "COMMAND", "命令行"


class InspectionPhase(models.TextChoices):
    """What an inspection is at; in this order, each taken up again where it was broken off."""

    RECORDS = "RECORDS", "核对栏目和留言"
    TEXTS = "TEXTS", "检查公开信息的文字和附件"
    PAGES = "PAGES", "打开本站页面"
    OUTWARD = "OUTWARD", "打开外部链接"
    NETWORK = "NETWORK", "检查域名和证书"
    CONCLUDED = "CONCLUDED", "汇总结果"


class Inspection(models.Model):
    """One inspection of an organ's site (网站自查).

    `cursor` is how far the phase has come. `result` is what was found when it ended: points by
    section, findings by rule, what was not checked, and the first of the findings.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    origin = models.CharField("发起方式", max_length=10, choices=InspectionOrigin)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField("自查日期")
    began_at = models.DateTimeField("开始时间")
    # The last sign of life; an inspection silent for long was broken off and may be taken up.
    moved_at = models.DateTimeField("进展时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=InspectionState, default=InspectionState.RUNNING
    )
    phase = models.CharField(
        "步骤", max_length=10, choices=InspectionPhase, default=InspectionPhase.RECORDS
    )
    cursor = models.JSONField("进度", default=dict)
    not_checked = models.JSONField("未检查", default=list)
    # How many findings each rule has, those not kept one by one included.
    counts = models.JSONField("问题数", default=dict)
    result = models.JSONField("结果", default=dict)
    points = models.DecimalField("自查参考分", max_digits=4, decimal_places=1, null=True)
    problem = models.CharField("未完成的原因", max_length=300, blank=True)
    # Earlier months of the demonstration were never inspected: their findings are invented.
    is_invented = models.BooleanField("虚构的演示记录", default=False)

    class Meta:
        verbose_name = "网站自查"
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(state="RUNNING"), name="one_inspection_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(ended_at__isnull=False, points__isnull=False),
                name="inspection_done_has_a_result",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-began_at"], name="inspection_newest")]

    def __str__(self) -> str:
        return f"{self.agency} {self.on}"

    @property
    def found(self) -> int:
        """Return how many findings it had, without those set aside."""
        counts: dict[str, int] = self.result.get("counts", {})
        return sum(counts.values())


class InspectedState(models.TextChoices):
    """Whether a page has been opened."""

    WAITING = "WAITING", "待打开"
    OPENED = "OPENED", "已打开"
    LEFT_OUT = "LEFT_OUT", "抽查未选中"


class InspectedPage(models.Model):
    """A page of the site, or a link that leads out, as one inspection comes upon it.

    `rank` is the order: the home page, lists, then items from the newest. `linked_from` is the
    first page with a link to it: a link that does not open is told there, once.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="pages")
    address = models.CharField("地址", max_length=500)
    is_outward = models.BooleanField("外部链接", default=False)
    rank = models.BigIntegerField("次序")
    state = models.CharField(
        "打开情况", max_length=10, choices=InspectedState, default=InspectedState.WAITING
    )
    title = models.CharField("页面标题", max_length=200, blank=True)
    status = models.PositiveSmallIntegerField("状态码", null=True, blank=True)
    problem = models.CharField("问题", max_length=200, blank=True)
    linked_from = models.CharField("链接来自", max_length=500, blank=True)
    link_text = models.CharField("链接文字", max_length=100, blank=True)
    is_on_home = models.BooleanField("在首页上", default=False)

    class Meta:
        verbose_name = "自查页面"
        constraints = [
            models.UniqueConstraint(fields=["inspection", "address"], name="page_inspected_once")
        ]
        indexes = [
            models.Index(fields=["inspection", "is_outward", "state", "rank"], name="page_to_open")
        ]

    def __str__(self) -> str:
        return self.address
