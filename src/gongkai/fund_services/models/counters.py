"""Counters (服务网点) of a centre, when they are open for appointments, and when they are not."""

from django.db import models
from django.db.models import F, Q

from gongkai.rules.appointments import ALL_ITEMS, WEEKDAYS
from gongkai.rules.service_items import group_names


class Counter(models.Model):
    """A place where a centre serves people; one that is closed for good keeps its bookings."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    name = models.CharField("网点名称", max_length=60)
    address = models.CharField("地址", max_length=200)
    phone = models.CharField("电话", max_length=40, blank=True, default="")
    hours = models.CharField("办公时间", max_length=100, blank=True, default="")
    note = models.CharField("提示", max_length=200, blank=True, default="")
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "服务网点"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], condition=Q(closed_on=None), name="counter_name_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="counter_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CounterClosure(models.Model):
    """A day on which a counter serves nobody (网点停办日), besides holidays."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    on = models.DateField("停办日期")
    reason = models.CharField("原因", max_length=100)
    made_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "网点停办日"
        constraints = [models.UniqueConstraint(fields=["counter", "on"], name="closure_once")]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.on}"


class SlotPlan(models.Model):
    """How many can come to a counter on a weekday at a time (号源计划), from a day on.

    `group` is a group of rules/data/service_items.toml, "" for whatever is handled. A later line of
    the same group and time takes an earlier one's place; one with an end holds no longer after it.
    """

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    group = models.CharField(
        "业务类别",
        max_length=30,
        blank=True,
        default=ALL_ITEMS,
        choices=[(ALL_ITEMS, "综合业务"), *group_names().items()],
    )
    weekday = models.PositiveSmallIntegerField("星期", choices=list(WEEKDAYS))
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")
    capacity = models.PositiveSmallIntegerField("号数")
    from_on = models.DateField("启用日期")
    until_on = models.DateField("停用日期", null=True, blank=True)
    made_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("制定时间")

    class Meta:
        verbose_name = "号源计划"
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "group", "weekday", "starts", "from_on"], name="slot_plan_once"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_plan_ends_later"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="slot_plan_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=8), name="slot_plan_weekday"
            ),
        ]
        indexes = [models.Index(fields=["counter", "weekday", "from_on"], name="slot_plan_day")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}"


class BookingSetting(models.Model):
    """A centre's own rules of booking (预约规则), in force from a day; see rules/appointments."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    in_force_from = models.DateField("启用日期")
    days_ahead = models.PositiveSmallIntegerField("可预约天数")
    closes_minutes = models.PositiveSmallIntegerField("截止提前分钟数")
    most_open = models.PositiveSmallIntegerField("同一手机号码的预约数")
    absences = models.PositiveSmallIntegerField("爽约次数")
    within_days = models.PositiveSmallIntegerField("爽约统计天数")
    barred_days = models.PositiveSmallIntegerField("暂停预约天数")
    remind_days = models.PositiveSmallIntegerField("提前提醒天数")
    source = models.CharField("依据", max_length=200)
    made_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("制定时间")

    class Meta:
        verbose_name = "预约规则"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "in_force_from"], name="booking_setting_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"预约规则{self.in_force_from}"
