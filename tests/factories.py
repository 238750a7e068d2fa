"""Rows for tests; dates are always given, never read from the clock."""

from datetime import date

import factory
from django.contrib.auth.models import Group, Permission, User
from factory.django import DjangoModelFactory

from gongkai.agencies.models import Agency, AgencyKind, Appointment, Officer, Role
from gongkai.hotline.models import Call, Ticket
from gongkai.publications.models import Column, Publication


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"gjj-{n}")
    name = factory.Sequence(lambda n: f"第{n}市住房公积金管理中心")
    short_name = "市公积金中心"
    kind = AgencyKind.FUND_CENTRE
    address = "某某市某某路1号"
    phone = "0400-0000000"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer{n}")
    password = factory.django.Password("parola-di-prova")

    @factory.post_generation
    def console(user, create, extracted, **kwargs):
        """Let the user into the console, as every officer is."""
        group, _ = Group.objects.get_or_create(name="工作人员")
        group.permissions.add(
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
        )
        user.groups.add(group)


class OfficerFactory(DjangoModelFactory):
    class Meta:
        model = Officer
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"工作人员{n}")

    class Params:
        clerk = factory.Trait(role=Role.CLERK)
        reviewer = factory.Trait(role=Role.REVIEWER)
        head = factory.Trait(role=Role.OFFICE_HEAD)

    role = None

    @classmethod
    def _create(cls, model_class, *args, role=None, **kwargs):
        officer = super()._create(model_class, *args, **kwargs)
        if role:
            Appointment.objects.create(officer=officer, role=role, from_on=date(2022, 1, 1))
        return officer


class ColumnFactory(DjangoModelFactory):
    class Meta:
        model = Column

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"c{n:02}")
    name = factory.Sequence(lambda n: f"栏目{n}")


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    column = factory.SubFactory(ColumnFactory)
    agency = factory.SelfAttribute("column.agency")
    register_no = factory.Sequence(lambda n: f"XW-{n:04}")
    title = "关于住房公积金网点办公时间的通知"
    published_on = date(2023, 6, 1)


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call

    agency = factory.SubFactory(AgencyFactory)
    register_no = factory.Sequence(lambda n: f"RX-{n:05}")
    called_on = date(2023, 6, 1)
    route = "DIRECT"


class TicketFactory(DjangoModelFactory):
    class Meta:
        model = Ticket

    agency = factory.SubFactory(AgencyFactory)
    register_no = factory.Sequence(lambda n: f"GD-{n:04}")
    matter = "咨询提取条件"
    accepted_on = date(2023, 6, 1)
    due_on = date(2023, 6, 8)

    class Params:
        closed = factory.Trait(
            fed_back_on=date(2023, 6, 2), closed_on=date(2023, 6, 2), days_taken=1
        )
        satisfied = factory.Trait(
            closed=True, called_back_on=date(2023, 6, 5), reached=True, opinion="SATISFIED"
        )
