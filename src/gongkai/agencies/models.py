"""Organs, departments, officers, what they may do, and the calendar years an office adds."""

from django.conf import settings
from django.db import models


class AgencyKind(models.TextChoices):
    FUND_CENTRE = "FUND_CENTRE", "住房公积金管理中心"
    DEPARTMENT = "DEPARTMENT", "政府部门"
    TOWNSHIP = "TOWNSHIP", "乡镇街道"
    CITY_GOVERNMENT = "CITY_GOVERNMENT", "设区的市人民政府"
    COUNTY_GOVERNMENT = "COUNTY_GOVERNMENT", "县级人民政府"


class Agency(models.Model):
    """A body that must disclose information (政府信息公开条例 arts 2, 54)."""

    code = models.SlugField("机构代码", max_length=50, unique=True)
    name = models.CharField("机关全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=50)
    kind = models.CharField("机关类别", max_length=20, choices=AgencyKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级机关"
    )
    social_credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    office_hours = models.CharField("办公时间", max_length=100, blank=True)
    # What its letters need: 机关代字 of their numbers, and where to go against them.
    letter_word = models.CharField("机关代字", max_length=20, blank=True)
    reconsideration_organ = models.CharField("复议机关", max_length=100, blank=True)
    court = models.CharField("管辖法院", max_length=100, blank=True)
    is_default = models.BooleanField("默认机关", default=False)
    is_demonstration = models.BooleanField("演示数据", default=False)
    fee_clock_mode = models.CharField(
        "缴费后期限",
        max_length=10,
        choices=[("restart", "自缴费次日重新起算"), ("pause", "缴费期间不计入")],
        default="restart",
    )
    dispute_basis = models.CharField(
        "复议诉讼统计口径",
        max_length=10,
        choices=[("LIVE", "本年内在办的全部案件"), ("FILED", "仅本年受理的案件")],
        default="LIVE",
    )

    class Meta:
        verbose_name = "机关"
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_agency",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_make_regulations(self) -> bool:
        """Tell whether the organ can make 规章 (立法法: departments of a city cannot)."""
        return self.kind == AgencyKind.CITY_GOVERNMENT


class Department(models.Model):
    """A unit inside an organ (内设机构)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=100)

    class Meta:
        verbose_name = "内设机构"
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="department_once_per_agency")
        ]

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """A person who works for an organ and signs with his own name."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=50)

    class Meta:
        verbose_name = "工作人员"

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    CLERK = "CLERK", "经办人"
    REVIEWER = "REVIEWER", "审核人"
    OFFICE_HEAD = "OFFICE_HEAD", "公开工作机构负责人"
    CITY_OFFICE = "CITY_OFFICE", "市政务公开主管部门"
    DEPARTMENT_HEAD = "DEPARTMENT_HEAD", "科室负责人"
    SECRECY_REVIEWER = "SECRECY_REVIEWER", "保密审查人员"
    LEADER = "LEADER", "机关负责人"
    HOTLINE_AGENT = "HOTLINE_AGENT", "热线坐席"
    TICKET_DISPATCHER = "TICKET_DISPATCHER", "工单管理员"
    TICKET_HANDLER = "TICKET_HANDLER", "工单承办人"
    SERVICE_HANDLER = "SERVICE_HANDLER", "业务经办人"
    SERVICE_REVIEWER = "SERVICE_REVIEWER", "业务复核人"


class Appointment(models.Model):
    """One role an officer holds for a time."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    role = models.CharField("角色", max_length=20, choices=Role)
    from_on = models.DateField("任职日期")
    until_on = models.DateField("免职日期", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        constraints = [
            models.UniqueConstraint(fields=["officer", "role", "from_on"], name="appointment_once"),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="appointment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.get_role_display()}"


class CalendarYear(models.Model):
    """A year's holidays and make-up days (调休), added from the State Council's notice."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    notice = models.CharField("依据通知", max_length=200)
    holidays = models.JSONField("放假日期")
    make_up_days = models.JSONField("调休上班日期")
    entered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "工作日历"

    def __str__(self) -> str:
        return f"{self.year}年工作日历"
