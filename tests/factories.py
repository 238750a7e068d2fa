"""Rows for tests; dates are always given, never read from the clock."""

from datetime import UTC, date, datetime

import factory
from django.contrib.auth.models import Group, Permission, User
from factory.django import DjangoModelFactory

from gongkai.agencies.models import Agency, AgencyKind, Appointment, Department, Officer, Role
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import CaseEvent, DisclosureRequest, FileKind, Letter
from gongkai.casework.operations.acting import enter, lock
from gongkai.casework.operations.history import restamp_one
from gongkai.casework.operations.keeping import keep_file
from gongkai.hotline.models import Call, Ticket
from gongkai.publications.models import Column, Publication
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import LetterKind
from gongkai.rules.lifecycle import ACTS


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"gjj-{n}")
    name = factory.Sequence(lambda n: f"第{n}市住房公积金管理中心")
    short_name = "市公积金中心"
    kind = AgencyKind.FUND_CENTRE
    address = "某某市某某路1号"
    phone = "0400-0000000"
    letter_word = "某公积金"
    reconsideration_organ = "某某市人民政府"
    court = "某某市某某区人民法院"


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


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"第{n}科")


class CaseFactory(DjangoModelFactory):
    """A case with its history, begun as operations begin it; `entries` are its own."""

    class Meta:
        model = DisclosureRequest

    agency = factory.SubFactory(AgencyFactory)
    register_no = factory.Sequence(lambda n: f"SQ2024-{n + 1000:05}")
    channel = "IN_PERSON"
    arrived_on = date(2024, 1, 2)
    applicant_kind = "NATURAL_PERSON"
    applicant_name = "赵小明"
    identity_kind = "RESIDENT_CARD"
    identity_number = "11010519491231002X"
    phone = "13800001234"
    wanted = "2023年住房公积金归集、提取和贷款发放情况"
    form = "ELECTRONIC"
    delivery = "PORTAL"

    entries = (Entry(date(2024, 1, 2), Event.RECEIVED),)

    @classmethod
    def _create(cls, model_class, *args, entries, **kwargs):
        case = model_class(**kwargs)
        restamp_one(case, entries, working_calendar())
        case.save()
        CaseEvent.objects.bulk_create(
            CaseEvent(request=case, **entry._asdict()) for entry in entries
        )
        return case


class IssuedLetterFactory(DjangoModelFactory):
    """A letter that has left, with the entry of the history that it made and a PDF."""

    class Meta:
        model = Letter
        exclude = ("officer",)

    request = factory.SubFactory(CaseFactory)
    kind = "REPLY"
    title = factory.LazyAttribute(lambda self: f"政府信息公开{LetterKind(self.kind).label}")
    addressee = "赵小明"
    body = "经审查，答复如下。"
    state = "ISSUED"
    content_hash = "0" * 64
    drafted_at = datetime(2024, 1, 8, 1, tzinfo=UTC)
    number = factory.Sequence(lambda n: f"丙公积金公开〔2024〕{n + 1}号")
    dated_on = date(2024, 1, 8)
    officer = factory.SubFactory(
        OfficerFactory, agency=factory.SelfAttribute("..request.agency"), clerk=True
    )
    drafter = factory.SelfAttribute("officer")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        case, number = kwargs["request"], kwargs["number"]
        event = next((e for e, act in ACTS.items() if act.letter == kwargs["kind"]), None)
        consultation = kwargs.get("consultation")
        if event is not None:
            kwargs["event"] = enter(
                lock(case),
                Entry(kwargs["dated_on"], event, consultation.label if consultation else ""),
                officer=kwargs["drafter"],
                on=kwargs["dated_on"],
                at=kwargs["drafted_at"],
                outcome=kwargs.get("outcome", "") or ("DISCLOSED" if event == "REPLIED" else ""),
                by_letter=kwargs["kind"],
            )
        case.refresh_from_db()
        kwargs["pdf"] = keep_file(
            kind=FileKind.LETTER_PDF,
            name=f"{number}.pdf",
            media_type="application/pdf",
            content=PDF_PAGE,
            at=kwargs["drafted_at"],
            request=case,
            officer=kwargs["drafter"],
        )
        return super()._create(model_class, *args, **kwargs)


# One empty sheet of A4, as small as a PDF can be.
PDF_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n169\n%%EOF\n"
)
