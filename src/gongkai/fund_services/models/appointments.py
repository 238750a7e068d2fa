"""Appointments at counters (网点预约): slots of which none is given twice, and who booked them."""

from django.db import models
from django.db.models import F, Q

from gongkai.fund_services.models.counters import Counter
from gongkai.privacy.fields import EncryptedTextField
from gongkai.rules.appointments import ALL_ITEMS


class AppointmentSlot(models.Model):
    """A slot of a counter on a day, made when it is first booked.

    `taken` counts its bookings in one statement with the test that there is room: the database
    refuses one too many. `capacity` follows the plan, and never falls below what is taken.
    """

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    group = models.CharField("业务类别", max_length=30, blank=True, default=ALL_ITEMS)
    on = models.DateField("日期")
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")
    capacity = models.PositiveSmallIntegerField("号数")
    taken = models.PositiveSmallIntegerField("已约", default=0)

    class Meta:
        verbose_name = "预约时段"
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "group", "on", "starts"], name="appointment_slot_once"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="no_slot_is_given_twice"
            ),
        ]
        indexes = [models.Index(fields=["on", "counter"], name="appointment_slot_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.starts:%H:%M}"


class BookingState(models.TextChoices):
    """Where an appointment stands (预约状态).

    UNMARKED is over without a word from the counter: it never counts against anybody.
    """

    BOOKED = "BOOKED", "已预约"
    ARRIVED = "ARRIVED", "已到场"
    DONE = "DONE", "已办理"
    ABSENT = "ABSENT", "未到场"
    CANCELLED = "CANCELLED", "已取消"
    CALLED_OFF = "CALLED_OFF", "网点取消"
    UNMARKED = "UNMARKED", "未登记到场"


class AppointmentBooking(models.Model):
    """An appointment (预约). Its code is known by digest alone.

    `token` is of the form as it was shown: sent twice, it is one appointment all the same.
    `person_digest` is of phone and name, `phone_digest` of the phone alone. `version` counts what
    was done: who acts on an older one is told what happened since.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    register_no = models.CharField("预约号", max_length=40)
    slot = models.ForeignKey(AppointmentSlot, models.PROTECT, related_name="+")
    item = models.ForeignKey("fund_services.ServiceItem", models.PROTECT, related_name="+")
    account = models.ForeignKey(
        "fund_services.OnlineAccount", models.PROTECT, null=True, related_name="+"
    )
    name = EncryptedTextField("姓名")
    phone = EncryptedTextField("手机号码")
    phone_digest = models.CharField(max_length=64)
    person_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    token = models.CharField(max_length=64)
    state = models.CharField(
        "状态", max_length=12, choices=BookingState, default=BookingState.BOOKED
    )
    booked_at = models.DateTimeField("预约时间")
    call_no = models.PositiveSmallIntegerField("叫号", null=True)
    arrived_at = models.DateTimeField("到场时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    ended_by = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    reason = models.CharField("取消原因", max_length=100, blank=True, default="")
    changes = models.PositiveSmallIntegerField("改期次数", default=0)
    reminded_at = models.DateTimeField("提醒时间", null=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "预约"
        constraints = [
            models.UniqueConstraint(fields=["agency", "register_no"], name="booking_no_once"),
            models.UniqueConstraint(fields=["agency", "token"], name="booking_form_once"),
            models.UniqueConstraint(
                fields=["agency", "person_digest", "item"],
                condition=Q(state="BOOKED"),
                name="one_open_booking_per_item",
            ),
        ]
        indexes = [
            models.Index(fields=["slot", "state"], name="booking_of_slot"),
            models.Index(fields=["agency", "phone_digest", "state"], name="booking_of_phone"),
            models.Index(
                fields=["slot"],
                condition=Q(state__in=["BOOKED", "ARRIVED"]),
                name="booking_open",
            ),
            models.Index(fields=["account"], name="booking_of_account"),
        ]

    def __str__(self) -> str:
        return self.register_no


class AppointmentSeries(models.Model):
    """The last number given to an appointment of an organ in a year."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用至", default=0)

    class Meta:
        verbose_name = "预约编号"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="appointment_series_once")
        ]

    def __str__(self) -> str:
        return f"预约编号{self.year}"
