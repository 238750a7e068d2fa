"""One application with everything that its page shows."""

import json
from dataclasses import dataclass

from gongkai.agencies.queries import working_calendar
from gongkai.fund_services.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    CoreSending,
)
from gongkai.fund_services.permissions import ServiceRights
from gongkai.fund_services.queries.applications.forms import FormAltered, definition_of
from gongkai.fund_services.queries.applications.history import entry_of, events_of
from gongkai.fund_services.queries.applications.limits import limit_of
from gongkai.fund_services.queries.applications.possible import DeedNow, deeds_of
from gongkai.privacy.masking import mask_identity, mask_name, mask_phone
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock.steps import Due
from gongkai.rules.prechecks.findings import without_numbers
from gongkai.rules.service_forms import (
    FieldDefinition,
    FieldKind,
    FormDefinition,
    FormFaulty,
    shown_value,
)
from gongkai.rules.service_forms.kinds import PERSONAL
from gongkai.rules.service_lifecycle import ApplicationStanding, due_of, standing_of
from gongkai.rules.service_limits import ServiceLimit


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the form as it is shown: masked, and in full for whom reads it on record."""

    definition: FieldDefinition
    masked: str
    full: str


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """An application as its page shows it to one officer.

    `form` is None where its version cannot be read any more; `sections` are titles with lines.
    `deeds` are the acts with what stands against each; `shows_person` whether he may read it all.
    """

    application: Application
    standing: ApplicationStanding
    due: Due
    limit: ServiceLimit
    calendar: WorkingCalendar
    events: list[ApplicationEvent]
    form: FormDefinition | None
    sections: list[tuple[str, list[FieldLine]]]
    rows: list[dict[str, str]]
    files: list[ApplicationFile]
    sending: CoreSending | None
    deeds: list[DeedNow]
    shows_person: bool


def application_page(application: Application, rights: ServiceRights) -> ApplicationPage:
    """Return everything that belongs to an application, in a fixed number of queries."""
    events = events_of(application)
    standing = standing_of([entry_of(event) for event in events])
    limit = limit_of(application)
    calendar = working_calendar()
    form = _form_of(application)
    sendings = CoreSending.objects.filter(application=application).order_by("-pk")
    return ApplicationPage(
        application=application,
        standing=standing,
        due=due_of(standing, limit, calendar),
        limit=limit,
        calendar=calendar,
        events=events,
        form=form,
        sections=_sections(form, json.loads(application.fields or "{}")),
        rows=json.loads(application.rows or "[]"),
        files=files_of(application),
        sending=sendings.first(),
        deeds=deeds_of(application, standing, rights),
        shows_person=rights.handles or rights.decides,
    )


def files_of(application: Application) -> list[ApplicationFile]:
    """Return an application's materials as they came, those that were replaced with them."""
    rows = ApplicationFile.objects.filter(application=application)
    return list(rows.order_by("material", "replaced_at", "pk"))


def find_file(application: Application, pk: int) -> ApplicationFile | None:
    """Return a material of an application, None if there is none."""
    rows = ApplicationFile.objects.select_related("application__agency")
    return rows.filter(application=application, pk=pk).first()


def _form_of(application: Application) -> FormDefinition | None:
    try:
        return definition_of(application.form)
    except (FormAltered, FormFaulty):
        return None


def _sections(
    form: FormDefinition | None, values: dict[str, str]
) -> list[tuple[str, list[FieldLine]]]:
    """Return what was typed under the titles of its form's version, in its order."""
    if form is None:
        return []
    return [
        (
            section.title,
            [
                _line(field, shown_value(field, str(values.get(field.name) or "")))
                for field in section.fields
            ],
        )
        for section in form.sections
    ]


def _line(field: FieldDefinition, shown: str) -> FieldLine:
    if field.kind is FieldKind.PHONE:
        return FieldLine(field, mask_phone(shown), shown)
    if field.kind in PERSONAL:
        return FieldLine(field, mask_identity(shown), shown)
    if _is_of_person(field):
        return FieldLine(field, mask_name(shown), shown)
    plain = field.kind in _PLAIN
    return FieldLine(field, shown if plain else without_numbers(shown), shown)


def _is_of_person(field: FieldDefinition) -> bool:
    """Tell whether a field holds a person's name; an employer's is no secret."""
    named = field.name == "name" or field.name.endswith("_name")
    return named and not field.name.startswith("employer")


_PLAIN = frozenset(
    {
        FieldKind.NUMBER,
        FieldKind.MONEY,
        FieldKind.DATE,
        FieldKind.MONTH,
        FieldKind.CHOICE,
        FieldKind.YES_NO,
    }
)
